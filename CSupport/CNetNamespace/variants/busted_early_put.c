/* Negative control: the drain drops its reference before the section that reads the next namespace has begun. */
#define URCU_API_MAP
#include <urcu/urcu-memb.h>
#define NET_BUSTED_EARLY_PUT
#include "rcu_body.h"

const struct net_variant net_variant_busted_early_put = {
	.name = "busted_early_put",
	.summary = "negative control: rcu_memb whose drain drops the cursor too early",
	.negative_control = true,
	NET_RCU_OPERATIONS,
};
