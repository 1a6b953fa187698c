/*
 * The one cleanup worker. A last put_net() only queues; the worker destroys.
 * One thread, as in the kernel: destruction never runs on the thread that
 * dropped the reference, which may hold rtnl.
 */
#include <errno.h>
#include <stddef.h>

#include "net_internal.h"

static struct mutex cleanup_lock = MUTEX_INITIALIZER;
static pthread_cond_t cleanup_kick = PTHREAD_COND_INITIALIZER; /* with cleanup_lock */
static pthread_cond_t cleanup_idle = PTHREAD_COND_INITIALIZER; /* with cleanup_lock */
static struct net *cleanup_head GUARDED_BY(cleanup_lock);
static struct net **cleanup_tail GUARDED_BY(cleanup_lock);
static bool cleanup_stop GUARDED_BY(cleanup_lock);
__thread bool net_is_cleanup_worker;
static pthread_t cleanup_thread; /* net_ns_init() and net_ns_exit() only */

void net_cleanup_queue(struct net *net)
{
	mutex_lock(&cleanup_lock);
	net->cleanup_next = NULL;
	*cleanup_tail = net;
	cleanup_tail = &net->cleanup_next;
	uint64_t dying = net_world_add(&net_world.dying, 1);

	/* Under cleanup_lock, so that no maximum is lost. */
	if (dying > __atomic_load_n(&net_world.dying_max, __ATOMIC_RELAXED))
		__atomic_store_n(&net_world.dying_max, dying, __ATOMIC_RELAXED);
	condition_signal(&cleanup_kick);
	mutex_unlock(&cleanup_lock);
}

static void *cleanup_main(void *unused)
{
	net_debug_event(NET_EVENT_BEGIN, NULL);
	net_is_cleanup_worker = true;
	struct net_thread *self = net_thread_register();

	mutex_lock(&cleanup_lock);
	for (;;) {
		struct net *net = cleanup_head;

		if (!net) {
			if (cleanup_stop)
				break;
			mutex_wait(&cleanup_lock, &cleanup_kick);
			continue;
		}
		cleanup_head = net->cleanup_next;
		if (!cleanup_head)
			cleanup_tail = &cleanup_head;
		mutex_unlock(&cleanup_lock);
		net_perturb(NET_WINDOW_QUEUED_FOR_CLEANUP);
		cleanup_net(net);
		mutex_lock(&cleanup_lock);
		__atomic_sub_fetch(&net_world.dying, 1, __ATOMIC_RELAXED);
		condition_broadcast(&cleanup_idle);
	}
	mutex_unlock(&cleanup_lock);
	if (self)
		net_thread_unregister(self);
	net_debug_event(NET_EVENT_END, NULL);
	return unused;
}

int net_cleanup_start(void)
{
#ifdef NET_DEBUG
	net_lockdep_spin(&cleanup_lock);
#endif
	mutex_lock(&cleanup_lock);
	cleanup_head = NULL;
	cleanup_tail = &cleanup_head;
	cleanup_stop = false;
	mutex_unlock(&cleanup_lock);
	int error = pthread_create(&cleanup_thread, NULL, cleanup_main, NULL);

	if (!error)
		net_debug_event(NET_EVENT_SPAWNED, (const void *)cleanup_thread);
	return -error;
}

void net_cleanup_stop(void)
{
	mutex_lock(&cleanup_lock);
	cleanup_stop = true;
	condition_signal(&cleanup_kick);
	mutex_unlock(&cleanup_lock);
	net_debug_event(NET_EVENT_JOIN, (const void *)cleanup_thread);
	pthread_join(cleanup_thread, NULL);
}

static void wait_until_dying_at_most(uint64_t limit)
{
	mutex_lock(&cleanup_lock);
	while (__atomic_load_n(&net_world.dying, __ATOMIC_RELAXED) > limit)
		mutex_wait(&cleanup_lock, &cleanup_idle);
	mutex_unlock(&cleanup_lock);
}

void net_ns_quiesce(void)
{
	wait_until_dying_at_most(0);
}

void net_ns_wait_for_credit(void)
{
	if (net_world_options.dying_credit)
		wait_until_dying_at_most(net_world_options.dying_credit - 1);
}
