/* A namespace's own mutex, of the rules that have one, and two of them in order. */
#include "net_internal.h"

static struct mutex *config_mutex(struct net *net)
{
	return &net_rtnl(net)->config_mutex; /* the socket is there from before its devices come until they have gone */
}

void rtnl_net_mutex_lock(struct net *net)
{
#ifdef NET_DEBUG
	net_lockdep_acquire_net(config_mutex(net), net);
#endif
	mutex_lock_nested(config_mutex(net));
}

void rtnl_net_mutex_unlock(struct net *net)
{
	mutex_unlock(config_mutex(net));
}

/* After rtnl_net_cmp_locks() of 844e5e7e656d. */
static bool comes_first(const struct net *one, const struct net *other)
{
	return one == init_net || (other != init_net && one < other);
}

void rtnl_net_mutex_lock_two(struct net *one, struct net *other)
{
	if (!comes_first(one, other)) {
		struct net *swap = one;

		one = other;
		other = swap;
	}
	rtnl_net_mutex_lock(one);
	net_perturb(NET_WINDOW_ONE_OF_TWO);
	if (other != one)
		rtnl_net_mutex_lock(other);
}

void rtnl_net_mutex_unlock_two(struct net *one, struct net *other)
{
	rtnl_net_mutex_unlock(one);
	if (other != one)
		rtnl_net_mutex_unlock(other);
}
