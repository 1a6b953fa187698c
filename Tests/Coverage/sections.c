/* Runs every timed section of every variant once: the part of the model that the torture has no use for. */
#include <stdio.h>

#include "include/net_exchange.h"
#include "net_internal.h"

enum { NAMESPACES = 8, OPERATIONS = 2, CACHE_LINES_READ = 128 };

static struct net *places[NAMESPACES];
static struct rtnl_message messages[NAMESPACES];

/* One thread plays creator, destroyer, drainer and plain locker. The ring has room for less than is asked for. */
static void run_life(struct net_section *section)
{
	static struct net *victims[OPERATIONS];

	section->batch = OPERATIONS;
	section->pause_ns = 1;
	section->victims = victims;
	section->exchange = net_exchange_new(1, 1, OPERATIONS + 1);
	net_drop_section(section, 1); /* nothing yet: waits a little */
	net_create_section(section, OPERATIONS + 2);
	net_drop_section(section, 1);
	net_exchange_drop_all(section->exchange);
	net_exchange_free(section->exchange);
	net_destroy_section(section, OPERATIONS);
	net_wait_section(section, OPERATIONS);
	if (section->pending)
		net_drain_section(section, OPERATIONS);
	net_send_batch_section(section, OPERATIONS);
}

static void run_sections(const struct net_variant *variant, struct net_section *section)
{
	variant->read_section(section, OPERATIONS);
	variant->unlock_section(section, OPERATIONS);
	if (variant->drain != NET_DRAIN_NONE) {
		variant->pending_section(section, OPERATIONS);
		variant->pending_whole_section(section, OPERATIONS);
		net_pending_reference_section(section, OPERATIONS);
	}
	if (variant->bare_section)
		variant->bare_section(section, OPERATIONS);
	net_send_section(section, 1);
	net_empty_section(section, OPERATIONS);
	net_notifier_section(section, OPERATIONS);
	net_subsystem_section(section, OPERATIONS);
	if (!variant->read_only) {
		net_update_section(section, OPERATIONS);
		run_life(section);
	}
}

static int run_world(const struct net_variant *variant)
{
	struct net_options world = { .payload_bytes = CACHE_LINES_READ, .dying_credit = 4, .devices = 2 };
	struct net_section section = { .places = places, .place_count = NAMESPACES, .messages = messages,
				       .message_count = NAMESPACES };
	uint64_t samples[OPERATIONS];

	if (net_ns_init(variant, &world) || net_ns_populate(NAMESPACES - 1))
		return 1;
	struct net_thread *self = net_thread_register();

	net_list_copy(places, NAMESPACES);
	section.registrar = net_registrar_make();
	if (!section.registrar)
		return 1;
	for (int form = 0; form < 2; form++) {
		section.visit_bytes = form ? CACHE_LINES_READ : sizeof(uint64_t);
		/* The rules' other list lock, if there is one: those with a choice have two. */
		section.list_lock = variant->list_locks >> NET_LIST_RTNL & 1 ? NET_LIST_RTNL : NET_LIST_NET_RWSEM;
		if (form)
			section.list_lock++;
		section.sender_mode = form && variant->drain != NET_DRAIN_NONE ? RTNL_SENDER_BLOCKING : RTNL_SENDER_SYNCHRONOUS;
		section.pending = variant->drain != NET_DRAIN_NONE ? 2 : 0;
		run_sections(variant, &section);
	}
	net_ns_quiesce();
	net_grace_period_samples(samples, OPERATIONS);
	bool whole = net_list_check() == NAMESPACES && rtnl_stranded() == 0 && net_ns_variant() == variant;

	net_registrar_free(section.registrar);
	net_thread_unregister(self);
	net_ns_exit();
	return !whole;
}

int main(void)
{
	for (uint64_t i = 0; i < net_variant_count(); i++) {
		const struct net_variant *variant = net_variant_at(i);

		if (!variant->negative_control && run_world(variant)) {
			fprintf(stderr, "error: %s: a section broke its world\n", variant->name);
			return 1;
		}
	}
	return 0;
}
