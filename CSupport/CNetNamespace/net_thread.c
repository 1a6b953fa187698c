/* Registered threads and their counters. */
#include <stdlib.h>
#include <string.h>

#include "net_internal.h"

__thread struct net_thread *net_self;

static struct mutex thread_lock = MUTEX_INITIALIZER;
static struct net_thread *threads GUARDED_BY(thread_lock);
static struct net_counters gone GUARDED_BY(thread_lock); /* of threads that unregistered */

static void add_counters(struct net_counters *sum, const struct net_counters *counters)
{
#define ADD(name) sum->name += __atomic_load_n(&counters->name, __ATOMIC_RELAXED)
	ADD(unlocks);
	ADD(inspected);
	ADD(restarts);
	ADD(handled);
	ADD(handled_foreign);
	ADD(refused);
	ADD(purged);
	ADD(sent);
	ADD(created);
	ADD(walks);
	ADD(visits);
	ADD(registrations);
	ADD(notified);
	ADD(unpaired);
	ADD(inits);
	ADD(exits);
	ADD(unfinished);
#undef ADD
	uint64_t most = __atomic_load_n(&counters->restarts_max, __ATOMIC_RELAXED);

	if (most > sum->restarts_max)
		sum->restarts_max = most;
}

struct net_thread *net_thread_register(void)
{
	void *memory = NULL;

	if (posix_memalign(&memory, NET_CACHE_LINE, sizeof(struct net_thread)) != 0)
		return NULL;
	struct net_thread *thread = memory;

	memset(thread, 0, sizeof(*thread));
	mutex_lock(&thread_lock);
	thread->next = threads;
	threads = thread;
	mutex_unlock(&thread_lock);
	net_self = thread;
	net_installed->thread_register();
	return thread;
}

void net_thread_unregister(struct net_thread *thread)
{
	net_installed->thread_unregister();
#ifdef NET_DEBUG
	net_lockdep_thread_ends();
#endif
	mutex_lock(&thread_lock);
	add_counters(&gone, &thread->counters);
	for (struct net_thread **at = &threads; *at; at = &(*at)->next) {
		if (*at == thread) {
			*at = thread->next;
			break;
		}
	}
	mutex_unlock(&thread_lock);
	net_self = NULL;
	free(thread);
}

void net_counters_sum(struct net_counters *sum)
{
	mutex_lock(&thread_lock);
	*sum = gone;
	for (struct net_thread *thread = threads; thread; thread = thread->next)
		add_counters(sum, &thread->counters);
	mutex_unlock(&thread_lock);
}

void net_threads_reset(void)
{
#ifdef NET_DEBUG
	net_lockdep_spin(&thread_lock);
#endif
	mutex_lock(&thread_lock);
	memset(&gone, 0, sizeof(gone));
	mutex_unlock(&thread_lock);
}
