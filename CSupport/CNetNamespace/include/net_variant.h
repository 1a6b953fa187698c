/*
 * A variant: one complete set of locking rules. One file each in variants/,
 * one row each in variants/variant_list.h.
 */
#ifndef NET_VARIANT_H
#define NET_VARIANT_H

#include <stdbool.h>
#include <stdint.h>

#include "net_exchange.h"
#include "net_namespace.h"
#include "rtnetlink.h"

/* What rtnl_unlock() drains: nothing, by walking the list, or from a queue of its own. */
enum net_drain { NET_DRAIN_NONE, NET_DRAIN_WALK, NET_DRAIN_QUEUE };

/* What is held around the life of a namespace: net_mutex, or from 4.17 pernet_ops_rwsem, shared. */
enum net_life_rule { NET_LIFE_MUTEX, NET_LIFE_RWSEM };

/* What the cleanup worker takes: one work item a namespace; from 2.6.33 a batch from a locked list, kicked each time; from 4.17 a
 * batch from a lock-free list, kicked only when that was empty. */
enum net_cleanup_rule { NET_CLEANUP_ONE, NET_CLEANUP_BATCH, NET_CLEANUP_LLIST };

/* What a reader may hold, where the rules let it choose. */
enum net_list_lock { NET_LIST_RTNL, NET_LIST_NET_MUTEX, NET_LIST_NET_RWSEM, NET_LIST_RCU };

/* Defects of negative controls that stand outside the variant's own file, on paths that are taken once per namespace or for a
 * failure. */
enum net_defect {
	NET_DEFECT_NONE,
	NET_DEFECT_PUBLISHES_EARLY,	/* on the list before its subsystems are set up */
	NET_DEFECT_PUT_DESTROYS_INLINE, /* the last put destroys, whatever its caller holds */
	NET_DEFECT_REPLAY_FORGETS_UNDO, /* a notifier that fails is not told of the undoing */
};

/* Every violation that some generation of the rules is known for: its name, the law it breaks, what happens. */
#define NET_PROVOCATIONS(PROVOCATION)                                                                                  \
	PROVOCATION(check_before_unlock_trylock, M3, "a sender whose trylock fails after the look is stranded")        \
	PROVOCATION(plain_release_trylock, M3, "a sender whose trylock fails against a plain release is stranded")     \
	PROVOCATION(seed_resurrection_trylock, I3, "the drain revives a namespace whose last owner has left")          \
	PROVOCATION(seed_resurrection_half_read, I3, "the same, by a message that was left half read")                 \
	PROVOCATION(seed_starvation, L1, "one busy sender keeps an unlock from ever returning")                        \
	PROVOCATION(old_rules_notifier_race, I7, "the list changes under a notifier's walk")                           \
	PROVOCATION(replay_imbalance, I9, "a namespace that is being built misses a notifier's replay")                \
	PROVOCATION(handler_registers, L5, "a handler that registers a subsystem waits for its own net_mutex")         \
	PROVOCATION(grace_period_under_net_mutex, L3, "creators wait behind a destroyer's grace period")               \
	PROVOCATION(todo_waits_for_requests, L4, "one's own unregistrations wait for the requests of others")

enum net_provocation {
#define PROVOCATION(name, law, text) NET_PROVOCATION_##name,
	NET_PROVOCATIONS(PROVOCATION)
#undef PROVOCATION
	NET_PROVOCATION_COUNT,
};

#define NET_BREAKS(name) (1u << NET_PROVOCATION_##name)

/* Opaque: the notifier, the subsystem and the device's leftovers of one thread that registers them. */
struct net_registrar;

