/*
 * The one to whom pending_queue hands what is left: a thread that takes and
 * releases rtnl. Only where senders may trust the holder of rtnl.
 */
#ifndef NET_PENDING_WORKER_H
#define NET_PENDING_WORKER_H

#include "net_internal.h"

static struct mutex worker_lock = MUTEX_INITIALIZER;
static pthread_cond_t worker_kick = PTHREAD_COND_INITIALIZER; /* with worker_lock */
static bool worker_kicked; /* atomic exchange: whoever sets it signals */
static pthread_cond_t worker_idle = PTHREAD_COND_INITIALIZER; /* with worker_lock */
static bool worker_stops GUARDED_BY(worker_lock);
static bool worker_works GUARDED_BY(worker_lock);
static pthread_t worker_thread; /* world_begin() and world_end() only */

/* Context: rtnl not held; any other lock may be. */
static void pending_worker_kick(void)
{
	/* Release: pairs with the acquire of the worker, which then looks at the queue. */
	if (__atomic_exchange_n(&worker_kicked, true, __ATOMIC_ACQ_REL))
		return;
	mutex_lock(&worker_lock);
	condition_signal(&worker_kick);
	mutex_unlock(&worker_lock);
}

static void *pending_worker_main(void *unused)
{
	net_debug_event(NET_EVENT_BEGIN, NULL);
	struct net_thread *self = net_thread_register();

	mutex_lock(&worker_lock);
	for (;;) {
		/* Acquire: pairs with pending_worker_kick(). Cleared before rtnl is taken: a kick after that is another turn. */
		if (__atomic_exchange_n(&worker_kicked, false, __ATOMIC_ACQ_REL)) {
			worker_works = true;
			mutex_unlock(&worker_lock);
			rtnl_lock();
			rtnl_unlock();
			mutex_lock(&worker_lock);
			worker_works = false;
			condition_broadcast(&worker_idle);
		} else if (worker_stops) {
			break;
		} else {
			mutex_wait(&worker_lock, &worker_kick);
		}
	}
	mutex_unlock(&worker_lock);
	if (self)
		net_thread_unregister(self);
	net_debug_event(NET_EVENT_END, NULL);
	return unused;
}

/* Waits until the worker has nothing left. Context: no lock held. */
static void pending_worker_quiesce(void)
{
	mutex_lock(&worker_lock);
	while (worker_works || __atomic_load_n(&worker_kicked, __ATOMIC_ACQUIRE)) /* pairs with pending_worker_kick() */
		mutex_wait(&worker_lock, &worker_idle);
	mutex_unlock(&worker_lock);
}

static int pending_worker_start(void)
{
#ifdef NET_DEBUG
	net_lockdep_spin(&worker_lock);
#endif
	mutex_lock(&worker_lock);
	worker_stops = false;
	mutex_unlock(&worker_lock);
	int error = pthread_create(&worker_thread, NULL, pending_worker_main, NULL);

	if (!error)
		net_debug_event(NET_EVENT_SPAWNED, (const void *)worker_thread);
	return -error;
}

static void pending_worker_stop(void)
{
	mutex_lock(&worker_lock);
	worker_stops = true;
	condition_signal(&worker_kick);
	mutex_unlock(&worker_lock);
	net_debug_event(NET_EVENT_JOIN, (const void *)worker_thread);
	pthread_join(worker_thread, NULL);
}

#endif
