/* From creators to destroyers: rings with one writer at each end, and a semaphore to sleep on. */
#define _GNU_SOURCE /* sem_clockwait() */
#include "include/net_exchange.h"

#include <semaphore.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "include/net_namespace.h"

/* Both ends on lines of their own: a creator does not disturb a destroyer but where it hands over. */
struct ring {
	struct net **slots;	/* each is the creator's until filled passes it, then the destroyer's until emptied does */
	uint64_t capacity;	/* r/o */
	uint64_t filled __attribute__((aligned(NET_CACHE_LINE)));  /* written by the creator: release, acquire */
	uint64_t emptied __attribute__((aligned(NET_CACHE_LINE))); /* written by the destroyer: release, acquire */
} __attribute__((aligned(NET_CACHE_LINE)));

struct net_exchange {
	uint32_t creators, destroyers; /* r/o */
	struct ring *rings;	       /* one a creator */
	sem_t *ready;		       /* one a destroyer: about as many as there are batches */
};

static void free_parts(struct net_exchange *exchange)
{
	for (uint32_t c = 0; exchange->rings && c < exchange->creators; c++)
		free(exchange->rings[c].slots);
	free(exchange->rings);
	free(exchange->ready);
	free(exchange);
}

struct net_exchange *net_exchange_new(uint32_t creators, uint32_t destroyers, uint32_t capacity)
{
	struct net_exchange *exchange = calloc(1, sizeof(*exchange));
	void *rings = NULL;

	if (!exchange)
		return NULL;
	exchange->creators = creators;
	exchange->destroyers = destroyers;
	exchange->ready = calloc(destroyers, sizeof(*exchange->ready));
	bool failed = !exchange->ready || posix_memalign(&rings, NET_CACHE_LINE, creators * sizeof(*exchange->rings)) != 0;

	if (!failed) {
		exchange->rings = memset(rings, 0, creators * sizeof(*exchange->rings));
		for (uint32_t c = 0; c < creators; c++) {
			exchange->rings[c].capacity = capacity;
			exchange->rings[c].slots = calloc(capacity, sizeof(struct net *));
			failed |= !exchange->rings[c].slots;
		}
	}
	if (failed) {
		free_parts(exchange);
		return NULL;
	}
	for (uint32_t d = 0; d < destroyers; d++)
		sem_init(&exchange->ready[d], 0, 0);
	return exchange;
}

void net_exchange_free(struct net_exchange *exchange)
{
	for (uint32_t d = 0; d < exchange->destroyers; d++)
		sem_destroy(&exchange->ready[d]);
	free_parts(exchange);
}

/* Namespaces in the ring, as its destroyer sees it. Acquire; pairs with the release in net_exchange_give(). */
static uint64_t waiting(const struct ring *ring)
{
	return __atomic_load_n(&ring->filled, __ATOMIC_ACQUIRE) - ring->emptied;
}

static void drop(struct ring *ring, uint64_t count)
{
	for (uint64_t i = 0; i < count; i++)
		put_net(ring->slots[(ring->emptied + i) % ring->capacity]);
	/* Release: the slots have been read; pairs with the acquire in net_exchange_has_room(). */
	__atomic_store_n(&ring->emptied, ring->emptied + count, __ATOMIC_RELEASE);
}

uint64_t net_exchange_drop_all(struct net_exchange *exchange)
{
	uint64_t dropped = 0;

	for (uint32_t c = 0; c < exchange->creators; c++) {
		uint64_t count = waiting(&exchange->rings[c]);

		drop(&exchange->rings[c], count);
		dropped += count;
	}
	return dropped;
}

bool net_exchange_has_room(struct net_exchange *exchange, uint32_t creator)
{
	struct ring *ring = &exchange->rings[creator];

	/* Acquire; pairs with the release in drop(). */
	return ring->filled - __atomic_load_n(&ring->emptied, __ATOMIC_ACQUIRE) < ring->capacity;
}

void net_exchange_give(struct net_exchange *exchange, uint32_t creator, struct net *net, uint32_t batch)
{
	struct ring *ring = &exchange->rings[creator];
	uint64_t filled = ring->filled + 1;

	ring->slots[ring->filled % ring->capacity] = net;
	/* Release: the slot is written; pairs with the acquire in waiting(). */
	__atomic_store_n(&ring->filled, filled, __ATOMIC_RELEASE);
	if (filled % batch == 0)
		sem_post(&exchange->ready[creator % exchange->destroyers]);
}

uint64_t net_exchange_drop_batches(struct net_exchange *exchange, uint32_t destroyer, uint32_t batch)
{
	uint64_t dropped = 0;

	for (uint32_t c = destroyer; c < exchange->creators; c += exchange->destroyers) {
		for (uint64_t ready = waiting(&exchange->rings[c]) / batch; ready > 0; ready--) {
			drop(&exchange->rings[c], batch);
			dropped += batch;
			sem_trywait(&exchange->ready[destroyer]); /* what told of it */
		}
	}
	return dropped;
}

void net_exchange_wait(struct net_exchange *exchange, uint32_t destroyer)
{
	struct timespec until;

	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_nsec += 1000000;
	if (until.tv_nsec >= 1000000000) {
		until.tv_sec++;
		until.tv_nsec -= 1000000000;
	}
	sem_clockwait(&exchange->ready[destroyer], CLOCK_MONOTONIC, &until);
}
