/*
 * The network namespace list and the life of a namespace, after the kernel's
 * include/net/net_namespace.h and net/core/net_namespace.c of 2007.
 *
 * Locking:
 *	net_mutex -> rtnl_lock() -> dev_base_lock
 *	(net_list_mutex, in the variant of that name only, stands between net_mutex and rtnl)
 *	from 4.17: pernet_ops_rwsem -> rtnl_lock() -> net_rwsem; and rtnl_lock() -> a namespace's own mutex
 * Reasoning:
 *	- net_mutex serialises the addition and removal of subsystems and the creation and destruction of
 *	  namespaces as a whole
 *	- the loopback device is one of these subsystems, and its init takes rtnl
 *	- each namespace has an rtnetlink socket of its own, so rtnl_unlock() must look at every namespace;
 *	  it is called inside net_mutex, by creation and by destruction
 * Resume:
 *	net_namespace_list is changed under both net_mutex and rtnl, and so may be walked under either.
 *	A variant with another rule says so in its own file.
 * Checked by:
 *	clang's thread-safety analysis in each file (walking needs net_list_stable, changing needs both locks,
 *	the order is declared, a lock leaked on a path is an error); calls through the table of variants escape it.
 *
 * Source of the rule: Denis V. Lunev, "[NETNS45] network namespace locking rules", 28 Sep 2007.
 */
#ifndef NET_NAMESPACE_H
#define NET_NAMESPACE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "net_list.h"
#include "net_lock.h"
#include "net_rtnl_lock.h"

struct net_variant;
struct sock;

/* The states of a namespace; each edge is taken exactly once, by compare-and-swap (law I2). */
enum net_state {
	NET_NEW,
	NET_LIVE,
	NET_DYING,
	NET_UNLINKED,
	NET_EXITING,
	NET_EXITED,
	NET_FREED,
};

#define NET_MAGIC 0x6e65746eu  /* a namespace whose memory is valid */
#define NET_POISON 0x6b6b6b6bu /* a namespace whose memory was released */

struct net {
	/* Hot: all that a walk and a drain read, on one cache line. */
	struct list_head list;	/* net_namespace_list; changed under the variant's rule, read under it or RCU */
	uint64_t sequence;	/* creation sequence, rising along the list; r/o after publication */
	struct sock *rtnl;	/* set by rtnetlink's init, cleared by its exit: release, acquire */
	uint32_t count;		/* active references: atomic */
	uint32_t magic;		/* NET_MAGIC until released: atomic */
	uint32_t state;		/* enum net_state: atomic compare-and-swap */
	uint32_t config;	/* what a request changes: under what requests are handled under */

	/* Cold: life cycle and devices. A line of its own, so that a creator does not disturb a walker. */
	struct list_head dev_base_head __attribute__((aligned(NET_CACHE_LINE))); /* under rtnl, and dev_base_lock */
	struct net *cleanup_next; /* the queue of the dying, then a batch: net_cleanup.c */
	struct net *pending_next; /* the queue of the pending: whoever has taken or not yet pushed the node */
	uint32_t pending;	  /* whether the node is in that queue: atomic exchange */
	uint32_t passive;	  /* references that keep the memory, and nothing else: atomic */
	struct net *freed_next;	  /* the quarantine: under freed_lock */
	uint64_t *payload;	  /* what --visit-bytes beyond eight reads: r/o after init; NULL if none */
} __attribute__((aligned(NET_CACHE_LINE)));

/* The rule as a token: whoever holds it shared may walk, because the list cannot change under him. */
struct CAPABILITY("role") REENTRANT_CAPABILITY net_list_role {
	char token; /* never read */
};
extern struct net_list_role net_list_stable;

/* Which locks hand out the token: the seed's rule (either one); for the rules before it, net_list_mutex only; for those of
 * 4.17, net_rwsem. */
#if defined(NET_RULES_LIST_MUTEX)
#define STABLE_BY_EITHER
#define UNSTABLE_BY_EITHER
#define STABLE_BY_LIST_MUTEX ACQUIRE_SHARED(net_list_stable)
#define UNSTABLE_BY_LIST_MUTEX RELEASE_SHARED(net_list_stable)
#define STABLE_BY_RWSEM
#define UNSTABLE_BY_RWSEM
#elif defined(NET_RULES_RWSEM)
#define STABLE_BY_EITHER
#define UNSTABLE_BY_EITHER
#define STABLE_BY_LIST_MUTEX
#define UNSTABLE_BY_LIST_MUTEX
#define STABLE_BY_RWSEM ACQUIRE_SHARED(net_list_stable)
#define UNSTABLE_BY_RWSEM RELEASE_SHARED(net_list_stable)
#else
#define STABLE_BY_EITHER ACQUIRE_SHARED(net_list_stable)
#define UNSTABLE_BY_EITHER RELEASE_SHARED(net_list_stable)
#define STABLE_BY_LIST_MUTEX
#define UNSTABLE_BY_LIST_MUTEX
#define STABLE_BY_RWSEM
#define UNSTABLE_BY_RWSEM
#endif

/* Each says what it comes after and before: the analysis reads the attributes of the lock that is taken, and of a name's
 * first declaration only. */
