/* References on namespaces: active ones, which keep them alive, and passive ones, which keep their memory. */
#include "net_internal.h"

void get_net(struct net *net)
{
	bool dead = __atomic_fetch_add(&net->count, 1, __ATOMIC_RELAXED) == 0; /* as the seed: relaxed, unconditional */

	if (dead)
		net_world_add(&net_world.resurrections, 1);
	net_law_check(NET_LAW_I3, !dead, net, "get_net() took a reference from zero: the dead is revived");
}

bool maybe_get_net(struct net *net)
{
	uint32_t count = __atomic_load_n(&net->count, __ATOMIC_RELAXED);

	while (count != 0) {
		/* Acquire: pairs with the release half of put_net(). */
		if (__atomic_compare_exchange_n(&net->count, &count, count + 1, true, __ATOMIC_ACQUIRE,
						__ATOMIC_RELAXED))
			return true;
	}
	return false;
}

/* Out of line: once per namespace, and put_net() is short without it. */
static __attribute__((noinline)) void last_put(struct net *net)
{
	net_perturb(NET_WINDOW_LAST_PUT);
	net_state_edge(net, NET_LIVE, NET_DYING);
	if (net_installed->defect == NET_DEFECT_PUT_DESTROYS_INLINE) {
		net->cleanup_next = NULL;
		cleanup_net(net);
		return;
	}
#ifdef NET_DEBUG
	net_lockdep_put_begins();
#endif
	net_cleanup_queue(net);
#ifdef NET_DEBUG
	net_lockdep_put_ends();
#endif
}

void put_net(struct net *net)
{
	/* Acquire and release: all that holders did is before the cleanup; pairs with itself on other threads. */
	if (__atomic_sub_fetch(&net->count, 1, __ATOMIC_ACQ_REL) == 0)
		last_put(net);
}

void net_passive_get(struct net *net)
{
	__atomic_fetch_add(&net->passive, 1, __ATOMIC_RELAXED); /* from one that the caller has, or from an active one */
}

void net_passive_put(struct net *net)
{
	/* Acquire and release: all that its holders read is before the memory goes; pairs with itself on other threads. */
	if (__atomic_sub_fetch(&net->passive, 1, __ATOMIC_ACQ_REL) == 0)
		net_free(net);
}
