/* Negative control: a reader thread that is not registered, so that no grace period waits for it. */
#define URCU_API_MAP
#include <urcu/urcu-memb.h>
#define NET_BUSTED_UNREGISTERED
#include "rcu_body.h"

const struct net_variant net_variant_busted_unregistered_reader = {
	.name = "busted_unregistered_reader",
	.summary = "negative control: rcu_memb whose threads forget to register",
	.negative_control = true,
	NET_RCU_OPERATIONS,
};
