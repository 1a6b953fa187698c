/*
 * Devices and the todo list of those that are unregistered. After net/core/dev.c of 2.6.24.
 */
#include "include/netdevice.h"

#include <sched.h>

#include "netdevice_internal.h"

struct net_device *net_todo_list;
struct mutex net_todo_run_mutex = MUTEX_INITIALIZER;

/* ---- register and unregister ---- */

static void unlink_device(struct net_device *dev) REQUIRES(rtnl_mutex)
{
	write_lock(&dev_base_lock);
	list_del(&dev->dev_list);
	write_unlock(&dev_base_lock);
}

int register_netdevice(struct net_device *dev)
{
	write_lock(&dev_base_lock);
	list_add_tail(&dev->dev_list, &dev->nd_net->dev_base_head);
	write_unlock(&dev_base_lock);
	int error = netdev_call_chain(NETDEV_REGISTER, dev);

	if (error)
		unlink_device(dev);
	return error;
}

/* Law L4: between one's own unregistration and its completion nobody else's request is handled. */
#ifdef NET_DEBUG
static __thread uint64_t handled_when_queued; /* plus one; 0: nothing queued */
static __thread const struct net_device *own; /* the last one queued: compared, never followed */
#endif

static void todo_queued(const struct net_device *dev)
{
#ifdef NET_DEBUG
	own = dev;
	if (net_self && !handled_when_queued)
		handled_when_queued = net_self->counters.handled + 1;
#else
	(void)dev;
#endif
}

/* Where the list is taken under rtnl, one's own is in what one takes, or is gone; and nobody's requests came between. */
static void todo_runs(const struct net_device *snapshot)
{
#ifdef NET_DEBUG
	if (!handled_when_queued || !net_self)
		return;
	while (snapshot && snapshot != own)
		snapshot = snapshot->todo_next;
	net_law_check(NET_LAW_L4, snapshot || net_installed->todo == NET_TODO_MUTEX, NULL,
		      "one's own unregistration was left to somebody else");
	net_law_check(NET_LAW_L4, net_self->counters.handled + 1 == handled_when_queued, NULL,
		      "requests of others were handled before one's own unregistration was finished");
	handled_when_queued = 0;
#else
	(void)snapshot;
#endif
}

void unregister_netdevice(struct net_device *dev)
{
	netdev_call_chain(NETDEV_UNREGISTER, dev);
	unlink_device(dev);
	if (dev->left)
		net_defer(dev->left);
	todo_queued(dev);
	dev->todo_next = __atomic_load_n(&net_todo_list, __ATOMIC_RELAXED);
	/* Release: pairs with the acquire in netdev_todo_take(). */
	while (!__atomic_compare_exchange_n(&net_todo_list, &dev->todo_next, dev, true, __ATOMIC_RELEASE,
					    __ATOMIC_RELAXED))
		;
}

uint64_t net_device_count(const struct net *net)
{
	struct net_device *dev;
	uint64_t count = 0;

	read_lock(&dev_base_lock);
	for_each_netdev(net, dev) {
		count++;
		net_perturb(NET_WINDOW_ON_DEVICE);
	}
	read_unlock(&dev_base_lock);
	return count;
}

/* ---- todo ---- */

struct net_device *netdev_todo_take(void)
{
	return __atomic_exchange_n(&net_todo_list, NULL, __ATOMIC_ACQUIRE); /* pairs with unregister_netdevice() */
}

static void wait_for_reference(void)
{
	net_debug_event(NET_EVENT_YIELD, NULL);
	sched_yield();
}

void netdev_finish_todo(struct net_device *snapshot)
{
	todo_runs(snapshot);
	while (snapshot) {
		struct net_device *dev = snapshot;

		snapshot = dev->todo_next;
		/* The rcu_barrier() of netdev_run_todo(): outside rtnl, before the wait for the last reference
		 * (0115e8e30d6f, 2012). The kernel has it for every run that has a device; here, where the rules have RCU, for a
		 * device that left something behind. */
		if (dev->left)
			net_wait_for_deferred();
		/* Acquire: pairs with whoever dropped the other references. */
		while (__atomic_load_n(&dev->refcnt, __ATOMIC_ACQUIRE) != 1)
			wait_for_reference();
		net_slab_free(NET_SLAB_DEVICE, dev);
	}
}

void netdev_run_todo(void)
{
	mutex_lock(&net_todo_run_mutex);
	netdev_run_todo_snapshot(netdev_todo_snapshot());
	mutex_unlock(&net_todo_run_mutex);
}
