/* What the files of this library share and nobody else sees. */
#ifndef NET_INTERNAL_H
#define NET_INTERNAL_H

#include <time.h>

#if !__has_include(<urcu/urcu-memb.h>)
#error "urcu/urcu-memb.h not found: install Debian's liburcu-dev"
#endif

#include "include/net_debug.h"
#include "include/net_model.h"
#include "include/net_namespace.h"
#include "include/net_perturb.h"
#include "include/net_thread.h"
#include "include/net_variant.h"
#include "include/netdevice.h"
#include "include/rtnetlink.h"

/* Every row, under the symbol of this instance; its definition, in a file of variants/, follows this declaration. */
#define NET_VARIANT(name) extern const struct net_variant net_variant_##name NET_INSTANCE_LABEL("net_variant_" #name);
#include "variants/variant_list.h"
#undef NET_VARIANT

/* One registered thread, on cache lines of its own: counting shares nothing. */
struct net_thread {
	struct net_counters counters; /* written by the owner, read by anybody: atomic, relaxed */
	struct net_thread *next;      /* under thread_lock */
	bool in_life;		      /* the owner's: it creates, destroys or registers, and so holds net_life */
} __attribute__((aligned(NET_CACHE_LINE)));

/* The calling thread; NULL if it is not registered. */
extern NET_HIDDEN __thread struct net_thread *net_self;

/* Adds to one of the caller's counters. Relaxed and no read-modify-write: the owner is the only writer. */
static inline void net_count(uint64_t *counter, uint64_t amount)
{
	__atomic_store_n(counter, __atomic_load_n(counter, __ATOMIC_RELAXED) + amount, __ATOMIC_RELAXED);
}

/* Counts one drain and what it looked at. */
static inline void net_count_drain(uint64_t inspected, uint64_t restarts)
{
	struct net_counters *counters = &net_self->counters;

	net_count(&counters->unlocks, 1);
	net_count(&counters->inspected, inspected);
	if (restarts == 0)
		return;
	net_count(&counters->restarts, restarts);
	if (restarts > counters->restarts_max)
		__atomic_store_n(&counters->restarts_max, restarts, __ATOMIC_RELAXED);
}

static inline uint64_t net_clock_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

/* Shared counters of the world; all atomic, relaxed unless said where they are used. In a timed path only where namespaces come and
 * go, which takes microseconds. */
extern struct net_world {
	uint64_t alive, dying, dying_max, destroyed, bytes, grace_periods, deferred, barriers, barrier_ns;
	uint64_t resurrections, double_edges, double_handled, handled_for_dead;
} net_world;

static inline uint64_t net_world_add(uint64_t *counter, uint64_t amount)
{
	return __atomic_add_fetch(counter, amount, __ATOMIC_RELAXED);
}

extern const struct net_variant *net_installed; /* r/o between net_ns_init() and net_ns_exit() */
extern struct net_options net_world_options;	/* likewise */

/* Whether those who create and destroy share the lock around life. */
static inline bool net_life_is_shared(void)
{
	return net_installed->life == NET_LIFE_RWSEM;
}

void net_state_edge(struct net *net, enum net_state from, enum net_state to);
/* Remembers one wait for readers that began at @begin. */
void net_grace_period_done(uint64_t begin);

/* net_slab.c: objects of one size each, zeroed, cache-line aligned, counted; NULL if there is no memory. */
enum net_slab { NET_SLAB_NET, NET_SLAB_SOCK, NET_SLAB_DEVICE, NET_SLAB_PAYLOAD, NET_SLABS };
void *net_slab_alloc(enum net_slab slab);
void net_slab_free(enum net_slab slab, void *object);
/* Sets the sizes for a new world; gives every page back at its end. */
void net_slab_begin(uint32_t payload_bytes);
void net_slab_end(void);

/* net_memory.c: a namespace's memory, from a world's begin to its end; NULL if there is none. net_free() poisons it. */
struct net *net_alloc(void);
void net_release_memory(struct net *net);
void net_free(struct net *net);
void net_memory_begin(uint32_t payload_bytes);
void net_memory_end(void);

/* net_life.c: waits until what exits have deferred has run: before what it names is freed.
 * Context: no lock that a reader may wait for. */
void net_wait_for_deferred(void);
/* One of them has run. */
void net_deferred_done(void);

/* net_registrar.c */
struct net_registrar *net_registrar_make(void);
void net_registrar_free(struct net_registrar *registrar);

/* net_cleanup.c: the one cleanup worker. */
int net_cleanup_start(void);
void net_cleanup_stop(void);
void net_cleanup_queue(struct net *net);
/* Whether the calling thread is that worker: what law L6 asks. */
extern NET_HIDDEN __thread bool net_is_cleanup_worker;
/* net_namespace.c: unlinks @batch, a chain by cleanup_next, and destroys it. Return: how many namespaces it had. */
uint64_t cleanup_net(struct net *batch);
#define for_each_dying(net, batch) for ((net) = (batch); (net); (net) = (net)->cleanup_next)
/* netdevice.c */
extern NET_HIDDEN struct mutex net_todo_run_mutex;
/* rtnetlink.c: handles one request that was queued. */
void rtnl_handle(struct net *net, struct rtnl_message *message) REQUIRES(rtnl_mutex);
#ifdef NET_DEBUG
/* net_debug.c: the list changed; before the lock is released. */
void net_debug_list_changed(void);
/* Whether a checker has installed its hooks. */
bool net_debug_is_watched(void);
#endif
/* net_thread.c: forgets every thread and counter. */
void net_threads_reset(void);

#endif
