/* Negative control: the drain looks before it releases rtnl; a sender that only tried the lock is stranded. */
#define URCU_API_MAP
#include <urcu/urcu-memb.h>
#define NET_BUSTED_CHECK_BEFORE_UNLOCK
#include "rcu_body.h"

const struct net_variant net_variant_busted_check_before_unlock = {
	.name = "busted_check_before_unlock",
	.summary = "negative control: rcu_memb that looks at the queues while it still holds rtnl",
	.negative_control = true,
	NET_RCU_OPERATIONS,
};