/* What a timed section works on; one per thread. */
struct net_section {
	uint32_t visit_bytes;	/* what a visit reads: eight, or a multiple of eight up to the payload */
	uint32_t pending;	/* queues preloaded before each unlock */
	enum net_list_lock list_lock; /* of those that the row lists */
	enum rtnl_sender_mode sender_mode;
	struct net *_Nullable *_Nullable places; /* where to preload or send: a seeded permutation, borrowed */
	uint64_t place_count;
	uint64_t cursor;	/* the next place */
	uint64_t clock_cost_ns; /* of one pair of clock reads, by the last section that calibrated it */
	uint64_t sink;		/* what visits read, so that they cannot be left out */
	uint64_t sample_ns;	/* enqueue-to-handled time of the last request sent, 0: none */
	uint64_t waited_ns;	/* of a create section: what its last call waited for credit or room, beside what it timed */
	struct rtnl_message *_Nullable messages; /* at least pending, and at least one */
	uint32_t message_count;	/* of these, a sender goes round */
	uint32_t next_message;	/* of a sender */
	uint32_t batch;		/* namespaces dropped at once */
	uint32_t place;		/* which of the creators or destroyers of the exchange */
	uint32_t pause_ns;	/* what a plain locker does without rtnl before it comes again */
	struct net_exchange *_Nullable exchange;	/* between creators and destroyers, borrowed */
	struct net *_Nullable *_Nullable victims;	/* batch of them: what a destroyer made itself */
	struct net_registrar *_Nullable registrar; /* of the sections that register */
};

/* What a section did. */
struct net_section_result {
	uint64_t operations;
	uint64_t timed_ns; /* 0: the driver's clock around the section counts */
};

typedef struct net_section_result (*net_section_fn)(struct net_section *_Nonnull section, uint64_t operations);
/* Called for each namespace of a walk. Return: false to stop. */
typedef bool (*net_visitor)(struct net *_Nonnull net, void *_Nullable context);

struct net_variant {
	const char *_Nonnull name;
	const char *_Nonnull summary;
	const char *_Nonnull kernels; /* the range of kernel versions with these rules */
	const char *_Nonnull source;  /* commit or posting that brought them */
	int year;
	enum net_drain drain;
	enum net_todo todo;
	enum net_life_rule life;
	enum net_cleanup_rule cleanup;
	bool read_only;	       /* nobody may create or destroy during a run */
	bool negative_control; /* wrong on purpose */
	uint32_t list_locks;   /* bits of enum net_list_lock that a reader may choose from; 0: there is one rule */
	bool uses_rcu;
	bool per_net;	       /* a mutex per namespace around its configuration, inside rtnl */
	bool frozen_by_rtnl;   /* the list cannot change while rtnl is held */
	bool frozen_by_walk;   /* nor during walk() */
	enum net_defect defect; /* of a negative control, where the model itself is wrong */
	uint32_t breaks;       /* bits of enum net_provocation: what these rules are known to get wrong */

	void (*_Nonnull thread_register)(void);
	void (*_Nonnull thread_unregister)(void);
	/* Publishes. Context: net_life held. */
	void (*_Nonnull list_add)(struct net *_Nonnull net);
	/* Unlinks @batch, a chain by cleanup_next, and waits for readers. Context: net_life held. */
	void (*_Nonnull list_del)(struct net *_Nonnull batch);
	/* rtnl_unlock() by these rules. Context: rtnl held; released on return. */
	void (*_Nonnull drain_unlock)(void);
	/* What a request to @net is handled under, and its release. Context: as rtnl_lock(), rtnl_unlock(). */
	void (*_Nonnull config_lock)(struct net *_Nonnull net);
	void (*_Nonnull config_unlock)(struct net *_Nonnull net);
	/* The same for a request that concerns two namespaces. */
	void (*_Nonnull config_lock_two)(struct net *_Nonnull one, struct net *_Nonnull other);
	void (*_Nonnull config_unlock_two)(struct net *_Nonnull one, struct net *_Nonnull other);
	/* A sender has appended to @net's queue; NULL: nothing to do. Context: a reference on @net. */
	void (*_Nullable appended)(struct net *_Nonnull net);
	/* rtnl was released plainly, by a receive; NULL: nothing to do. Context: rtnl not held. */
	void (*_Nullable released)(void);
	/* A world begins, or ends: threads and memory of the variant's own; NULL: none. Return: 0, or a negative errno. */
	int (*_Nullable world_begin)(void);
	void (*_Nullable world_end)(void);
	/* Lets go of namespaces that have been destroyed; NULL: none are held. Context: the cleanup worker, no lock. */
	void (*_Nullable forget_dead)(void);
	/* Forgets namespaces that have nothing pending any more; NULL: none. Context: quiescent, any thread. */
	void (*_Nullable forget_idle)(void);
	/* The same rules without the global rtnl around a request; NULL: no such option. */
	const struct net_variant *_Nullable without_rtnl;
	/* Hands @item to call_rcu(), and waits for all that was handed over; NULL: there is no RCU, and it runs at once. */
	void (*_Nullable defer)(struct net_deferred *_Nonnull item);
	void (*_Nullable barrier)(void);
	/* A walk by these rules. Return: namespaces visited. */
	uint64_t (*_Nonnull walk)(net_visitor _Nonnull visitor, void *_Nullable context);
	/* Timed: passes over the list. */
	net_section_fn _Nonnull read_section;
	/* Timed: { rtnl_lock(); rtnl_unlock(); }. */
	net_section_fn _Nonnull unlock_section;
	/* Timed inside: { preload pending queues; lock; unlock }. */
	net_section_fn _Nonnull pending_section;
	/* { preload pending queues; lock; unlock }, for the driver's clock. */
	net_section_fn _Nonnull pending_whole_section;
	/* RCU only: { read lock; dereference; read unlock } on a list of one: what the read side is held against. */
	net_section_fn _Nullable bare_section;
};

