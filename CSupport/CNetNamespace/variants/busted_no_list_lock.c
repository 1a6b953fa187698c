/* Negative control: the seed, but creation and destruction change the list without rtnl. */
#define NET_BUSTED_NO_LIST_LOCK
#include "retry_body.h"

const struct net_variant net_variant_busted_no_list_lock = {
	.name = "busted_no_list_lock",
	.summary = "negative control: the seed, but the list is changed without rtnl",
	.kernels = "none",
	.source = "none: wrong on purpose",
	.year = 2007,
	.negative_control = true,
	NET_RETRY_OPERATIONS,
};
