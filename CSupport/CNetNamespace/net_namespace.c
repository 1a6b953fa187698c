/*
 * Namespaces: references, creation, destruction, the world.
 * The locking rules are described in include/net_namespace.h.
 */
#include "include/net_namespace.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "net_internal.h"
#include "pernet.h"

struct net_list_role net_list_stable;
struct mutex net_mutex = MUTEX_INITIALIZER;
struct mutex net_list_mutex = MUTEX_INITIALIZER;
struct rtnl_mutex rtnl_mutex = RTNL_MUTEX_INITIALIZER;
#if NET_RTNL_LOCK == NET_RTNL_LOCK_MCS
__thread struct rtnl_mutex_node rtnl_mutex_node;
#endif
struct rwlock dev_base_lock = RWLOCK_INITIALIZER;
struct list_head net_namespace_list;
struct net *init_net;
const struct net_variant *net_installed;
struct net_options net_world_options;

static uint64_t net_sequence; /* written under net_mutex, read anywhere: release, acquire */

uint64_t net_sequence_now(void)
{
	return __atomic_load_n(&net_sequence, __ATOMIC_ACQUIRE); /* pairs with the release in list_add() */
}

/* ---- references ---- */

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

/* ---- the list ---- */

static void list_changed(void)
{
#ifdef NET_DEBUG
	net_debug_list_changed();
#endif
}

static void list_add(struct net *net)
{
	uint64_t sequence = __atomic_load_n(&net_sequence, __ATOMIC_RELAXED) + 1; /* net_mutex is held */

	net->sequence = sequence;
	net_state_edge(net, NET_NEW, NET_LIVE);
	list_add_tail(&net->list, &net_namespace_list);
	list_changed();
	/* Release: who reads this sequence finds the namespace on the list; pairs with net_sequence_now(). */
	__atomic_store_n(&net_sequence, sequence, __ATOMIC_RELEASE);
	net_world_add(&net_world.alive, 1);
}

static void list_remove(struct net *net)
{
	list_del(&net->list);
	list_changed();
	net_state_edge(net, NET_DYING, NET_UNLINKED);
	__atomic_sub_fetch(&net_world.alive, 1, __ATOMIC_RELAXED);
}

void net_list_add(struct net *net)
{
	list_add(net);
}

void net_list_del(struct net *net)
{
	list_remove(net);
}

void net_list_add_old_rule(struct net *net)
{
	list_add(net);
}

void net_list_del_old_rule(struct net *net)
{
	list_remove(net);
}

/* ---- creation and destruction ---- */

struct net *copy_net_ns(void)
{
	struct net *net = net_alloc();

	if (!net)
		return NULL;
	net_mutex_lock();
	bool early = net_installed->defect == NET_DEFECT_PUBLISHES_EARLY;

	if (early)
		net_installed->list_add(net);
	int error = pernet_setup(net, false);

	net_perturb(NET_WINDOW_SET_UP);
	if (!error && !early)
		net_installed->list_add(net);
	net_mutex_unlock();
	if (error) {
		net_release_memory(net);
		errno = -error;
		return NULL;
	}
	if (net_self)
		net_count(&net_self->counters.created, 1);
	return net;
}

void cleanup_net(struct net *net)
{
	net_law_check(NET_LAW_L6, net_is_cleanup_worker, net, "a namespace is destroyed on another thread than the worker");
	net_mutex_lock();
	net_installed->list_del(net); /* nobody can find it from here on, and nobody who found it is left */
	net_state_edge(net, NET_UNLINKED, NET_EXITING);
	pernet_teardown(net, false);
	net_mutex_unlock();
	net_perturb(NET_WINDOW_EXITED);
	net_state_edge(net, NET_EXITING, NET_EXITED);
	net_state_edge(net, NET_EXITED, NET_FREED);
	net_free(net);
}

/* ---- the world ---- */

const struct net_variant *net_ns_variant(void)
{
	return net_installed;
}

int net_ns_populate(uint64_t count)
{
	int error = 0;

	net_mutex_lock();
	rtnl_lock();
	for (uint64_t i = 0; i < count && !error; i++) {
		struct net *net = net_alloc();

		error = net ? pernet_setup(net, true) : -ENOMEM;
		if (!error)
			net_list_add(net);
		else if (net)
			net_release_memory(net);
	}
	__rtnl_unlock();
	net_mutex_unlock();
	return error;
}

int net_ns_init(const struct net_variant *variant, const struct net_options *options)
{
	if (net_installed)
		return -EBUSY;
	memset(&net_world, 0, sizeof(net_world));
	net_threads_reset();
	net_world_options = *options;
	net_memory_begin(options->payload_bytes);
	net_sequence = 0;
	list_init(&net_namespace_list);
	pernet_init();
	net_installed = variant;
	int error = net_ns_populate(1);

	if (!error) {
		init_net = (struct net *)net_namespace_list.prev;
		error = net_cleanup_start();
	}
	if (error) {
		init_net = NULL;
		net_installed = NULL;
	}
	return error;
}

void net_ns_exit(void)
{
	net_cleanup_stop();
	net_mutex_lock();
	rtnl_lock();
	while (net_namespace_list.prev != &net_namespace_list) {
		struct net *net = (struct net *)net_namespace_list.prev;

		list_del(&net->list);
		pernet_teardown(net, true);
		net_release_memory(net);
	}
	__rtnl_unlock();
	net_mutex_unlock();
	netdev_run_todo();
	net_memory_end();
	init_net = NULL;
	net_installed = NULL;
}