extern NET_HIDDEN struct mutex net_mutex;
extern NET_HIDDEN struct rtnl_mutex rtnl_mutex ACQUIRED_AFTER(net_mutex);
extern NET_HIDDEN struct mutex net_list_mutex ACQUIRED_AFTER(net_mutex) ACQUIRED_BEFORE(rtnl_mutex);
extern NET_HIDDEN struct rwlock dev_base_lock ACQUIRED_AFTER(rtnl_mutex);
/* From 4.17 in place of net_mutex, and of rtnl for the list: shared to create and destroy, exclusive to register. */
extern NET_HIDDEN struct rw_semaphore pernet_ops_rwsem ACQUIRED_BEFORE(rtnl_mutex);
extern NET_HIDDEN struct rw_semaphore net_rwsem ACQUIRED_AFTER(rtnl_mutex);
extern NET_HIDDEN struct list_head net_namespace_list; /* under the variant's rule */

/* net_mutex, and with it the seed's right to walk. */
static inline void net_mutex_lock(void) ACQUIRE(net_mutex) STABLE_BY_EITHER NO_THREAD_SAFETY_ANALYSIS
{
	mutex_lock(&net_mutex);
}

static inline void net_mutex_unlock(void) RELEASE(net_mutex) UNSTABLE_BY_EITHER NO_THREAD_SAFETY_ANALYSIS
{
	mutex_unlock(&net_mutex);
}

/* The list's own mutex of the rules before the seed (which removed these two functions). */
static inline void net_lock(void) ACQUIRE(net_list_mutex) STABLE_BY_LIST_MUTEX NO_THREAD_SAFETY_ANALYSIS
{
	mutex_lock(&net_list_mutex);
}

static inline void net_unlock(void) RELEASE(net_list_mutex) UNSTABLE_BY_LIST_MUTEX NO_THREAD_SAFETY_ANALYSIS
{
	mutex_unlock(&net_list_mutex);
}

/* The list's own semaphore, from 4.17: shared to walk, and a walker may sleep. */
static inline void net_read_lock(void) ACQUIRE_SHARED(net_rwsem) STABLE_BY_RWSEM NO_THREAD_SAFETY_ANALYSIS
{
	down_read(&net_rwsem);
}

static inline void net_read_unlock(void) RELEASE_SHARED(net_rwsem) UNSTABLE_BY_RWSEM NO_THREAD_SAFETY_ANALYSIS
{
	up_read(&net_rwsem);
}

/* The lock around the life of namespaces, whichever the installed rules have: net_mutex, or pernet_ops_rwsem. Shared by those
 * who create and destroy (net_mutex excludes them from each other nevertheless), exclusive for those who register. */
struct CAPABILITY("role") net_life_role {
	char token; /* never read */
};
extern struct net_life_role net_life ACQUIRED_BEFORE(rtnl_mutex);
void net_life_lock_shared(void) ACQUIRE_SHARED(net_life);
void net_life_unlock_shared(void) RELEASE_SHARED(net_life);
/* Nothing is created or destroyed meanwhile, so its holder may walk. */
void net_life_lock(void) ACQUIRE(net_life) ACQUIRE_SHARED(net_list_stable);
void net_life_unlock(void) RELEASE(net_life) RELEASE_SHARED(net_list_stable);

/* Walking: both need the list to be stable, by a lock or by a read-side critical section. The head ends the walk, as in
 * the kernel's list_for_each_entry(): list is the first member. */
#define NET_LIST_END ((struct net *)&net_namespace_list)

static inline struct net *first_net(void) REQUIRES_SHARED(net_list_stable)
{
	return (struct net *)list_next(&net_namespace_list);
}

static inline struct net *next_net(const struct net *net) REQUIRES_SHARED(net_list_stable)
{
	net_debug_touch(net);
	return (struct net *)list_next(&net->list);
}

#define for_each_net(net) for ((net) = first_net(); (net) != NET_LIST_END; (net) = next_net(net))

/* Changing, by the seed's rule: both locks. Defined in net_namespace.c. */
void net_list_add(struct net *net) REQUIRES(net_mutex, rtnl_mutex);
void net_list_del(struct net *net) REQUIRES(net_mutex, rtnl_mutex);

/* Changing, by the rule before the seed: net_mutex and net_list_mutex. */
void net_list_add_old_rule(struct net *net) REQUIRES(net_mutex, net_list_mutex);
void net_list_del_old_rule(struct net *net) REQUIRES(net_mutex, net_list_mutex);

/* Changing, by the rule of 4.17. */
void net_list_add_rwsem(struct net *net) REQUIRES(net_rwsem);
void net_list_del_rwsem(struct net *net) REQUIRES(net_rwsem);

/* The newest creation sequence. Acquire; pairs with the release in publication. */
uint64_t net_sequence_now(void);

/* ---- references ---- */

/* Takes an active reference from one that the caller has. Adds one blindly, as the seed does: on a dying
 * namespace it revives the dead, which is counted (law I3) and is defect B3 of the seed. */
void get_net(struct net *_Nonnull net);

