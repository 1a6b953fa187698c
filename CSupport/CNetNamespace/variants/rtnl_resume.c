/*
 * The seed, mended: the list's rules are the seed's, the drain is one pass.
 *
 * Locking:
 *	net_mutex -> rtnl, as the seed
 * Reasoning:
 *	- a namespace whose last reference has gone is skipped (maybe_get_net): nobody revives the dead (B3)
 *	- only the worker unlinks, and only what has no reference: the one that was received from is held, so it is
 *	  on the list, and its next, read under rtnl again, is live. The walk goes on there (B1, B7)
 *	- what is newer than the pass has a sender of its own, and a receive handles what was queued when it began:
 *	  at most N visits plus their budgets (B2)
 *	- the reference that was held is dropped outside rtnl (B6)
 * Resume:
 *	hold the cursor until its next was read under rtnl; drop it after the next release.
 *	What is left of the seed: looking before the release strands who only tries (B8); todo waits (B9).
 * Checked by:
 *	the analysis, the laws (L1, L2: each namespace once, in order), and Tests/Models (resume_*).
 */
#define NET_READS_UNDER_EITHER
#include "net_internal.h"
#include "no_readers.h"

static inline void drain_unlock(void) RELEASE(rtnl_mutex) UNSTABLE_BY_EITHER
{
	uint64_t limit = net_sequence_now(), inspected = 0, last = 0;
	struct net *held = NULL, *net;

	for (net = first_net(); net != NET_LIST_END && net->sequence <= limit; net = next_net(net)) {
		struct sock *rtnl = net_rtnl(net);

		inspected++;
		net_debug_drain_sees(&last, net);
		if (rtnl == NULL || rtnl_qlen(rtnl) == 0)
			continue;
		net_perturb(NET_WINDOW_DRAIN_FOUND);
		if (!maybe_get_net(net))
			continue;
		__rtnl_unlock();
		net_perturb(NET_WINDOW_DRAIN_RELEASED);
		if (held)
			put_net(held);
		rtnl->sk_data_ready(rtnl, 0);
		net_perturb(NET_WINDOW_DRAIN_RECEIVED);
		held = net;
		rtnl_lock();
	}
	net_perturb(NET_WINDOW_DRAIN_CLEAN);
	__rtnl_unlock();
	if (held)
		put_net(held);
	net_count_drain(inspected, 0);
	netdev_run_todo();
}

#include "seed_list.h"
#include "variant_sections.h"

const struct net_variant net_variant_rtnl_resume = {
	.name = "rtnl_resume",
	.summary = "the seed mended: maybe_get_net, one bounded pass from the held cursor, put outside rtnl",
	.kernels = "none: the seed, mended",
	.source = "none: the least change that mends defects B1, B2, B3, B6 of the seed",
	.year = 2007,
	.drain = NET_DRAIN_WALK,
	.todo = NET_TODO_MUTEX,
	.list_locks = 1u << NET_LIST_RTNL | 1u << NET_LIST_NET_MUTEX,
	.frozen_by_rtnl = true,
	.frozen_by_walk = true,
	.breaks = NET_BREAKS(check_before_unlock_trylock) | NET_BREAKS(plain_release_trylock) | NET_BREAKS(replay_imbalance) |
		  NET_BREAKS(handler_registers) | NET_BREAKS(todo_waits_for_requests),
	NET_VARIANT_OPERATIONS,
};
