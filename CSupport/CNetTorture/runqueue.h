/*
 * The threads of the serial schedule, what each waits for, and who goes on.
 * Everything here belongs to the one thread that runs; the scheduler's baton
 * hands it over.
 */
#ifndef RUNQUEUE_H
#define RUNQUEUE_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

enum { MOST_TASKS = 72 };

enum wait { ON_NOTHING, ON_LOCK, ON_CONDITION, ON_READERS, ON_THREAD, ENDED };

struct task {
	enum wait wait;
	const void *object; /* the lock, condition or thread */
	bool shared;
	int64_t priority;
	bool registered, reading;
	uint64_t section;		    /* read-side sections begun */
	uint64_t sections_then[MOST_TASKS]; /* what a grace period waits for: those sections, 0: none */
	pthread_t thread;
	pthread_cond_t turn;
};

extern struct runqueue {
	struct task tasks[MOST_TASKS];
	int count;	 /* of them */
	int current;	 /* the one that runs */
	uint64_t random; /* state of the generator that decides */
	bool by_priority;
	uint64_t steps; /* choices made */
} runqueue;

/* Makes somebody who can go on the current one; reports a hang if nobody can, or if it never ends. Return: who. */
int runqueue_choose(void);

#endif
