/*
 * 6.13: a mutex per namespace around its configuration, inside rtnl for as long as
 * rtnl is there (NET_WITHOUT_RTNL: the goal, a request takes its namespace's only).
 *
 * Locking:
 *	rtnl -> the namespaces' own mutexes, init_net's first, then by ascending address
 * Reasoning:
 *	- under a global rtnl the second mutex is never contended: it costs, and gains nothing (CONFIG_DEBUG_NET_SMALL_RTNL)
 *	- a request that concerns two namespaces takes both in one order, whoever asks
 *	- without rtnl, requests to different namespaces do not meet; devices and notifiers, which are everybody's, keep it
 * Resume:
 *	config is guarded by the namespace's mutex; take two by rtnl_net_mutex_lock_two() only.
 * Checked by:
 *	the lock-order graph (two out of order), the laws, ThreadSanitizer, and Tests/Models (per_net_*).
 */
#define NET_HAS_CONFIG_LOCK

static inline void config_lock(struct net *net) NO_THREAD_SAFETY_ANALYSIS
{
#ifndef NET_WITHOUT_RTNL
	rtnl_lock();
#endif
	rtnl_net_mutex_lock(net);
}

static inline void config_unlock(struct net *net) NO_THREAD_SAFETY_ANALYSIS
{
	rtnl_net_mutex_unlock(net);
#ifndef NET_WITHOUT_RTNL
	drain_unlock();
#endif
}

static inline void config_lock_two(struct net *one, struct net *other) NO_THREAD_SAFETY_ANALYSIS
{
#ifndef NET_WITHOUT_RTNL
	rtnl_lock();
#endif
	rtnl_net_mutex_lock_two(one, other);
}

static inline void config_unlock_two(struct net *one, struct net *other) NO_THREAD_SAFETY_ANALYSIS
{
	rtnl_net_mutex_unlock_two(one, other);
#ifndef NET_WITHOUT_RTNL
	drain_unlock();
#endif
}

#define NET_PER_NET_ROW                                                                                                \
	.name = "per_net_rtnl",                                                                                        \
	.summary = "as net_rwsem, and a mutex per namespace inside rtnl; two are taken in order",                      \
	.kernels = "6.13.. (CONFIG_DEBUG_NET_SMALL_RTNL)",                                                             \
	.source = "76aed95319da, 844e5e7e656d (Iwashima, Oct 2024)", .year = 2024, .per_net = true
