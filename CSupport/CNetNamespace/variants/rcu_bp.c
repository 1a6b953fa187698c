/* liburcu-bp: readers register by themselves. */
#define URCU_API_MAP
#include <urcu/urcu-bp.h>
#include "rcu_body.h"

const struct net_variant net_variant_rcu_bp = {
	.name = "rcu_bp",
	.summary = "RCU list, liburcu-bp: threads register by themselves; unlock, then one pass",
	NET_RCU_OPERATIONS,
};
