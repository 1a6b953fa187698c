/* The world's counters and the state machine of a namespace. */
#include "net_internal.h"

#define GRACE_SAMPLES 4096u

struct net_world net_world;
static uint64_t grace_samples[GRACE_SAMPLES]; /* atomic, relaxed: a ring of the newest */

void net_state_edge(struct net *net, enum net_state from, enum net_state to)
{
	uint32_t expected = from;

	/* Acquire and release: whoever takes the next edge sees what was done before this one; pairs with itself,
	 * and with the acquires in net_is_usable() and net_is_linked(). */
	bool taken = __atomic_compare_exchange_n(&net->state, &expected, to, false, __ATOMIC_ACQ_REL, __ATOMIC_RELAXED);

	if (!taken)
		net_world_add(&net_world.double_edges, 1);
	net_law_check(NET_LAW_I2, taken, net, "a namespace took an edge of its life twice, or out of order");
}

void net_grace_period_done(uint64_t begin)
{
	uint64_t index = net_world_add(&net_world.grace_periods, 1) - 1;

	__atomic_store_n(&grace_samples[index % GRACE_SAMPLES], net_clock_ns() - begin, __ATOMIC_RELAXED);
}

uint64_t net_grace_period_samples(uint64_t *samples, uint64_t capacity)
{
	uint64_t count = __atomic_load_n(&net_world.grace_periods, __ATOMIC_RELAXED);

	if (count > GRACE_SAMPLES)
		count = GRACE_SAMPLES;
	if (count > capacity)
		count = capacity;
	for (uint64_t i = 0; i < count; i++)
		samples[i] = __atomic_load_n(&grace_samples[i], __ATOMIC_RELAXED);
	return count;
}

void net_world_counters_read(struct net_world_counters *counters)
{
#define READ(name) counters->name = __atomic_load_n(&net_world.name, __ATOMIC_RELAXED)
	READ(alive);
	READ(dying);
	READ(dying_max);
	READ(destroyed);
	READ(bytes);
	READ(grace_periods);
	READ(barriers);
	READ(barrier_ns);
	READ(resurrections);
	READ(double_edges);
	READ(double_handled);
	READ(handled_for_dead);
#undef READ
}
