/* The locks of the serial schedule. Context: the caller has the baton. */
#ifndef SCHEDULER_LOCKS_H
#define SCHEDULER_LOCKS_H

#include <stdbool.h>

void locks_forget(void);
/* Whether a task may take @lock now, shared or for itself. */
bool lock_is_free(const void *lock, bool shared);
/* The task that has @lock for itself; -1 if readers have it. */
int lock_holder(const void *lock);
void lock_take(const void *lock, bool shared, int task);
void lock_drop(const void *lock);

#endif
