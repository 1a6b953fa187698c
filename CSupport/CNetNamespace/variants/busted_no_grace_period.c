/* Negative control: RCU readers, but a namespace is torn down without waiting for them. */
#define URCU_API_MAP
#include <urcu/urcu-memb.h>
#define NET_BUSTED_NO_GRACE_PERIOD
#include "rcu_body.h"

const struct net_variant net_variant_busted_no_grace_period = {
	.name = "busted_no_grace_period",
	.summary = "negative control: rcu_memb that frees without a grace period",
	.negative_control = true,
	NET_RCU_OPERATIONS,
};
