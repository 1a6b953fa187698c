/*
 * The seed's rules, shared by rtnl_retry and its negative control.
 *
 * Changes hold net_mutex and rtnl; walking needs either. rtnl_unlock() walks
 * under rtnl, and for each queue that is not empty drops rtnl, receives,
 * retakes rtnl and begins again at the head. See include/net_namespace.h.
 */
#define NET_READS_UNDER_EITHER
#include "net_internal.h"
#include "no_readers.h"

/*
 * The seed's rtnl_unlock(), its defects included: the get is unconditional, so a
 * dying namespace may be revived (B3); every queue restarts the walk (B1); no
 * bound on the restarts (B2); the queues are looked at before rtnl is released,
 * so a sender that only tried the lock is stranded (B8); the put is under rtnl
 * and is safe because it only queues (B6); todo waits for all of it (B9).
 */
static inline void drain_unlock(void) RELEASE(rtnl_mutex) UNSTABLE_BY_EITHER
{
	struct net *net;
	uint64_t inspected = 0, restarts = 0, last = 0;

retry:
	for_each_net(net) {
		struct sock *rtnl = net_rtnl(net);

		inspected++;
		net_debug_drain_sees(&last, net);
		if (rtnl == NULL || rtnl_qlen(rtnl) == 0)
			continue;
		net_perturb(NET_WINDOW_DRAIN_FOUND);
		get_net(net);
		__rtnl_unlock();
		net_perturb(NET_WINDOW_DRAIN_RELEASED);
		net_debug_touch(net);
		rtnl = net_rtnl(net);
		if (rtnl && rtnl_qlen(rtnl))
			rtnl->sk_data_ready(rtnl, 0);
		net_perturb(NET_WINDOW_DRAIN_RECEIVED);
		rtnl_lock();
		put_net(net);
		restarts++;
		goto retry;
	}
	net_perturb(NET_WINDOW_DRAIN_CLEAN);
	__rtnl_unlock();
	net_count_drain(inspected, restarts);
	netdev_run_todo();
}

#ifdef NET_BUSTED_WRONG_ORDER
#define NET_OWN_WALK
/* Wrong on purpose: rtnl first, then net_mutex. */
static inline void walk_begin(void) ACQUIRE(rtnl_mutex) STABLE_BY_EITHER NO_THREAD_SAFETY_ANALYSIS
{
	rtnl_lock();
	mutex_lock(&net_mutex);
}

static inline void walk_end(void) RELEASE(rtnl_mutex) UNSTABLE_BY_EITHER NO_THREAD_SAFETY_ANALYSIS
{
	mutex_unlock(&net_mutex);
	drain_unlock();
}
#endif

#ifdef NET_BUSTED_NO_LIST_LOCK
#define NET_OWN_LIST_RULE
/* Wrong on purpose: only net_mutex is held, so a walker under rtnl sees the list change. */
static inline void list_add_rule(struct net *net) NO_THREAD_SAFETY_ANALYSIS
{
	net_list_add(net);
}

static inline void list_del_rule(struct net *net) NO_THREAD_SAFETY_ANALYSIS
{
	net_list_del(net);
}
#endif

#include "seed_list.h"
#include "variant_sections.h"

#define NET_RETRY_OPERATIONS                                                                                           \
	.drain = NET_DRAIN_WALK, .todo = NET_TODO_MUTEX, \
	.list_locks = 1u << NET_LIST_RTNL | 1u << NET_LIST_NET_MUTEX, .frozen_by_rtnl = true, .frozen_by_walk = true,   \
	.breaks = NET_BREAKS(check_before_unlock_trylock) | NET_BREAKS(plain_release_trylock) |                        \
		  NET_BREAKS(seed_resurrection_trylock) | NET_BREAKS(seed_resurrection_half_read) |                    \
		  NET_BREAKS(seed_starvation) | NET_BREAKS(replay_imbalance) | NET_BREAKS(handler_registers) |         \
		  NET_BREAKS(todo_waits_for_requests),                                                                 \
	NET_VARIANT_OPERATIONS
