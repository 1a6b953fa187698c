/* The seed: net_namespace_list under both net_mutex and rtnl, walked under either, drained by retry. */
#include "retry_body.h"

const struct net_variant net_variant_rtnl_retry = {
	.name = "rtnl_retry",
	.summary = "the seed: net_mutex and rtnl guard the list, either one to walk; unlock drains, restarting at the head",
	.kernels = "NETNS45 tree, Sep 2007; never mainline",
	.source = "Lunev, [NETNS45] network namespace locking rules, 28 Sep 2007",
	.year = 2007,
	NET_RETRY_OPERATIONS,
};
