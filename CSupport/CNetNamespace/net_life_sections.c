/* The sections of those who create, destroy, wait and have others drain: the same for every variant. */
#include <sched.h>

#include "net_section_tools.h"

/* A creator whose ring is full gives way for this long: its destroyer is behind. It is called again, for the same intended start
 * where it has one. */
#define FULL_RING_PAUSE_NS 100000

struct net_section_result net_create_section(struct net_section *section, uint64_t operations)
{
	uint64_t cost = clock_cost(section), done = 0, timed = 0, waited = 0;

	for (; done < operations; done++) {
		uint64_t came = net_clock_ns();

		if (!net_exchange_has_room(section->exchange, section->place)) {
			nanosleep(&(struct timespec){ .tv_nsec = FULL_RING_PAUSE_NS }, NULL);
			waited += net_clock_ns() - came;
			break;
		}
		net_ns_wait_for_credit();
		uint64_t begin = net_clock_ns();
		struct net *net = copy_net_ns();

		timed += net_clock_ns() - begin;
		waited += begin - came > cost ? begin - came - cost : 0;
		if (!net)
			break;
		net_exchange_give(section->exchange, section->place, net, section->batch);
	}
	section->waited_ns = waited;
	return timed_result(section, done, done, timed);
}

struct net_section_result net_drop_section(struct net_section *section, uint64_t operations)
{
	uint64_t dropped = net_exchange_drop_batches(section->exchange, section->place, section->batch);

	(void)operations; /* a destroyer takes what there is */
	if (dropped == 0)
		net_exchange_wait(section->exchange, section->place);
	return (struct net_section_result){ .operations = dropped };
}

/* Until nothing is dying. Looks instead of sleeping: the cleanup worker would spend on waking a sleeper, after each namespace,
 * as much as on the namespace. */
static void wait_until_reclaimed(void)
{
	while (__atomic_load_n(&net_world.dying, __ATOMIC_RELAXED) != 0)
		sched_yield();
	net_ns_wait_for_cleanup(); /* does not wait any more: its lock orders what the worker did before what comes now */
}

struct net_section_result net_destroy_section(struct net_section *section, uint64_t operations)
{
	uint64_t done = 0, rounds = 0, timed = 0;

	clock_cost(section);
	while (done < operations) {
		uint32_t made = 0;

		while (made < section->batch && (section->victims[made] = copy_net_ns()))
			made++;
		if (made == 0)
			break;
		uint64_t begin = net_clock_ns();

		for (uint32_t i = 0; i < made; i++)
			put_net(section->victims[i]);
		wait_until_reclaimed();
		timed += net_clock_ns() - begin;
		done += made;
		rounds++;
	}
	return timed_result(section, done, rounds, timed);
}

static void pause_without_lock(uint32_t nanoseconds)
{
	uint64_t begin = net_clock_ns();

	while (net_clock_ns() - begin < nanoseconds)
		;
}

struct net_section_result net_wait_section(struct net_section *section, uint64_t operations)
{
	uint64_t timed = 0;

	clock_cost(section);
	for (uint64_t i = 0; i < operations; i++) {
		if (section->pause_ns)
			pause_without_lock(section->pause_ns);
		uint64_t begin = net_clock_ns();

		rtnl_lock();
		timed += net_clock_ns() - begin;
		rtnl_unlock();
	}
	return timed_result(section, operations, operations, timed);
}

/* Whether one of the preloaded requests has not been handled. Acquire: pairs with the release of the handler's last touch, after
 * which the request is ours again. */
static bool has_queued(const struct net_section *section)
{
	for (uint32_t k = 0; k < section->pending; k++) {
		if (__atomic_load_n(&section->messages[k].state, __ATOMIC_ACQUIRE) == RTNL_MESSAGE_QUEUED)
			return true;
	}
	return false;
}

struct net_section_result net_drain_section(struct net_section *section, uint64_t operations)
{
	for (uint64_t i = 0; i < operations; i++) {
		preload(section);
		do {
			rtnl_lock();
			rtnl_unlock();
			/* A plain locker's drain may have taken one and be about to handle it. */
		} while (has_queued(section));
	}
	net_count(&net_self->counters.sent, operations * section->pending);
	return (struct net_section_result){ .operations = operations };
}

struct net_section_result net_send_batch_section(struct net_section *section, uint64_t operations)
{
	for (uint64_t i = 0; i < operations; i++) {
		for (uint32_t k = 0; k < section->pending; k++) {
			section->messages[k].enqueued_ns = 0;
			rtnl_send(next_place(section), &section->messages[k], section->sender_mode);
		}
	}
	return (struct net_section_result){ .operations = operations };
}
