/* Negative control: the drain handles a request where it stands, and again when it receives it. */
#define URCU_API_MAP
#include <urcu/urcu-memb.h>
#define NET_BUSTED_HANDLES_TWICE
#include "rcu_body.h"

const struct net_variant net_variant_busted_handles_twice = {
	.name = "busted_handles_twice",
	.summary = "negative control: rcu_memb whose drain handles the first request twice",
	.negative_control = true,
	NET_RCU_OPERATIONS,
};
