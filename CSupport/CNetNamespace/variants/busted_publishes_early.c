/* Negative control: a namespace is on the list before its subsystems are set up. */
#define URCU_API_MAP
#include <urcu/urcu-memb.h>
#include "rcu_body.h"

const struct net_variant net_variant_busted_publishes_early = {
	.name = "busted_publishes_early",
	.summary = "negative control: rcu_memb that publishes before init is done",
	.negative_control = true,
	.defect = NET_DEFECT_PUBLISHES_EARLY,
	NET_RCU_OPERATIONS,
};
