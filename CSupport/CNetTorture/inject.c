/* Random delays at the events of threads that run freely, after the kernel's rcutorture: mostly none, at times a yield, seldom a
 * sleep. No word is shared between threads, so that a delay orders nothing that the model does not order. */
#include <sched.h>
#include <unistd.h>

#include "torture.h"

static __thread uint64_t state;

void inject_seed(uint64_t seed)
{
	state = seed;
}

void inject_event(enum net_event event, const void *object)
{
	(void)object;
	if (!state)
		state = (uint64_t)(uintptr_t)&state; /* the worker: nobody seeds it */
	uint64_t draw = random_next(&state);
	/* A window is where a protocol is open; a lock is taken far more often. */
	unsigned int rarity = event == NET_EVENT_WINDOW || event == NET_EVENT_READ_BEGIN ? 1 : 16;

	if (options.inject & INJECT_DELAY && draw % (16 * rarity) == 0)
		usleep((useconds_t)(draw >> 32) % 40);
	else if (options.inject & INJECT_YIELD && draw % (4 * rarity) == 1)
		sched_yield();
}
