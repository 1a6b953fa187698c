/* Negative control: the drain walks under RCU and takes a namespace as the seed does, the dead included. */
#define URCU_API_MAP
#include <urcu/urcu-memb.h>
#define NET_BUSTED_PLAIN_GET
#include "rcu_body.h"

const struct net_variant net_variant_busted_plain_get_on_dying = {
	.name = "busted_plain_get_on_dying",
	.summary = "negative control: rcu_memb whose drain takes a namespace with a plain get_net()",
	.negative_control = true,
	NET_RCU_OPERATIONS,
};
