/* What the timed sections share; everything inlined into the section. */
#ifndef NET_SECTION_TOOLS_H
#define NET_SECTION_TOOLS_H

#include "net_internal.h"

#define CLOCK_CALIBRATION_PAIRS 16

/* A timed section begins on a cache line of its own, in every variant alike. */
#define NET_SECTION __attribute__((aligned(NET_CACHE_LINE), noinline))

static inline struct net *next_place(struct net_section *section)
{
	struct net *net = section->places[section->cursor];

	section->cursor = section->cursor + 1 == section->place_count ? 0 : section->cursor + 1;
	return net;
}

/* Puts one request on each of the next pending places. Return: the first of them. */
static inline uint64_t preload(struct net_section *section)
{
	uint64_t first = section->cursor;

	for (uint32_t k = 0; k < section->pending; k++)
		rtnl_enqueue(next_place(section), &section->messages[k]);
	return first;
}

/* What a pair of clock reads costs by itself, here and now: the least of a few. */
static inline uint64_t calibrate_clock(void)
{
	uint64_t least = UINT64_MAX;

	for (int i = 0; i < CLOCK_CALIBRATION_PAIRS; i++) {
		uint64_t begin = net_clock_ns();
		uint64_t cost = net_clock_ns() - begin;

		least = cost < least ? cost : least;
	}
	return least;
}

/* Once per section's memory: sections of one operation would calibrate longer than they work. */
static inline uint64_t clock_cost(struct net_section *section)
{
	if (section->clock_cost_ns == 0) {
		uint64_t cost = calibrate_clock();

		section->clock_cost_ns = cost ? cost : 1;
	}
	return section->clock_cost_ns;
}

/* What @operations timed pairs of clock reads say, less what the clock costs; never 0, which would mean untimed. */
static inline struct net_section_result timed_result(struct net_section *section, uint64_t operations, uint64_t pairs,
						     uint64_t timed)
{
	uint64_t cost = pairs * clock_cost(section);

	timed = timed > cost ? timed - cost : 1;
	return (struct net_section_result){ .operations = operations, .timed_ns = operations ? timed : 0 };
}

/* What a long visit reads: a word of the hot line, then the payload. */
static inline uint64_t visit_payload(const struct net *net, uint32_t bytes)
{
	uint64_t sum = net->sequence;

	for (uint32_t at = sizeof(uint64_t); at < bytes; at += sizeof(uint64_t))
		sum += net->payload[at / sizeof(uint64_t) - 1];
	return sum;
}

#endif
