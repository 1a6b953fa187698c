/* liburcu-mb: readers pay a full fence at both ends. */
#define URCU_API_MAP
#include <urcu/urcu-mb.h>
#include "rcu_body.h"

const struct net_variant net_variant_rcu_mb = {
	.name = "rcu_mb",
	.summary = "RCU list, liburcu-mb: readers pay a full fence; unlock, then one pass",
	NET_RCU_OPERATIONS,
};
