/*
 * The list of 2.6.32, with the drain that the seed asked for (that kernel had
 * none, so the drain is a counterfactual). Shared by the flavours: a flavour file
 * includes its liburcu header with URCU_API_MAP, so that the rcu_ names below are
 * that flavour's, and sets NET_RCU_QSBR where readers announce quiescent states.
 *
 * Locking:
 *	net_mutex -> rtnl, as the seed, for updaters; readers: a read-side critical section
 * Reasoning:
 *	- namespaces are unlinked under both locks, one or a batch, then a grace period passes under net_mutex, so that
 *	  every reader that could have found one has left before its subsystems exit
 *	- a walker holds no lock that excludes destruction, so it takes a namespace with maybe_get_net() only
 *	- the receive routine takes rtnl, so it runs outside the read-side section: a reader that blocks holds
 *	  up the grace period and with it everybody behind net_mutex, and were that grace period waited for
 *	  under rtnl, it would deadlock (Tests/Models: receives_in_section, receives_in_section_deadlock)
 * Resume:
 *	walk under rcu_read_lock(); do not block in it; hold a namespace by maybe_get_net() or not at all.
 * Checked by:
 *	the analysis (walking needs a section), and the laws.
 */
#include "rcu_readers.h"

static inline void walk_begin(void) ACQUIRE_SHARED(net_list_stable)
{
	rcu_walk_begin();
}

static inline void walk_end(void) RELEASE_SHARED(net_list_stable)
{
	rcu_walk_end();
}

#ifdef NET_BUSTED_PLAIN_GET
static inline bool take(struct net *net)
{
	get_net(net);
	return true;
}
#else
static inline bool take(struct net *net)
{
	return maybe_get_net(net);
}
#endif

/* Around the receive routine, which takes rtnl: a thread that may block is not online. */
static inline void may_block(void)
{
#ifndef NET_BUSTED_STAYS_ONLINE
	reader_offline();
#endif
}

static inline void may_block_no_more(void)
{
#ifndef NET_BUSTED_STAYS_ONLINE
	reader_online();
#endif
}

#ifdef NET_BUSTED_HANDLES_TWICE
/* Wrong on purpose: the first request is handled where it stands, and again when it is received. */
static inline void receive(struct net *net)
{
	rtnl_lock();
	struct sock *sk = net_rtnl(net);

	if (sk) {
		mutex_lock(&sk->sk_receive_queue.lock);
		struct rtnl_message *first = sk->sk_receive_queue.head;

		mutex_unlock(&sk->sk_receive_queue.lock);
		if (first)
			rtnl_handle(net, first);
	}
	__rtnl_unlock();
	rtnetlink_rcv(net, NET_TODO_SNAPSHOT);
}
#else
static inline void receive(struct net *net)
{
	rtnetlink_rcv(net, NET_TODO_SNAPSHOT);
}
#endif

#ifdef NET_BUSTED_EARLY_PUT
/* Wrong on purpose: the cursor's reference goes before the section that reads its next has begun. */
static inline struct net *keep(struct net *net)
{
	put_net(net);
	net_perturb(NET_WINDOW_DRAIN_RECEIVED);
	return NULL;
}
#else
static inline struct net *keep(struct net *net)
{
	return net;
}
#endif

/*
 * One pass. Bounded by the creation sequence at entry; what is newer has its own
 * sender. The held reference keeps the cursor on the list, so its next is live;
 * it is dropped only after the section that left it has found the next one.
 */
static inline void drain_pass(void)
{
	/* Full fence: rtnl's release before the look at the queues, so that of a sender that appended and then
	 * found rtnl taken, and this pass, at least one sees the other; pairs with the queue's lock and rtnl. */
	__atomic_thread_fence(__ATOMIC_SEQ_CST);
	uint64_t limit = net_sequence_now(), inspected = 0, last = 0;
	struct net *held = NULL, *net;

	reader_online();
	walk_begin();
	net = first_net();
	while (net != NET_LIST_END && net->sequence <= limit) {
		struct sock *rtnl = net_rtnl(net);

		inspected++;
		net_debug_drain_sees(&last, net);
		if (rtnl && rtnl_qlen(rtnl) != 0) {
			net_perturb(NET_WINDOW_DRAIN_FOUND);
			if (take(net)) {
				walk_end();
				may_block();
				if (held)
					put_net(held);
				receive(net);
				net_perturb(NET_WINDOW_DRAIN_RECEIVED);
				held = keep(net);
				may_block_no_more();
				walk_begin();
			}
		}
		net = next_net(net);
	}
	walk_end();
	reader_offline();
	if (held)
		put_net(held);
	net_count_drain(inspected, 0);
}

static inline void drain_unlock(void) RELEASE(rtnl_mutex) UNSTABLE_BY_EITHER
{
	struct net_device *todo = netdev_todo_snapshot();

#ifdef NET_BUSTED_CHECK_BEFORE_UNLOCK
	bool pending = rtnl_stranded() != 0; /* wrong on purpose: looks while it still holds rtnl, and trusts that */
#else
	bool pending = true;
#endif
	net_perturb(NET_WINDOW_DRAIN_CLEAN);
	__rtnl_unlock();
	net_perturb(NET_WINDOW_DRAIN_RELEASED);
	if (pending)
		drain_pass();
	netdev_run_todo_snapshot(todo);
}

static inline void list_add_rule(struct net *net) REQUIRES(net_mutex)
{
	rtnl_lock();
	net_list_add(net);
	drain_unlock();
}

/* The grace period, one a batch, passes under net_mutex, as from 11a28d373ed2 (2.6.32): every creator waits behind it. */
static inline void list_del_rule(struct net *batch) REQUIRES(net_mutex)
{
	struct net *net;

	rtnl_lock();
	for_each_dying(net, batch)
		net_list_del(net);
	drain_unlock();
	net_perturb(NET_WINDOW_UNLINKED);
	wait_for_readers();
}

#include "rcu_bare.h"
#include "variant_sections.h"

#define NET_RCU_RULES                                                                                                  \
	.drain = NET_DRAIN_WALK, .todo = NET_TODO_SNAPSHOT, .uses_rcu = true, .frozen_by_rtnl = true, NET_RCU_DEFER,   \
	.breaks = NET_BREAKS(plain_release_trylock) | NET_BREAKS(replay_imbalance) | NET_BREAKS(handler_registers) |   \
		  NET_BREAKS(grace_period_under_net_mutex) | NET_BREAKS(todo_waits_for_requests),                      \
	NET_VARIANT_OPERATIONS

#define NET_RCU_OPERATIONS                                                                                             \
	.kernels = "2.6.32 (list); the drain is a counterfactual", .source = "11a28d373ed2 (Berg, Jul 2009)",          \
	.year = 2009, .bare_section = bare_section, NET_RCU_RULES
