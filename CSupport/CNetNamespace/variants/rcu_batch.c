/*
 * The list of 2.6.33: as rcu_memb, but the worker destroys all that are dying
 * at a time, with one grace period, and the loopback's rtnl once, for the batch.
 * Creators wait behind the whole batch, since net_mutex is held throughout it.
 */
#define URCU_API_MAP
#include <urcu/urcu-memb.h>
#include "rcu_body.h"

const struct net_variant net_variant_rcu_batch = {
	.name = "rcu_batch",
	.summary = "RCU list; the worker destroys in batches, one grace period each, under net_mutex; unlock, then one pass",
	.kernels = "2.6.33..4.16 (list); the drain is a counterfactual",
	.source = "2b035b399707, 72ad937abd0a (Biederman, Nov 2009); a685e08987d1 (Viro, 2011)",
	.year = 2009,
	.cleanup = NET_CLEANUP_BATCH,
	.bare_section = bare_section,
	NET_RCU_RULES,
};
