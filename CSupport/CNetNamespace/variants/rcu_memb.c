/* liburcu-memb: sys_membarrier(2) moves the readers' fence into the grace period. */
#define URCU_API_MAP
#include <urcu/urcu-memb.h>
#include "rcu_body.h"

const struct net_variant net_variant_rcu_memb = {
	.name = "rcu_memb",
	.summary = "RCU list, liburcu-memb: readers without a fence (membarrier); unlock, then one pass",
	NET_RCU_OPERATIONS,
};