/* Whether a sender may use @mode: a synchronous one always; one that blocks where an unlock drains; one that trusts the holder of
 * rtnl only where draining is by queue, for elsewhere its request is stranded. */
static inline bool net_variant_allows(const struct net_variant *_Nonnull variant, enum rtnl_sender_mode mode)
{
	return mode == RTNL_SENDER_SYNCHRONOUS || (mode == RTNL_SENDER_BLOCKING && variant->drain != NET_DRAIN_NONE) ||
	       variant->drain == NET_DRAIN_QUEUE;
}

/* The table, in the order of variant_list.h. */
uint64_t net_variant_count(void);
const struct net_variant *_Nonnull net_variant_at(uint64_t index);

/* The sections that are the same for every variant, each a function net_NAME_section() and a field of struct net_model. */
#define NET_COMMON_SECTIONS(SECTION) \
	/* { preload pending queues; lock; handle exactly those; release }: the search-free half of a differential. */ \
	SECTION(pending_reference) \
	/* Sends requests to successive places. */ \
	SECTION(send) \
	/* Creates and drops namespaces. */ \
	SECTION(update) \
	/* Timed inside: a create each, handed to the exchange; fewer where that is full. */ \
	SECTION(create) \
	/* Drops what creators handed over, in whole batches; waits a little where there is no batch. */ \
	SECTION(drop) \
	/* Timed inside: { make a batch, untimed; drop it; wait until its memory is released }; an operation is a namespace. */ \
	SECTION(destroy) \
	/* Timed inside: the wait of { rtnl_lock(); rtnl_unlock(); }, with a pause before. */ \
	SECTION(wait) \
	/* { preload pending queues; lock; unlock } until they are handled. */ \
	SECTION(drain) \
	/* Sends pending requests for each operation. */ \
	SECTION(send_batch) \
	/* { register a notifier; unregister it }: both replay every device of every namespace. */ \
	SECTION(notifier) \
	/* { register a subsystem; unregister it }: an init and an exit for every namespace. */ \
	SECTION(subsystem) \
	/* Timed inside: { register a device, untimed; take rtnl, unregister it, rtnl_unlock() and with it the todo list }. */ \
	SECTION(unregister) \
	/* A pthread mutex is taken and released, and nothing else: what the cheapest rtnl would cost. */ \
	SECTION(mutex_pair) \
	/* Does nothing, that often: the harness's own cost. */ \
	SECTION(empty)

#define SECTION(name)                                                                                                  \
	struct net_section_result net_##name##_section(struct net_section *_Nonnull section, uint64_t operations)      \
		NET_INSTANCE_LABEL("net_" #name "_section");
NET_COMMON_SECTIONS(SECTION)
#undef SECTION

#endif
