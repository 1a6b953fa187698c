/* Walking and unlocking from 4.17: net_rwsem, and nothing to drain. */
#define NET_READS_UNDER_RWSEM_OR_RCU
#include "sync_unlock.h"

static inline void walk_begin(void) ACQUIRE_SHARED(net_rwsem) STABLE_BY_RWSEM
{
	net_read_lock();
}

static inline void walk_end(void) RELEASE_SHARED(net_rwsem) UNSTABLE_BY_RWSEM
{
	net_read_unlock();
}

#define NET_RWSEM_WALK                                                                                                 \
	.drain = NET_DRAIN_NONE, .list_locks = 1u << NET_LIST_NET_RWSEM | 1u << NET_LIST_RCU, .frozen_by_walk = true
