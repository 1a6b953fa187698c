/*
 * Ours: the list of 4.17, walked under RCU, and a drain that costs what is pending
 * and not what is alive: a queue of the namespaces that have something.
 *
 * Locking:
 *	rtnl -> a socket's queue; the queue of the pending has no lock
 * Reasoning:
 *	- a sender appends, then sets its namespace's flag; who sets it first pushes the namespace's node with a passive
 *	  reference. So what has a request is in the queue, or its sender has not come to that yet, and then will
 *	- the drain takes all at once, and nothing that comes later: bounded. For each it reads the node's next first, clears
 *	  the flag next (from then on the node may be pushed again), and only then looks at the queue: what it does not see
 *	  there was appended by one who finds the flag clear
 *	- the passive reference keeps the namespace's memory, not its life and not its socket: the dying is skipped
 *	  (maybe_get_net), never revived, and the socket is looked at only after that
 *	- who only tries rtnl trusts its holder. So, where that is allowed, a full fence stands between each release and
 *	  the look that follows it, that of a receive included; it pairs with the sender's fence between push and trylock:
 *	  one of the two sees the other. What is still there after a drain is handed to one worker, which takes and
 *	  releases rtnl: so an unlock is bounded, and nothing is stranded
 *	- who creates, destroys or registers does not drain, he hands off as well: no stranger's handler runs under
 *	  pernet_ops_rwsem (B4). After each batch the cleanup worker lets go of the dead that are still queued
 *	- one's own todo comes before the requests of others (B9)
 * Resume:
 *	append, exchange the flag, push; release, fence, look; next, clear, read.
 * Checked by:
 *	the laws (L1, L2: exactly what is pending; M3), Tests/Models (pending_*; with a store buffer), and mutants.
 */
#define NET_RULES_RWSEM
#define URCU_API_MAP
#include <urcu/urcu-memb.h>
#include "rcu_readers.h"
#include "net_stack.h"
#include "pending_worker.h"
#include "rwsem_list.h"

static struct net_stack pending_nets; /* atomic: pushed by senders, taken whole by drains */

static inline void walk_begin(void) ACQUIRE_SHARED(net_list_stable)
{
	rcu_walk_begin();
}

static inline void walk_end(void) RELEASE_SHARED(net_list_stable)
{
	rcu_walk_end();
}

/* Sees to it that the namespace is in the queue. Context: an active reference on @net. */
static void arm(struct net *net)
{
	/* Acquire and release, and an exchange even if the flag is set: the append is before it; pairs with the exchange in
	 * take_node(), of which one comes first. */
	if (__atomic_exchange_n(&net->pending, 1, __ATOMIC_ACQ_REL) != 0)
		return;
	net_passive_get(net);
	net_perturb(NET_WINDOW_FLAGGED);
	net_stack_push(&pending_nets, net, &net->pending_next);
	if (net_world_options.trylock_senders)
		__atomic_thread_fence(__ATOMIC_SEQ_CST); /* the push before a trylock; pairs with the fence in look() */
}

/* Takes the first node off @batch, flag and all. Its passive reference is the caller's. */
static inline struct net *take_node(struct net **batch)
{
	struct net *net = *batch;

	*batch = net->pending_next; /* first: with the flag clear the node may be pushed again */
	/* Before the look at the queue; pairs with the exchange in arm(). */
	uint32_t was = __atomic_exchange_n(&net->pending, 0, __ATOMIC_ACQ_REL);

	net_perturb(NET_WINDOW_DRAIN_FOUND);
	net_law_check(NET_LAW_L1, was == 1, net, "a namespace was twice in the queue of the pending");
	return net;
}

/* Everything that is pending now, the oldest first. */
static inline struct net *take_all(void)
{
	struct net *newest = net_stack_take_all(&pending_nets), *oldest = NULL;

	while (newest) {
		struct net *next = newest->pending_next;

		newest->pending_next = oldest;
		oldest = newest;
		newest = next;
	}
	return oldest;
}

