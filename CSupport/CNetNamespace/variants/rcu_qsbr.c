/* liburcu-qsbr: readers announce quiescent states, and their lock is empty. */
#define URCU_API_MAP
#include <urcu/urcu-qsbr.h>
#define NET_RCU_QSBR
#include "rcu_body.h"

const struct net_variant net_variant_rcu_qsbr = {
	.name = "rcu_qsbr",
	.summary = "RCU list, liburcu-qsbr: readers announce quiescent states; unlock, then one pass",
	NET_RCU_OPERATIONS,
};
