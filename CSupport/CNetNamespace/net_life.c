/* The lock around the life of namespaces, whichever the rules have, and what their exits leave to a grace period. */
#include "net_internal.h"

static void set_in_life(bool in_life)
{
	if (net_self)
		net_self->in_life = in_life;
}

void net_life_lock_shared(void) NO_THREAD_SAFETY_ANALYSIS
{
	if (net_life_is_shared())
		down_read(&pernet_ops_rwsem);
	else
		mutex_lock(&net_mutex);
	set_in_life(true);
}

void net_life_unlock_shared(void) NO_THREAD_SAFETY_ANALYSIS
{
	set_in_life(false);
	if (net_life_is_shared())
		up_read(&pernet_ops_rwsem);
	else
		mutex_unlock(&net_mutex);
}

void net_life_lock(void) NO_THREAD_SAFETY_ANALYSIS
{
	if (net_life_is_shared())
		down_write(&pernet_ops_rwsem);
	else
		mutex_lock(&net_mutex);
	set_in_life(true);
}

void net_life_unlock(void) NO_THREAD_SAFETY_ANALYSIS
{
	set_in_life(false);
	if (net_life_is_shared())
		up_write(&pernet_ops_rwsem);
	else
		mutex_unlock(&net_mutex);
}

void net_defer(struct net_deferred *item)
{
	/* A thread that is not registered tears a whole world down, alone. */
	if (!net_installed->defer || !net_self) {
		item->run(item);
		return;
	}
	net_world_add(&net_world.deferred, 1);
	net_installed->defer(item);
}

void net_deferred_done(void)
{
	__atomic_fetch_sub(&net_world.deferred, 1, __ATOMIC_RELEASE); /* pairs with net_wait_for_deferred() */
}

/* A barrier of liburcu 0.13.2 takes 10 to 20 ms, so only where there is something. Whoever deferred it: who exits a namespace holds
 * net_life, so what names the namespaces or the subsystem of the caller was counted before he came here; and what a device left
 * was counted under rtnl, by who finishes it. */
void net_wait_for_deferred(void)
{
	/* Acquire: pairs with net_deferred_done(). */
	if (__atomic_load_n(&net_world.deferred, __ATOMIC_ACQUIRE) == 0)
		return;
	uint64_t begin = net_clock_ns();

	net_installed->barrier();
	net_world_add(&net_world.barriers, 1);
	net_world_add(&net_world.barrier_ns, net_clock_ns() - begin);
}