/* Whether something is pending, for who has just released rtnl. */
static inline bool look(void)
{
	if (net_world_options.trylock_senders)
		__atomic_thread_fence(__ATOMIC_SEQ_CST); /* the release before the look; pairs with the fence in arm() */
	return net_stack_has(&pending_nets);
}

/* In two cases somebody else must look: what came during a drain, and what is there while this thread creates, destroys or
 * registers: a handler that registers a subsystem would wait for the very lock that this thread holds (B4). Senders that block handle their
 * own, so only who trusted needs anybody. */
static inline void hand_off(void)
{
	if (net_world_options.trylock_senders && look())
		pending_worker_kick();
}

static __attribute__((noinline)) void drain(void)
{
	if (net_self->in_life) {
		hand_off();
		return;
	}
	struct net *batch = take_all();
	uint64_t inspected = 0;

	while (batch) {
		struct net *net = take_node(&batch);

		inspected++;
		if (maybe_get_net(net)) {
			struct sock *rtnl = net_rtnl(net);

			if (rtnl && rtnl_qlen(rtnl) != 0) {
				rtnl_lock();
				rtnl_receive_locked(net);
				rtnl_unlock_todo(NET_TODO_SNAPSHOT);
				net_perturb(NET_WINDOW_DRAIN_RECEIVED);
			}
			put_net(net);
		}
		net_passive_put(net);
	}
	net_count(&net_self->counters.inspected, inspected);
	hand_off(); /* one look for all the releases above: whoever trusted one of them had pushed before */
}

static inline __attribute__((always_inline)) void drain_unlock(void) RELEASE(rtnl_mutex)
{
	struct net_device *todo = netdev_todo_snapshot();

	net_perturb(NET_WINDOW_DRAIN_CLEAN);
	__rtnl_unlock();
	net_perturb(NET_WINDOW_DRAIN_RELEASED);
	netdev_run_todo_snapshot(todo); /* first: nobody's requests delay one's own unregistrations */
	net_count(&net_self->counters.unlocks, 1);
	if (look())
		drain();
}

/* After the plain release of a sender that has received its own. Its node is still in the queue, so it drains: to hand that to
 * the worker would wake it for every request. */
static void released(void)
{
	if (net_world_options.trylock_senders && look())
		drain();
}

/* Keeps in the queue what has something pending, and nothing else. */
static void sift(void)
{
	struct net *batch = take_all();

	while (batch) {
		struct net *net = take_node(&batch);

		if (maybe_get_net(net)) {
			if (rtnl_qlen(net_rtnl(net)) != 0)
				arm(net);
			put_net(net);
		}
		net_passive_put(net);
	}
}

static void forget_idle(void)
{
	if (net_world_options.trylock_senders)
		pending_worker_quiesce();
	sift();
}

/* Nobody may come who drains, and senders that block leave nodes behind. Where senders may trust a holder, who looks must not find
 * the queue taken away for a moment: there, what is queued wakes the worker, who lets go of the dead as well. */
static void forget_dead(void)
{
	if (net_world_options.trylock_senders)
		hand_off();
	else if (net_stack_has(&pending_nets))
		sift();
}

static int world_begin(void)
{
	return net_world_options.trylock_senders ? pending_worker_start() : 0;
}

static void world_end(void)
{
	if (net_world_options.trylock_senders)
		pending_worker_stop();
	for (struct net *batch = take_all(); batch;)
		net_passive_put(take_node(&batch));
}

#include "variant_sections.h"

const struct net_variant net_variant_pending_queue = {
	.name = "pending_queue",
	.summary = "ours: the list of 4.17 walked under RCU; unlock drains a lock-free queue of the namespaces with requests",
	.kernels = "none: what none of them has",
	.source = "none: this project",
	.year = 2026,
	.drain = NET_DRAIN_QUEUE,
	.appended = arm,
	.released = released,
	.world_begin = world_begin,
	.world_end = world_end,
	.forget_dead = forget_dead,
	.forget_idle = forget_idle,
	NET_RWSEM_LIST,
	NET_VARIANT_OPERATIONS,
};
