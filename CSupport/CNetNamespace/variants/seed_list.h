/*
 * The list as the seed has it: changed under net_mutex and rtnl, walked under
 * either. A file defines drain_unlock() before it includes this, and, where it is
 * wrong on purpose, NET_OWN_WALK or NET_OWN_LIST_RULE and those functions.
 * See include/net_namespace.h.
 */
#ifndef NET_OWN_WALK
/* A reader under rtnl ends as every holder of rtnl does: with rtnl_unlock(), drain included. */
static inline void walk_begin(void) ACQUIRE(rtnl_mutex) STABLE_BY_EITHER
{
	rtnl_lock();
}

static inline void walk_end(void) RELEASE(rtnl_mutex) UNSTABLE_BY_EITHER
{
	drain_unlock();
}
#endif

#ifndef NET_OWN_LIST_RULE
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
#endif
