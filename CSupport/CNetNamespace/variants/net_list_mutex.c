/*
 * The rules before the seed: the list has a mutex of its own.
 *
 * Locking:
 *	net_mutex -> net_list_mutex -> rtnl
 * Reasoning:
 *	- updaters hold net_mutex and net_list_mutex; who walks holds net_list_mutex
 *	- rtnl_unlock() releases rtnl, then walks under net_list_mutex, and the receive routine takes rtnl again
 * Resume:
 *	rtnl alone protects nothing: the notifier replay, which holds only rtnl, races with every update, and
 *	taking net_list_mutex inside rtnl would deadlock against the drain.
 * Checked by:
 *	the analysis: in this file only net_list_mutex hands out the right to walk.
 */
#define NET_RULES_LIST_MUTEX
#include "net_internal.h"
#include "no_readers.h"

static inline void walk_begin(void) ACQUIRE(net_list_mutex) STABLE_BY_LIST_MUTEX
{
	net_lock();
}

static inline void walk_end(void) RELEASE(net_list_mutex) UNSTABLE_BY_LIST_MUTEX
{
	net_unlock();
}

static inline void list_add_rule(struct net *net) REQUIRES(net_mutex)
{
	net_lock();
	net_list_add_old_rule(net);
	net_unlock();
}

static inline void list_del_rule(struct net *net) REQUIRES(net_mutex)
{
	net_lock();
	net_list_del_old_rule(net);
	net_unlock();
}

static inline void drain_unlock(void) RELEASE(rtnl_mutex)
{
	struct net *net;
	uint64_t inspected = 0, last = 0;

	__rtnl_unlock();
	net_perturb(NET_WINDOW_DRAIN_RELEASED);
	net_lock();
	for_each_net(net) {
		struct sock *rtnl = net_rtnl(net);

		inspected++;
		net_debug_drain_sees(&last, net);
		if (rtnl && rtnl_qlen(rtnl) != 0) {
			net_perturb(NET_WINDOW_DRAIN_FOUND);
			rtnl->sk_data_ready(rtnl, 0);
			net_perturb(NET_WINDOW_DRAIN_RECEIVED);
		}
	}
	net_unlock();
	net_count_drain(inspected, 0);
	netdev_run_todo();
}

#include "variant_sections.h"

const struct net_variant net_variant_net_list_mutex = {
	.name = "net_list_mutex",
	.summary = "before the seed: the list has its own mutex; unlock rtnl, then walk and receive under it",
	.kernels = "net-2.6.24 tree, Sep 2007",
	.source = "5f256becd868, 9dd776b6d7b0 (Biederman); drain: the lines that the seed removes",
	.year = 2007,
	.drain = NET_DRAIN_WALK,
	.todo = NET_TODO_MUTEX,
	.frozen_by_walk = true,
	.breaks = NET_BREAKS(plain_release_trylock) | NET_BREAKS(old_rules_notifier_race) | NET_BREAKS(replay_imbalance) |
		  NET_BREAKS(handler_registers) | NET_BREAKS(todo_waits_for_requests),
	NET_VARIANT_OPERATIONS,
};
