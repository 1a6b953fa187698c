/*
 * 2.6.24: the queue is gone from the protocol. A sender takes rtnl and handles its
 * own request, so an unlock has nothing to drain; the list's rules are the seed's.
 *
 * Locking:
 *	net_mutex -> rtnl, as the seed
 * Reasoning:
 *	- who sends waits for rtnl itself, so nobody need be trusted to handle anything (1536cc0d55a2)
 *	- the todo list is taken under rtnl and run after the release: what one added, one finishes (58ec3b4db9eb)
 * Resume:
 *	an unlock costs what a mutex costs, whatever N is.
 * Checked by:
 *	the analysis, the laws (M5: handled by the sender), and Tests/Models.
 */
#define NET_READS_UNDER_EITHER
#include "net_internal.h"
#include "no_readers.h"
#include "sync_unlock.h"
#include "seed_list.h"
#include "variant_sections.h"

const struct net_variant net_variant_rtnl_sync = {
	.name = "rtnl_sync",
	.summary = "the list as the seed; senders handle their own request, unlock drains nothing; todo snapshot under rtnl",
	.kernels = "2.6.24..2.6.31 (todo: from 2.6.27)",
	.source = "f4618d39a34d (Biederman), 1536cc0d55a2, cd40b7d3983c (Lunev, Oct 2007); 58ec3b4db9eb (Xu, 2008)",
	.year = 2007,
	.drain = NET_DRAIN_NONE,
	.todo = NET_TODO_SNAPSHOT,
	.list_locks = 1u << NET_LIST_RTNL | 1u << NET_LIST_NET_MUTEX,
	.frozen_by_rtnl = true,
	.frozen_by_walk = true,
	.breaks = NET_BREAKS(replay_imbalance),
	NET_VARIANT_OPERATIONS,
};
