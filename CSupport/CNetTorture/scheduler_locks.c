/* Which locks are held under the serial schedule: by nobody, by readers, or by one task. Under the scheduler's baton. */
#include "scheduler_locks.h"

#include <string.h>

#include "torture.h"

enum { MOST_LOCKS = 64 };

static struct {
	const void *lock; /* NULL: free slot */
	int writer;	  /* -1: none */
	int readers;
} locks[MOST_LOCKS];

void locks_forget(void)
{
	memset(locks, 0, sizeof(locks));
}

static int slot_of(const void *lock)
{
	int free_slot = -1;

	for (int i = 0; i < MOST_LOCKS; i++) {
		if (locks[i].lock == lock)
			return i;
		if (!locks[i].lock && free_slot < 0)
			free_slot = i;
	}
	if (free_slot < 0)
		report_hang("more locks are held than the scheduler has places for");
	locks[free_slot].lock = lock;
	locks[free_slot].writer = -1;
	locks[free_slot].readers = 0;
	return free_slot;
}

bool lock_is_free(const void *lock, bool shared)
{
	for (int i = 0; i < MOST_LOCKS; i++) {
		if (locks[i].lock == lock)
			return locks[i].writer < 0 && (shared || locks[i].readers == 0);
	}
	return true;
}

void lock_take(const void *lock, bool shared, int task)
{
	int slot = slot_of(lock);

	if (shared)
		locks[slot].readers++;
	else
		locks[slot].writer = task;
}

void lock_drop(const void *lock)
{
	int slot = slot_of(lock);

	if (locks[slot].writer >= 0)
		locks[slot].writer = -1;
	else
		locks[slot].readers--;
	if (locks[slot].readers <= 0)
		locks[slot].lock = NULL;
}

int lock_holder(const void *lock)
{
	for (int i = 0; i < MOST_LOCKS; i++) {
		if (locks[i].lock == lock)
			return locks[i].writer;
	}
	return -1;
}
