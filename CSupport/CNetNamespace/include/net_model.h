/*
 * The model as seen from outside: one table for each kind of rtnl lock that it
 * was compiled for (net_instance.h). Whoever measures takes what he calls from
 * the table of his kind, and calls nothing through it inside a section.
 */
#ifndef NET_MODEL_H
#define NET_MODEL_H

#include "net_exchange.h"
#include "net_thread.h"
#include "net_variant.h"

struct net_model {
	const char *_Nonnull rtnl_lock; /* the kind */

	/* The rows; the same variants in the same order in every instance. */
	uint64_t (*_Nonnull variant_count)(void);
	const struct net_variant *_Nonnull (*_Nonnull variant_at)(uint64_t index);

	/* The world: net_namespace.h. Each instance has one of its own. */
	int (*_Nonnull ns_init)(const struct net_variant *_Nonnull variant, const struct net_options *_Nonnull options);
	int (*_Nonnull ns_populate)(uint64_t count);
	void (*_Nonnull ns_exit)(void);
	void (*_Nonnull ns_quiesce)(void);
	int64_t (*_Nonnull list_check)(void);
	uint64_t (*_Nonnull list_copy)(struct net *_Nullable *_Nonnull nets, uint64_t capacity);
	uint64_t (*_Nonnull device_count)(const struct net *_Nonnull net);
	uint64_t (*_Nonnull stranded)(void);

	/* Threads and counters: net_thread.h. */
	struct net_thread *_Nullable (*_Nonnull thread_register)(void);
	void (*_Nonnull thread_unregister)(struct net_thread *_Nonnull thread);
	void (*_Nonnull counters_sum)(struct net_counters *_Nonnull sum);
	void (*_Nonnull world_counters_read)(struct net_world_counters *_Nonnull counters);
	uint64_t (*_Nonnull grace_period_samples)(uint64_t *_Nonnull samples, uint64_t capacity);

	/* Between creators and destroyers: net_exchange.h. */
	struct net_exchange *_Nullable (*_Nonnull exchange_new)(uint32_t creators, uint32_t destroyers, uint32_t capacity);
	void (*_Nonnull exchange_free)(struct net_exchange *_Nonnull exchange);
	uint64_t (*_Nonnull exchange_drop_all)(struct net_exchange *_Nonnull exchange);

	/* What a section that registers needs; NULL if out of memory. Freed when none of its sections runs any more. */
	struct net_registrar *_Nullable (*_Nonnull registrar_make)(void);
	void (*_Nonnull registrar_free)(struct net_registrar *_Nullable registrar);

	/* rtnl by itself, without a drain: for tests. */
	void (*_Nonnull rtnl_lock_plainly)(void);
	bool (*_Nonnull rtnl_try_plainly)(void);
	void (*_Nonnull rtnl_unlock_plainly)(void);

	/* NAME_section, for each of NET_COMMON_SECTIONS. */
#define SECTION(name) net_section_fn _Nonnull name##_section;
	NET_COMMON_SECTIONS(SECTION)
#undef SECTION
};

const struct net_model *_Nonnull net_model_pthread(void);
const struct net_model *_Nonnull net_model_adaptive(void);
const struct net_model *_Nonnull net_model_ticket(void);
const struct net_model *_Nonnull net_model_mcs(void);

#endif
