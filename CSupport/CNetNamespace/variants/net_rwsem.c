/* 4.17: two semaphores; see rwsem_list.h. Requests are handled by their senders, and an unlock drains nothing. */
#define NET_RULES_RWSEM
#define URCU_API_MAP
#include <urcu/urcu-memb.h>
#include "rcu_readers.h"
#include "rwsem_list.h"
#include "rwsem_walk.h"
#include "variant_sections.h"

const struct net_variant net_variant_net_rwsem = {
	.name = "net_rwsem",
	.summary = "net_rwsem guards the list, pernet_ops_rwsem life; creators and the destroyer do not wait for each other",
	.kernels = "4.17..",
	.source = "1a57feb847c5, f0b07bb151b0 (Tkhai, Feb-Mar 2018)",
	.year = 2018,
	NET_RWSEM_LIST,
	NET_RWSEM_WALK,
	NET_VARIANT_OPERATIONS,
};
