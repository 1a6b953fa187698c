/*
 * The one cleanup worker. A last put_net() only queues; the worker destroys.
 * One thread, as in the kernel: destruction never runs on the thread that
 * dropped the reference, which may hold rtnl.
 *
 * What it takes at a time is the rules': one namespace (a work item each), all
 * from a list under a lock (2b035b399707, 2.6.33), or all from a lock-free list,
 * where only the push that finds it empty kicks the worker (4.17).
 */
#include <errno.h>
#include <stddef.h>

#include "net_internal.h"
#include "net_stack.h"

static struct mutex cleanup_lock = MUTEX_INITIALIZER;
static pthread_cond_t cleanup_kick = PTHREAD_COND_INITIALIZER; /* with cleanup_lock */
static pthread_cond_t cleanup_idle = PTHREAD_COND_INITIALIZER; /* with cleanup_lock */
static struct net *cleanup_head GUARDED_BY(cleanup_lock);
static struct net **cleanup_tail GUARDED_BY(cleanup_lock);
static struct net_stack cleanup_stack; /* NET_CLEANUP_LLIST in place of the two */
static bool cleanup_stop GUARDED_BY(cleanup_lock);
__thread bool net_is_cleanup_worker;
static pthread_t cleanup_thread; /* net_ns_init() and net_ns_exit() only */

/* One more is dying; before it is queued, so that the worker counts it out later. */
static void count_dying(void)
{
	uint64_t dying = net_world_add(&net_world.dying, 1);
	uint64_t most = __atomic_load_n(&net_world.dying_max, __ATOMIC_RELAXED);

	while (dying > most && !__atomic_compare_exchange_n(&net_world.dying_max, &most, dying, true, __ATOMIC_RELAXED,
							    __ATOMIC_RELAXED))
		;
}

static void kick_worker(void)
{
	mutex_lock(&cleanup_lock);
	condition_signal(&cleanup_kick);
	mutex_unlock(&cleanup_lock);
}

void net_cleanup_queue(struct net *net)
{
	count_dying();
	if (net_installed->cleanup == NET_CLEANUP_LLIST) {
		/* Pushed before the kick: the worker, who looks under cleanup_lock, sleeps only when there is nothing. */
		if (net_stack_push(&cleanup_stack, net, &net->cleanup_next))
			kick_worker();
		return;
	}
	mutex_lock(&cleanup_lock);
	net->cleanup_next = NULL;
	*cleanup_tail = net;
	cleanup_tail = &net->cleanup_next;
	condition_signal(&cleanup_kick);
	mutex_unlock(&cleanup_lock);
}

/* What the worker destroys next, by the installed rules; NULL: nothing is queued. */
static struct net *take_batch(void) REQUIRES(cleanup_lock)
{
	if (net_installed->cleanup == NET_CLEANUP_LLIST)
		return net_stack_has(&cleanup_stack) ? net_stack_take_all(&cleanup_stack) : NULL;
	struct net *batch = cleanup_head;

	if (!batch)
		return NULL;
	if (net_installed->cleanup == NET_CLEANUP_BATCH) {
		cleanup_head = NULL;
	} else {
		cleanup_head = batch->cleanup_next;
		batch->cleanup_next = NULL;
	}
	if (!cleanup_head)
		cleanup_tail = &cleanup_head;
	return batch;
}

static void *cleanup_main(void *unused)
{
	net_debug_event(NET_EVENT_BEGIN, NULL);
	net_is_cleanup_worker = true;
	struct net_thread *self = net_thread_register();

	mutex_lock(&cleanup_lock);
	for (;;) {
		struct net *batch = take_batch();

		if (!batch) {
			if (cleanup_stop)
				break;
			mutex_wait(&cleanup_lock, &cleanup_kick);
			continue;
		}
		mutex_unlock(&cleanup_lock);
		net_perturb(NET_WINDOW_QUEUED_FOR_CLEANUP);
		uint64_t count = cleanup_net(batch);

		mutex_lock(&cleanup_lock);
		__atomic_sub_fetch(&net_world.dying, count, __ATOMIC_RELAXED);
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

void net_ns_wait_for_cleanup(void)
{
	wait_until_dying_at_most(0);
}

void net_ns_quiesce(void)
{
	/* Twice: what is pending may hold the last reference, and what is cleaned up may wake who drains. */
	for (int i = 0; i < 2; i++) {
		if (net_installed->forget_idle)
			net_installed->forget_idle();
		wait_until_dying_at_most(0);
	}
}

void net_ns_wait_for_credit(void)
{
	if (net_world_options.dying_credit)
		wait_until_dying_at_most(net_world_options.dying_credit - 1);
}
