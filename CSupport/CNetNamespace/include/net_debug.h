/*
 * What debug and test builds add to the model: the laws, checked where they can
 * break; the lock-order graph; and hooks through which a checker delays threads
 * or gives each its turn. Absent from benchmark builds: everything here is then
 * an empty inline function.
 *
 * Source of the laws: docs/laws.md, after the kernel's own comments and commits.
 */
#ifndef NET_DEBUG_H
#define NET_DEBUG_H

#include "net_instance.h"

#include <stdbool.h>
#include <stdint.h>

struct net;

/* Every law: its name, and what it says. */
#define NET_LAWS(LAW)                                                                                                  \
	LAW(I1, "no namespace is used after its memory was released")                                                  \
	LAW(I2, "each namespace takes each edge of its life once, in order")                                           \
	LAW(I3, "nobody takes a reference on a namespace that has none left")                                          \
	LAW(I4, "the links of the list agree in both directions")                                                      \
	LAW(I5, "a walk sees each namespace that lives throughout it exactly once")                                    \
	LAW(I6, "a namespace is seen only when every subsystem's init has run, and each exit runs once, in reverse")    \
	LAW(I7, "the list stays as it is while a lock of the rule is held")                                            \
	LAW(I8, "no subsystem exits before every reader that could stand on the namespace has left")                   \
	LAW(I9, "a notifier is told of each device's registration and unregistration in pairs")                        \
	LAW(M1, "a request is handled once")                                                                           \
	LAW(M2, "the requests of one queue are taken from it in order")                                                \
	LAW(M3, "no request is left in a queue when everybody has gone")                                               \
	LAW(M4, "when a send returns, its request has been handled")                                                   \
	LAW(M5, "a synchronous request is handled by its sender")                                                      \
	LAW(M6, "no request is handled for a namespace whose exit has begun")                                          \
	LAW(M7, "a handler may drop and retake rtnl, and its namespace stays")                                         \
	LAW(L1, "an unlock looks at each namespace at most once")                                                      \
	LAW(L2, "a quiescent unlock looks at exactly as many namespaces as its rule says")                             \
	LAW(L3, "nobody waits for a grace period while he holds net_mutex")                                            \
	LAW(L4, "finishing one's own unregistrations does not wait for the requests of others")                        \
	LAW(L5, "locks are taken in one order, and nobody waits for ever")                                             \
	LAW(L6, "the last put only queues: it neither blocks nor destroys")

enum net_law {
#define LAW(name, text) NET_LAW_##name,
	NET_LAWS(LAW)
#undef LAW
	NET_LAW_COUNT,
};

/* What a checker may act on. The object is the lock, the condition, the thread or, for a window, its number. */
enum net_event {
	NET_EVENT_ACQUIRE,	  /* about to take a lock: may wait for its turn */
	NET_EVENT_ACQUIRE_SHARED, /* likewise, as a reader */
	NET_EVENT_TRY,		  /* about to try a lock */
	NET_EVENT_TRIED,	  /* and got it */
	NET_EVENT_RELEASED,
	NET_EVENT_SIGNALLED, /* a condition was signalled */
	NET_EVENT_REGISTERED, /* the calling thread's read-side sections count from here */
	NET_EVENT_UNREGISTERED,
	NET_EVENT_READ_BEGIN, /* a read-side critical section; for QSBR, being online */
	NET_EVENT_READ_END,
	NET_EVENT_YIELD,
	NET_EVENT_SPAWNED, /* a thread was made: its maker waits until it is known */
	NET_EVENT_BEGIN,   /* and this is it */
	NET_EVENT_END,
	NET_EVENT_JOIN,
	NET_EVENT_WINDOW,
};

struct mutex;

struct net_debug_hooks {
	void (*_Nonnull event)(enum net_event event, const void *_Nullable object);
	/* A law was broken; does not return if the checker has seen enough. */
	void (*_Nonnull broken)(enum net_law law, const struct net *_Nullable net, const char *_Nonnull evidence);
	/* Stands in for a wait on a condition. Return: false if the caller should wait by itself. */
	bool (*_Nonnull wait)(struct mutex *_Nonnull lock, const void *_Nonnull condition);
	/* Stands in for a grace period. Return: false if the caller should wait by itself. */
	bool (*_Nonnull grace_period)(void);
};

/* The laws' names and texts. */
const char *_Nonnull net_law_name(enum net_law law);
const char *_Nonnull net_law_text(enum net_law law);

#ifdef NET_DEBUG
/* Installs @hooks, or none. Context: no other thread in the model. */
void net_debug_install(const struct net_debug_hooks *_Nullable hooks);

void net_debug_event(enum net_event event, const void *_Nullable object);

/* How often @law was checked, and how often it did not hold, in this process. */
uint64_t net_law_checks(enum net_law law);
uint64_t net_law_breaks(enum net_law law);

void net_law_check(enum net_law law, bool holds, const struct net *_Nullable net, const char *_Nonnull evidence);

/* Law L1: a drain looks at @net after it looked at the one of sequence @last; 0: none. */
void net_debug_drain_sees(uint64_t *_Nonnull last, const struct net *_Nonnull net);

/* Law I1 for a pointer that is about to be followed. */
void net_debug_touch(const struct net *_Nonnull net);

/* The lock-order graph, net_lockdep.c. */
void net_lockdep_acquire(const void *_Nonnull lock, bool shared);
/* A namespace's own mutex: one may hold several, init_net's first, then by ascending address. */
void net_lockdep_acquire_net(const void *_Nonnull lock, const struct net *_Nonnull net);
void net_lockdep_tried(const void *_Nonnull lock);
void net_lockdep_release(const void *_Nonnull lock);
void net_lockdep_read_begin(void);
void net_lockdep_read_end(void);
void net_lockdep_grace_period(void);
bool net_lockdep_holds(const void *_Nonnull lock);
void net_lockdep_thread_ends(void);
/* @lock, in static memory, is a spinlock in the kernel: it may be taken in a read-side section and by the last put. */
void net_lockdep_spin(const void *_Nonnull lock);
/* Between these the calling thread drops a last reference, which must not block (law L6). */
void net_lockdep_put_begins(void);
void net_lockdep_put_ends(void);
const char *_Nonnull net_lockdep_name(const void *_Nonnull lock);
void net_lockdep_reset(void);

/* Waiting, as hooks have it. */
bool net_debug_wait(struct mutex *_Nonnull lock, const void *_Nonnull condition);
bool net_debug_grace_period(void);

/* Changes of the list so far: what law I7 compares. */
uint64_t net_debug_list_version(void);
#else
static inline void net_debug_event(enum net_event event, const void *_Nullable object)
{
	(void)event;
	(void)object;
}

static inline void net_law_check(enum net_law law, bool holds, const struct net *_Nullable net,
				 const char *_Nonnull evidence)
{
	(void)law;
	(void)holds;
	(void)net;
	(void)evidence;
}

static inline void net_debug_touch(const struct net *_Nonnull net)
{
	(void)net;
}

static inline void net_debug_drain_sees(uint64_t *_Nonnull last, const struct net *_Nonnull net)
{
	(void)last;
	(void)net;
}
#endif

#endif
