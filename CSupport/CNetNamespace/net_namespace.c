/*
 * Namespaces: the list, creation, destruction, the world.
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
struct rw_semaphore pernet_ops_rwsem, net_rwsem; /* by init_rwsem(), world by world */
struct net_life_role net_life;
struct list_head net_namespace_list;
struct net *init_net;
const struct net_variant *net_installed;
struct net_options net_world_options;

static uint64_t net_sequence; /* written by updaters of the list, who exclude each other; read anywhere: release, acquire */

uint64_t net_sequence_now(void)
{
	return __atomic_load_n(&net_sequence, __ATOMIC_ACQUIRE); /* pairs with the release in list_add() */
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
	uint64_t sequence = __atomic_load_n(&net_sequence, __ATOMIC_RELAXED) + 1; /* no other updater */

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

void net_list_add_rwsem(struct net *net)
{
	list_add(net);
}

void net_list_del_rwsem(struct net *net)
{
	list_remove(net);
}

/* ---- creation and destruction ---- */

struct net *copy_net_ns(void)
{
	struct net *net = net_alloc();

	if (!net)
		return NULL;
	net_life_lock_shared();
	bool early = net_installed->defect == NET_DEFECT_PUBLISHES_EARLY;

	if (early)
		net_installed->list_add(net);
	int error = pernet_setup(net, false);

	net_perturb(NET_WINDOW_SET_UP);
	if (!error && !early)
		net_installed->list_add(net);
	net_life_unlock_shared();
	if (error) {
		net_wait_for_deferred(); /* 310928d9: a failed creation, too */
		net_release_memory(net);
		errno = -error;
		return NULL;
	}
	if (net_self)
		net_count(&net_self->counters.created, 1);
	return net;
}

uint64_t cleanup_net(struct net *batch)
{
	struct net *net;
	uint64_t count = 0;

	net_law_check(NET_LAW_L6, net_is_cleanup_worker, batch, "a namespace is destroyed on another thread than the worker");
	net_life_lock_shared();
	net_installed->list_del(batch); /* nobody can find them from here on, and nobody who found one is left */
	for_each_dying(net, batch)
		net_state_edge(net, NET_UNLINKED, NET_EXITING);
	pernet_teardown(batch, false);
	net_life_unlock_shared();
	net_wait_for_deferred();
	net_perturb(NET_WINDOW_EXITED);
	while (batch) {
		net = batch;
		batch = net->cleanup_next; /* read first: the memory may go with the reference */
		net_state_edge(net, NET_EXITING, NET_EXITED);
		net_passive_put(net);
		count++;
	}
	if (net_installed->forget_dead)
		net_installed->forget_dead();
	return count;
}

/* ---- the world ---- */

const struct net_variant *net_ns_variant(void)
{
	return net_installed;
}

static void publish_in_bulk(struct net *net) NO_THREAD_SAFETY_ANALYSIS /* net_life and rtnl are held */
{
	if (!net_life_is_shared()) {
		net_list_add(net);
		return;
	}
	down_write(&net_rwsem);
	net_list_add_rwsem(net);
	up_write(&net_rwsem);
}

int net_ns_populate(uint64_t count)
{
	int error = 0;

	net_life_lock_shared();
	rtnl_lock();
	for (uint64_t i = 0; i < count && !error; i++) {
		struct net *net = net_alloc();

		error = net ? pernet_setup(net, true) : -ENOMEM;
		if (!error)
			publish_in_bulk(net);
		else if (net)
			net_release_memory(net);
	}
	__rtnl_unlock();
	net_life_unlock_shared();
	return error;
}

/* Takes down every namespace there is, and the memory of all. Context: no other thread. */
static void tear_down(void)
{
	net_life_lock_shared();
	rtnl_lock();
	while (net_namespace_list.prev != &net_namespace_list) {
		struct net *net = (struct net *)net_namespace_list.prev;

		list_del(&net->list);
		net->cleanup_next = NULL;
		pernet_teardown(net, true);
		net_release_memory(net);
	}
	__rtnl_unlock();
	net_life_unlock_shared();
	netdev_run_todo();
	net_memory_end();
	init_net = NULL;
	net_installed = NULL;
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
	init_rwsem(&pernet_ops_rwsem);
	init_rwsem(&net_rwsem);
	list_init(&net_namespace_list);
	net_installed = variant;
	pernet_init();
	int error = net_ns_populate(1);

	init_net = (struct net *)net_namespace_list.prev;
	if (!error)
		error = net_cleanup_start();
	if (!error && variant->world_begin) {
		error = variant->world_begin();
		if (error)
			net_cleanup_stop();
	}
	if (error)
		tear_down();
	return error;
}

void net_ns_exit(void)
{
	net_ns_quiesce(); /* who drains may hold a last reference, which the worker has to see */
	net_cleanup_stop();
	if (net_installed->world_end)
		net_installed->world_end();
	tear_down();
}
