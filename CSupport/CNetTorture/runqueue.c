#include "runqueue.h"

#include <stdio.h>
#include <string.h>

#include "scheduler_locks.h"
#include "torture.h"

enum { MOST_STEPS = 3000000 };

struct runqueue runqueue;

static bool readers_have_left(const struct task *waiter)
{
	for (int i = 0; i < runqueue.count; i++) {
		if (waiter->sections_then[i] && runqueue.tasks[i].registered && runqueue.tasks[i].reading &&
		    runqueue.tasks[i].section == waiter->sections_then[i])
			return false;
	}
	return true;
}

static bool has_ended(const void *thread)
{
	for (int i = 0; i < runqueue.count; i++) {
		if (pthread_equal(runqueue.tasks[i].thread, (pthread_t)thread))
			return runqueue.tasks[i].wait == ENDED;
	}
	return true;
}

static bool can_go_on(const struct task *task)
{
	switch (task->wait) {
	case ON_NOTHING:
		return true;
	case ON_LOCK:
		return lock_is_free(task->object, task->shared);
	case ON_READERS:
		return readers_have_left(task);
	case ON_THREAD:
		return has_ended(task->object);
	case ON_CONDITION:
	case ENDED:
		break;
	}
	return false;
}

static _Noreturn void deadlock(void)
{
	char text[2048] = "nobody can go on:";
	static const char *const waits[] = { "runs", "a lock", "a condition", "readers", "a thread", "its end" };

	for (int i = 0; i < runqueue.count; i++) {
		size_t length = strlen(text);

		if (runqueue.tasks[i].wait == ON_LOCK)
			snprintf(text + length, sizeof(text) - length, " thread %d waits for %s, which thread %d holds;", i,
				 net_lockdep_name(runqueue.tasks[i].object), lock_holder(runqueue.tasks[i].object));
		else if (runqueue.tasks[i].wait != ENDED)
			snprintf(text + length, sizeof(text) - length, " thread %d waits for %s;", i, waits[runqueue.tasks[i].wait]);
	}
	report_hang(text);
}

/* Gives the baton to somebody who can go on. */
int runqueue_choose(void)
{
	int able[MOST_TASKS], n = 0;

	for (int i = 0; i < runqueue.count; i++) {
		if (can_go_on(&runqueue.tasks[i]))
			able[n++] = i;
	}
	if (n == 0)
		deadlock();
	if (++runqueue.steps > MOST_STEPS)
		report_hang("an episode does not end: its threads go on without finishing");
	runqueue.current = able[random_below(&runqueue.random, (uint64_t)n)];
	for (int i = 0; runqueue.by_priority && i < n; i++) {
		if (runqueue.tasks[able[i]].priority > runqueue.tasks[runqueue.current].priority)
			runqueue.current = able[i];
	}
	return runqueue.current;
}
