/* Negative control: a walk takes rtnl, then net_mutex. */
#define NET_BUSTED_WRONG_ORDER
#include "retry_body.h"

const struct net_variant net_variant_busted_wrong_order = {
	.name = "busted_wrong_order",
	.summary = "negative control: the seed, but a walk takes rtnl before net_mutex",
	.kernels = "none",
	.source = "none: wrong on purpose",
	.year = 2007,
	.negative_control = true,
	NET_RETRY_OPERATIONS,
};
