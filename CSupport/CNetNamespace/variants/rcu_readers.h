/*
 * The read side of a liburcu flavour, and its grace period. A flavour file
 * includes its liburcu header with URCU_API_MAP first, so that the rcu_ names
 * below are that flavour's, and sets NET_RCU_QSBR where readers announce
 * quiescent states.
 */
#ifndef NET_RCU_READERS_H
#define NET_RCU_READERS_H

#include "net_internal.h"
#include "rcu_annotations.h"

#ifdef NET_BUSTED_UNREGISTERED
static inline void thread_register(void)
{
}

static inline void thread_unregister(void)
{
}
#else
static inline void thread_register(void)
{
	rcu_register_thread();
	net_debug_event(NET_EVENT_REGISTERED, NULL);
#ifdef NET_RCU_QSBR
	rcu_thread_offline(); /* a thread is online only inside a section, so it may block anywhere else */
#endif
}

static inline void thread_unregister(void)
{
#ifdef NET_RCU_QSBR
	rcu_thread_online(); /* liburcu unregisters an online thread */
#endif
	net_debug_event(NET_EVENT_UNREGISTERED, NULL);
	rcu_unregister_thread();
}
#endif

static inline void reader_online(void)
{
#ifdef NET_RCU_QSBR
	rcu_thread_online();
	rcu_section_began();
#endif
}

static inline void reader_offline(void)
{
#ifdef NET_RCU_QSBR
	rcu_section_ends();
	rcu_thread_offline();
#endif
}

static inline void rcu_walk_begin(void) ACQUIRE_SHARED(net_list_stable) NO_THREAD_SAFETY_ANALYSIS
{
	rcu_read_lock();
#ifndef NET_RCU_QSBR
	rcu_section_began();
#endif
}

/* One quiescent state per pass: with QSBR it is what ends a pass. */
static inline void rcu_walk_end(void) RELEASE_SHARED(net_list_stable) NO_THREAD_SAFETY_ANALYSIS
{
#ifdef NET_RCU_QSBR
	rcu_read_unlock();
	rcu_section_ends();
	rcu_quiescent_state();
	rcu_section_began();
#else
	rcu_section_ends();
	rcu_read_unlock();
#endif
}

static inline void wait_for_readers(void)
{
#ifndef NET_BUSTED_NO_GRACE_PERIOD
	uint64_t begin = net_clock_ns();

	rcu_wait_for_readers();
	net_grace_period_done(begin);
#endif
}

static void run_deferred(struct rcu_head *head)
{
	struct net_deferred *item = (struct net_deferred *)head; /* head is the first member */

	TSAN_ACQUIRE(item);
	TSAN_ACQUIRE(&tok_exit);
	item->run(item);
	net_deferred_done();
}

static void defer(struct net_deferred *item)
{
	_Static_assert(sizeof(struct rcu_head) <= sizeof(item->head), "liburcu's head has grown");
	TSAN_RELEASE(item);
	call_rcu((struct rcu_head *)item->head, run_deferred);
}

static void barrier(void)
{
	rcu_barrier();
}

#define NET_RCU_DEFER .defer = defer, .barrier = barrier

#endif
