/*
 * The lock behind rtnl_lock(), of the kind that this instance of the model is
 * compiled for (net_instance.h). What each kind promises: docs/measuring.md.
 *
 * Ticket and MCS are Concurrency Kit's. rtnl is never recursive, and who took it
 * releases it: one MCS node per thread is enough. ThreadSanitizer cannot see
 * their assembly, and is told.
 */
#ifndef NET_RTNL_LOCK_H
#define NET_RTNL_LOCK_H

#include "net_lock.h"
#include "net_tsan.h"

#if NET_RTNL_LOCK == NET_RTNL_LOCK_TICKET || NET_RTNL_LOCK == NET_RTNL_LOCK_MCS
#if !__has_include(<ck_spinlock.h>)
#error "ck_spinlock.h not found: install Debian's libck-dev"
#endif
#include <ck_spinlock.h>
#endif

/* On cache lines of its own: a waiter that spins disturbs nothing else, and the kinds differ in nothing but themselves. */
struct CAPABILITY("mutex") rtnl_mutex {
#if NET_RTNL_LOCK == NET_RTNL_LOCK_TICKET
	ck_spinlock_ticket_t ticket; /* under itself */
#elif NET_RTNL_LOCK == NET_RTNL_LOCK_MCS
	ck_spinlock_mcs_t queue; /* under itself: the last one who waits, or the holder */
#else
	pthread_mutex_t pthread; /* under itself */
#endif
} __attribute__((aligned(NET_CACHE_LINE)));

#if NET_RTNL_LOCK == NET_RTNL_LOCK_TICKET
#define RTNL_MUTEX_INITIALIZER { .ticket = CK_SPINLOCK_TICKET_INITIALIZER }

static inline void rtnl_kind_lock(struct rtnl_mutex *lock)
{
	ck_spinlock_ticket_lock(&lock->ticket);
	TSAN_ACQUIRE(lock);
}

static inline bool rtnl_kind_trylock(struct rtnl_mutex *lock)
{
#ifdef CK_F_SPINLOCK_TICKET_TRYLOCK
	bool got = ck_spinlock_ticket_trylock(&lock->ticket);
#else
	/* Concurrency Kit has none for this processor. Tickets only rise, so whoever gets the one that is served is served. */
	unsigned int served = ck_pr_load_uint(&lock->ticket.position);
	bool got = ck_pr_cas_uint(&lock->ticket.next, served, served + 1);

	ck_pr_fence_lock(); /* pairs with ck_pr_fence_unlock() in ck_spinlock_ticket_unlock() */
#endif
	if (got)
		TSAN_ACQUIRE(lock);
	return got;
}

static inline void rtnl_kind_unlock(struct rtnl_mutex *lock)
{
	TSAN_RELEASE(lock);
	ck_spinlock_ticket_unlock(&lock->ticket);
}
#elif NET_RTNL_LOCK == NET_RTNL_LOCK_MCS
#define RTNL_MUTEX_INITIALIZER { .queue = CK_SPINLOCK_MCS_INITIALIZER }

/* The calling thread's place in the queue; the next in it writes here, so it is on a cache line of its own. */
struct rtnl_mutex_node {
	ck_spinlock_mcs_context_t mcs;
} __attribute__((aligned(NET_CACHE_LINE)));
extern NET_HIDDEN __thread struct rtnl_mutex_node rtnl_mutex_node;

static inline void rtnl_kind_lock(struct rtnl_mutex *lock)
{
	ck_spinlock_mcs_lock(&lock->queue, &rtnl_mutex_node.mcs);
	TSAN_ACQUIRE(lock);
}

static inline bool rtnl_kind_trylock(struct rtnl_mutex *lock)
{
	/* Look first: a holder that tries must not write to its node, which is in the queue. */
	bool got = !ck_spinlock_mcs_locked(&lock->queue) && ck_spinlock_mcs_trylock(&lock->queue, &rtnl_mutex_node.mcs);

	if (got)
		TSAN_ACQUIRE(lock);
	return got;
}

static inline void rtnl_kind_unlock(struct rtnl_mutex *lock)
{
	TSAN_RELEASE(lock);
	ck_spinlock_mcs_unlock(&lock->queue, &rtnl_mutex_node.mcs);
}
#else
#if NET_RTNL_LOCK == NET_RTNL_LOCK_ADAPTIVE
#ifndef PTHREAD_ADAPTIVE_MUTEX_INITIALIZER_NP
#error "no adaptive mutex: compile with -D_GNU_SOURCE= and glibc"
#endif
#define RTNL_MUTEX_INITIALIZER { .pthread = PTHREAD_ADAPTIVE_MUTEX_INITIALIZER_NP }
#else
#define RTNL_MUTEX_INITIALIZER { .pthread = PTHREAD_MUTEX_INITIALIZER }
#endif

static inline void rtnl_kind_lock(struct rtnl_mutex *lock)
{
	pthread_mutex_lock(&lock->pthread);
}

static inline bool rtnl_kind_trylock(struct rtnl_mutex *lock)
{
	return pthread_mutex_trylock(&lock->pthread) == 0;
}

static inline void rtnl_kind_unlock(struct rtnl_mutex *lock)
{
	pthread_mutex_unlock(&lock->pthread);
}
#endif

static inline void rtnl_mutex_lock(struct rtnl_mutex *lock) ACQUIRE(lock) NO_THREAD_SAFETY_ANALYSIS
{
	net_lock_before(lock, false);
	rtnl_kind_lock(lock);
}

static inline bool rtnl_mutex_trylock(struct rtnl_mutex *lock) TRY_ACQUIRE(true, lock) NO_THREAD_SAFETY_ANALYSIS
{
	net_debug_event(NET_EVENT_TRY, lock);
	return net_lock_tried(lock, rtnl_kind_trylock(lock));
}

static inline void rtnl_mutex_unlock(struct rtnl_mutex *lock) RELEASE(lock) NO_THREAD_SAFETY_ANALYSIS
{
	rtnl_kind_unlock(lock);
	net_lock_after(lock);
}

#endif
