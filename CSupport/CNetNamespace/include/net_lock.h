/*
 * Locks as wrapper types, so that clang's thread-safety analysis can see them
 * and so that checkers have one place to hang on.
 *
 * Bare pthread types appear nowhere else in this library but behind rtnl
 * (net_rtnl_lock.h) and where a bare mutex is what is measured.
 */
#ifndef NET_LOCK_H
#define NET_LOCK_H

#include <pthread.h>
#include <stdbool.h>

#include "net_debug.h"

/* Nullability is stated where Swift sees a pointer; the inline code of walkers is C's alone. */
#if defined(__clang__)
#pragma clang diagnostic ignored "-Wnullability-completeness"
#endif

#define NET_CACHE_LINE 64

/* Hidden: addressed directly, not through a table that a timed loop would have to read. */
#define NET_HIDDEN __attribute__((visibility("hidden")))

/* Thread-safety attributes; they expand to nothing for compilers without them. */
#if defined(__clang__)
#define NET_TSA(x) __attribute__((x))
#else
#define NET_TSA(x)
#endif
#define CAPABILITY(name) NET_TSA(capability(name))
#define REENTRANT_CAPABILITY NET_TSA(reentrant_capability)
#define ACQUIRED_AFTER(...) NET_TSA(acquired_after(__VA_ARGS__))
#define ACQUIRED_BEFORE(...) NET_TSA(acquired_before(__VA_ARGS__))
#define ACQUIRE(...) NET_TSA(acquire_capability(__VA_ARGS__))
#define ACQUIRE_SHARED(...) NET_TSA(acquire_shared_capability(__VA_ARGS__))
#define TRY_ACQUIRE(...) NET_TSA(try_acquire_capability(__VA_ARGS__))
#define RELEASE(...) NET_TSA(release_capability(__VA_ARGS__))
#define RELEASE_SHARED(...) NET_TSA(release_shared_capability(__VA_ARGS__))
#define REQUIRES(...) NET_TSA(requires_capability(__VA_ARGS__))
#define REQUIRES_SHARED(...) NET_TSA(requires_shared_capability(__VA_ARGS__))
#define EXCLUDES(...) NET_TSA(locks_excluded(__VA_ARGS__))
#define GUARDED_BY(x) NET_TSA(guarded_by(x))
#define NO_THREAD_SAFETY_ANALYSIS NET_TSA(no_thread_safety_analysis)

/* What checkers see of a lock: the order is checked before the thread can block. */
static inline void net_lock_before(const void *lock, bool shared)
{
#ifdef NET_DEBUG
	net_lockdep_acquire(lock, shared);
#endif
	net_debug_event(shared ? NET_EVENT_ACQUIRE_SHARED : NET_EVENT_ACQUIRE, lock);
}

static inline bool net_lock_tried(const void *lock, bool got)
{
#ifdef NET_DEBUG
	if (got)
		net_lockdep_tried(lock);
#endif
	if (got)
		net_debug_event(NET_EVENT_TRIED, lock);
	return got;
}

static inline void net_lock_after(const void *lock)
{
#ifdef NET_DEBUG
	net_lockdep_release(lock);
#endif
	net_debug_event(NET_EVENT_RELEASED, lock);
}

/* A sleeping mutex. It barges, as pthread mutexes do: it promises no order among waiters. */
struct CAPABILITY("mutex") mutex {
	pthread_mutex_t pthread; /* under itself */
};

#define MUTEX_INITIALIZER { .pthread = PTHREAD_MUTEX_INITIALIZER }

static inline void mutex_init(struct mutex *lock) NO_THREAD_SAFETY_ANALYSIS
{
	pthread_mutex_init(&lock->pthread, NULL);
}

static inline void mutex_destroy(struct mutex *lock) NO_THREAD_SAFETY_ANALYSIS
{
	pthread_mutex_destroy(&lock->pthread);
}

static inline void mutex_lock(struct mutex *lock) ACQUIRE(lock) NO_THREAD_SAFETY_ANALYSIS
{
	net_lock_before(lock, false);
	pthread_mutex_lock(&lock->pthread);
}

/* For a lock of which one may hold several, in an order that the checkers are told of first. */
static inline void mutex_lock_nested(struct mutex *lock) ACQUIRE(lock) NO_THREAD_SAFETY_ANALYSIS
{
	net_debug_event(NET_EVENT_ACQUIRE, lock);
	pthread_mutex_lock(&lock->pthread);
}

