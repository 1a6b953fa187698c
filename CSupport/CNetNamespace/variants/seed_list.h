/*
 * The list as the seed has it, for variants that unlock otherwise: changed under
 * net_mutex and rtnl, walked under either. A file defines drain_unlock() before
 * it includes this. See include/net_namespace.h.
 */
static inline void walk_begin(void) ACQUIRE(rtnl_mutex) STABLE_BY_EITHER
{
	rtnl_lock();
}

static inline void walk_end(void) RELEASE(rtnl_mutex) UNSTABLE_BY_EITHER
{
	drain_unlock();
}

static inline void list_add_rule(struct net *net) REQUIRES(net_mutex)
{
	rtnl_lock();
	net_list_add(net);
	drain_unlock();
}

static inline void list_del_rule(struct net *net) REQUIRES(net_mutex)
{
	rtnl_lock();
	net_list_del(net);
	drain_unlock();
}
