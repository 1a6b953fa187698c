/* A mutex per namespace, inside the global rtnl; see per_net_body.h. */
#define NET_RULES_RWSEM
#define URCU_API_MAP
#include <urcu/urcu-memb.h>
#include "rcu_readers.h"
#include "rwsem_list.h"
#include "rwsem_walk.h"
#include "per_net_body.h"
#include "variant_sections.h"

extern const struct net_variant net_variant_per_net_rtnl_alone;

const struct net_variant net_variant_per_net_rtnl = {
	NET_PER_NET_ROW,
	NET_RWSEM_LIST,
	NET_RWSEM_WALK,
	NET_VARIANT_OPERATIONS,
	.without_rtnl = &net_variant_per_net_rtnl_alone,
};