static inline bool mutex_trylock(struct mutex *lock) TRY_ACQUIRE(true, lock) NO_THREAD_SAFETY_ANALYSIS
{
	net_debug_event(NET_EVENT_TRY, lock);
	return net_lock_tried(lock, pthread_mutex_trylock(&lock->pthread) == 0);
}

static inline void mutex_unlock(struct mutex *lock) RELEASE(lock) NO_THREAD_SAFETY_ANALYSIS
{
	pthread_mutex_unlock(&lock->pthread);
	net_lock_after(lock);
}

/* Waits for @cond; drops and retakes @lock. */
static inline void mutex_wait(struct mutex *lock, pthread_cond_t *cond) REQUIRES(lock) NO_THREAD_SAFETY_ANALYSIS
{
#ifdef NET_DEBUG
	if (net_debug_wait(lock, cond))
		return;
#endif
	pthread_cond_wait(cond, &lock->pthread);
}

static inline void condition_signal(pthread_cond_t *cond)
{
	pthread_cond_signal(cond);
	net_debug_event(NET_EVENT_SIGNALLED, cond);
}

static inline void condition_broadcast(pthread_cond_t *cond)
{
	pthread_cond_broadcast(cond);
	net_debug_event(NET_EVENT_SIGNALLED, cond);
}

/* A reader-writer lock: glibc's default policy, which prefers readers. */
struct CAPABILITY("rwlock") rwlock {
	pthread_rwlock_t pthread; /* under itself */
};

#define RWLOCK_INITIALIZER { .pthread = PTHREAD_RWLOCK_INITIALIZER }

static inline void read_lock(struct rwlock *lock) ACQUIRE_SHARED(lock) NO_THREAD_SAFETY_ANALYSIS
{
	net_lock_before(lock, true);
	pthread_rwlock_rdlock(&lock->pthread);
}

static inline void read_unlock(struct rwlock *lock) RELEASE_SHARED(lock) NO_THREAD_SAFETY_ANALYSIS
{
	pthread_rwlock_unlock(&lock->pthread);
	net_lock_after(lock);
}

static inline void write_lock(struct rwlock *lock) ACQUIRE(lock) NO_THREAD_SAFETY_ANALYSIS
{
	net_lock_before(lock, false);
	pthread_rwlock_wrlock(&lock->pthread);
}

static inline void write_unlock(struct rwlock *lock) RELEASE(lock) NO_THREAD_SAFETY_ANALYSIS
{
	pthread_rwlock_unlock(&lock->pthread);
	net_lock_after(lock);
}

/* The kernel's rw_semaphore: a waiting writer keeps new readers out. glibc's default does not, and with it a writer could
 * starve, and a reader that takes it twice could not deadlock, which in the kernel it can. */
struct CAPABILITY("rwsem") rw_semaphore {
	pthread_rwlock_t pthread; /* under itself */
};

/* Context: nobody holds it. */
static inline void init_rwsem(struct rw_semaphore *sem) NO_THREAD_SAFETY_ANALYSIS
{
	pthread_rwlockattr_t policy;

	pthread_rwlockattr_init(&policy);
	pthread_rwlockattr_setkind_np(&policy, PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP);
	pthread_rwlock_init(&sem->pthread, &policy);
	pthread_rwlockattr_destroy(&policy);
}

static inline void down_read(struct rw_semaphore *sem) ACQUIRE_SHARED(sem) NO_THREAD_SAFETY_ANALYSIS
{
	net_lock_before(sem, true);
	pthread_rwlock_rdlock(&sem->pthread);
}

static inline void up_read(struct rw_semaphore *sem) RELEASE_SHARED(sem) NO_THREAD_SAFETY_ANALYSIS
{
	pthread_rwlock_unlock(&sem->pthread);
	net_lock_after(sem);
}

static inline void down_write(struct rw_semaphore *sem) ACQUIRE(sem) NO_THREAD_SAFETY_ANALYSIS
{
	net_lock_before(sem, false);
	pthread_rwlock_wrlock(&sem->pthread);
}

static inline void up_write(struct rw_semaphore *sem) RELEASE(sem) NO_THREAD_SAFETY_ANALYSIS
{
	pthread_rwlock_unlock(&sem->pthread);
	net_lock_after(sem);
}

#endif
