/* Negative control: a QSBR thread stays online while it blocks on rtnl. */
#define URCU_API_MAP
#include <urcu/urcu-qsbr.h>
#define NET_RCU_QSBR
#define NET_BUSTED_STAYS_ONLINE
#include "rcu_body.h"

const struct net_variant net_variant_busted_stays_online = {
	.name = "busted_stays_online",
	.summary = "negative control: rcu_qsbr whose drain blocks while it is online",
	.negative_control = true,
	NET_RCU_OPERATIONS,
};
