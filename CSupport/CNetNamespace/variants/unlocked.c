/* Nobody's rules: the floor. Walks without any lock; legal only while nobody changes the list. */
#include "net_internal.h"
#include "no_readers.h"

static inline void walk_begin(void) ACQUIRE_SHARED(net_list_stable) NO_THREAD_SAFETY_ANALYSIS
{
	__asm__ volatile("" ::: "memory"); /* a pass is a pass: the compiler may not merge two */
}

static inline void walk_end(void) RELEASE_SHARED(net_list_stable) NO_THREAD_SAFETY_ANALYSIS
{
}

/* Setting up and tearing down change the list by the seed's rule; a run with updaters is refused. */
static inline void list_add_rule(struct net *net) REQUIRES(net_mutex)
{
	rtnl_lock();
	net_list_add(net);
	__rtnl_unlock();
}

static inline void list_del_rule(struct net *net) REQUIRES(net_mutex)
{
	rtnl_lock();
	net_list_del(net);
	__rtnl_unlock();
}

#include "sync_unlock.h"
#include "variant_sections.h"

const struct net_variant net_variant_unlocked = {
	.name = "unlocked",
	.summary = "no lock at all: the floor, for read-only cases",
	.kernels = "none",
	.source = "none: what a walk costs by itself",
	.year = 2007,
	.drain = NET_DRAIN_NONE,
	.todo = NET_TODO_SNAPSHOT,
	.read_only = true,
	NET_VARIANT_OPERATIONS,
};