/* Takes an active reference unless there is none left. The only way for those who walk without the lock that
 * excludes destruction. Return: false if the namespace is dying. */
bool maybe_get_net(struct net *_Nonnull net);

/* Drops an active reference; the last one queues the namespace for the cleanup worker.
 * Context: any lock may be held; never blocks on one of ours but the queue's own, never runs the cleanup itself. */
void put_net(struct net *_Nonnull net);

/* A passive reference keeps the memory of a namespace, dead or alive (a685e08987d1, 3.0); the last one to be dropped frees it. */
void net_passive_get(struct net *_Nonnull net);
void net_passive_put(struct net *_Nonnull net);

/* ---- the world ---- */

struct net_options {
	uint32_t payload_bytes; /* memory beyond the hot line that a visit may read, per namespace */
	uint32_t dying_credit;	/* updaters wait while this many namespaces are dying; 0: no limit */
	bool trylock_senders;	/* senders may only try rtnl: legal where draining is by queue */
	bool keep_freed;	/* release puts memory into a quarantine until net_ns_exit(): for laws and controls */
	uint32_t devices;	/* per namespace, the loopback device among them; 0: that one alone */
};

extern struct net *_Nullable init_net; /* r/o between net_ns_init() and net_ns_exit() */

/* Installs @variant, starts the cleanup worker, builds init_net.
 * Context: no world exists; call from a thread that is registered by nobody. Return: 0, or a negative errno. */
int net_ns_init(const struct net_variant *_Nonnull variant, const struct net_options *_Nonnull options);

/* Builds @count further namespaces in bulk: rtnl is held once. Setting up is not under test.
 * Return: 0, or a negative errno with what was built still in the world. */
int net_ns_populate(uint64_t count);

/* Waits for the cleanup worker, tears everything down, frees everything.
 * Context: every other thread has unregistered and holds no reference. */
void net_ns_exit(void);

/* The variant that is installed. */
const struct net_variant *_Nullable net_ns_variant(void);

/* Creates a namespace: allocates, runs every subsystem's init in order under net_life, publishes by the
 * variant's rule. Context: registered thread, no lock held. Return: the namespace with one reference for the
 * caller, or NULL if an init failed (every earlier one was undone in reverse). */
struct net *_Nullable copy_net_ns(void);

/* Waits while more namespaces are dying than the credit allows. */
void net_ns_wait_for_credit(void);

/* Waits until the cleanup worker has nothing left. Context: no lock, no read-side section. */
void net_ns_wait_for_cleanup(void);

/* The same, and nobody drains any more. Context: no sender is at work, no lock, no read-side section. */
void net_ns_quiesce(void);

/* Checks the links of the list in both directions, and each entry's magic and state.
 * Context: quiescent. Return: the number of namespaces, or -1 if the list is broken. */
int64_t net_list_check(void);

/* Copies the namespaces of the list, at most @capacity, in order. Context: quiescent. Return: how many. */
uint64_t net_list_copy(struct net *_Nullable *_Nonnull nets, uint64_t capacity);

/* For checkers: whether a namespace that a walker stands on may still be used (law I1: its memory is valid and no
 * exit has begun), and whether its subsystems were set up before it was seen (law I6). */
bool net_is_usable(const struct net *_Nonnull net);
/* Whether it is still on the list (law I7: whoever holds a lock of the rule keeps the list as it is). */
bool net_is_linked(const struct net *_Nonnull net);
bool net_is_set_up(const struct net *_Nonnull net);

/* ---- deferred work ---- */

/* What a subsystem's exit, or the end of a device, may leave to a grace period: @run is called when every reader of now has left, at the latest before the
 * namespaces of the same batch are freed (310928d9: the barrier that was missing). */
struct net_deferred {
	uint64_t head[4]; /* liburcu's struct rcu_head */
	void (*_Nonnull run)(struct net_deferred *_Nonnull item);
};
/* Context: a subsystem's exit, or rtnl held. */
void net_defer(struct net_deferred *_Nonnull item);

/* ---- subsystems ---- */

struct pernet_operations {
	const char *_Nonnull name;
	int (*_Nonnull init)(struct net *_Nonnull net);	 /* net_life held; takes rtnl itself if it needs it */
	void (*_Nonnull exit)(struct net *_Nonnull net); /* likewise */
	void (*_Nullable exit_batch)(struct net *_Nonnull batch); /* likewise, a chain by cleanup_next; NULL: exit */
	int (*_Nullable init_bulk)(struct net *_Nonnull net);  /* net_life and rtnl held; NULL: init */
	void (*_Nullable exit_bulk)(struct net *_Nonnull net); /* likewise; NULL: exit */
	struct pernet_operations *_Nullable next; /* under net_life */
	struct pernet_operations *_Nullable prev; /* under net_life */
};

/* Registers @ops: runs init for every namespace; if one fails, runs exit for those done, in reverse order of
 * the list, and forgets @ops. Context: no lock held. Return: 0 or the error of init. */
int register_pernet_subsys(struct pernet_operations *_Nonnull ops);

/* Runs exit for every namespace and forgets @ops. */
void unregister_pernet_subsys(struct pernet_operations *_Nonnull ops);

#endif
