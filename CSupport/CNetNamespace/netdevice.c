/*
 * Devices, the notifier chain and the todo list.
 * After net/core/dev.c and drivers/net/loopback.c of 2.6.24.
 */
#include "include/netdevice.h"

#include <errno.h>
#include <sched.h>

#include "net_internal.h"

static struct notifier_block *netdev_chain GUARDED_BY(rtnl_mutex);
static struct net_device *net_todo_list; /* atomic: a stack with push and pop-all; pushed under rtnl */
struct mutex net_todo_run_mutex = MUTEX_INITIALIZER;

static struct net_device *device_after(const struct net *net, const struct list_head *entry)
{
	struct list_head *next = list_next(entry);

	return next == &net->dev_base_head ? NULL : (struct net_device *)next; /* dev_list is the first member */
}

#define for_each_netdev(net, dev)                                                                                      \
	for ((dev) = device_after(net, &(net)->dev_base_head); (dev); (dev) = device_after(net, &(dev)->dev_list))

/* ---- register and unregister ---- */

static void unlink_device(struct net_device *dev) REQUIRES(rtnl_mutex)
{
	write_lock(&dev_base_lock);
	list_del(&dev->dev_list);
	write_unlock(&dev_base_lock);
}

static int call_chain(enum netdev_event event, struct net_device *dev) REQUIRES(rtnl_mutex)
{
	for (struct notifier_block *nb = netdev_chain; nb; nb = nb->next) {
		int error = nb->notifier_call(nb, event, dev);

		if (!error || event == NETDEV_UNREGISTER)
			continue;
		for (struct notifier_block *undo = netdev_chain; undo != nb; undo = undo->next)
			undo->notifier_call(undo, NETDEV_UNREGISTER, dev);
		return error;
	}
	return 0;
}

int register_netdevice(struct net_device *dev)
{
	write_lock(&dev_base_lock);
	list_add_tail(&dev->dev_list, &dev->nd_net->dev_base_head);
	write_unlock(&dev_base_lock);
	int error = call_chain(NETDEV_REGISTER, dev);

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
	call_chain(NETDEV_UNREGISTER, dev);
	unlink_device(dev);
	todo_queued(dev);
	dev->todo_next = __atomic_load_n(&net_todo_list, __ATOMIC_RELAXED);
	/* Release: pairs with the acquire in netdev_todo_snapshot(). */
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

struct net_device *netdev_todo_snapshot(void)
{
	/* Relaxed: an empty list is the common case, and who pushes runs the list later himself. */
	if (!__atomic_load_n(&net_todo_list, __ATOMIC_RELAXED))
		return NULL;
	return __atomic_exchange_n(&net_todo_list, NULL, __ATOMIC_ACQUIRE); /* pairs with unregister_netdevice() */
}

static void wait_for_reference(void)
{
	net_debug_event(NET_EVENT_YIELD, NULL);
	sched_yield();
}

void netdev_run_todo_snapshot(struct net_device *snapshot)
{
	todo_runs(snapshot);
	while (snapshot) {
		struct net_device *dev = snapshot;

		snapshot = dev->todo_next;
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

/* ---- the notifier chain ---- */

/* From 4.17 a replay keeps creation and destruction out as a whole, so that it meets nothing half built or half dead
 * (merge b9a12601541e); the rules before do not. */
static void replay_begin(void) NO_THREAD_SAFETY_ANALYSIS
{
	if (net_installed->life == NET_LIFE_RWSEM)
		net_life_lock();
	rtnl_lock();
}

static void replay_end(void) NO_THREAD_SAFETY_ANALYSIS
{
	rtnl_unlock();
	if (net_installed->life == NET_LIFE_RWSEM)
		net_life_unlock();
}

/* Where a namespace has a mutex of its own, around its devices; rtnl is held outside it. */
static void devices_lock(struct net *net) REQUIRES(rtnl_mutex)
{
	if (net_installed->per_net)
		rtnl_net_mutex_lock(net);
}

static void devices_unlock(struct net *net) REQUIRES(rtnl_mutex)
{
	if (net_installed->per_net)
		rtnl_net_mutex_unlock(net);
}

static void undo_replay(struct notifier_block *nb, struct net *last, struct net_device *failed)
	REQUIRES(rtnl_mutex) REQUIRES_SHARED(net_list_stable)
{
	struct net *net;
	struct net_device *dev;

	for_each_net(net) {
		devices_lock(net);
		for_each_netdev(net, dev) {
			if (dev == failed)
				break;
			nb->notifier_call(nb, NETDEV_UNREGISTER, dev);
		}
		devices_unlock(net);
		if (net == last)
			return;
	}
}

static int replay(struct notifier_block *nb, struct net *net) REQUIRES(rtnl_mutex) REQUIRES_SHARED(net_list_stable)
{
	struct net_device *dev;
	int error = 0;

	devices_lock(net);
	for_each_netdev(net, dev) {
		error = nb->notifier_call(nb, NETDEV_REGISTER, dev);
		if (error)
			break;
	}
	devices_unlock(net);
	if (error && net_installed->defect != NET_DEFECT_REPLAY_FORGETS_UNDO)
		undo_replay(nb, net, dev);
	return error;
}

int register_netdevice_notifier(struct notifier_block *nb) NO_THREAD_SAFETY_ANALYSIS /* replay_begin() takes what is needed */
{
	struct net *net;
	int error = 0;

	replay_begin();
	nb->next = netdev_chain;
	netdev_chain = nb;
	for_each_net(net) {
		error = replay(nb, net);
		if (error) {
			netdev_chain = nb->next;
			break;
		}
	}
	replay_end();
	return error;
}

void unregister_netdevice_notifier(struct notifier_block *nb) NO_THREAD_SAFETY_ANALYSIS /* likewise */
{
	struct net *net;
	struct net_device *dev;

	replay_begin();
	for (struct notifier_block **at = &netdev_chain; *at; at = &(*at)->next) {
		if (*at == nb) {
			*at = nb->next;
			break;
		}
	}
	for_each_net(net) {
		devices_lock(net);
		for_each_netdev(net, dev)
			nb->notifier_call(nb, NETDEV_UNREGISTER, dev);
		devices_unlock(net);
	}
	replay_end();
}

/* ---- loopback ---- */

static int device_add(struct net *net, int ifindex) REQUIRES(rtnl_mutex)
{
	struct net_device *dev = net_slab_alloc(NET_SLAB_DEVICE);

	if (!dev)
		return -ENOMEM;
	dev->nd_net = net;
	dev->refcnt = 1;
	dev->ifindex = ifindex;
	int error = register_netdevice(dev);

	if (error)
		net_slab_free(NET_SLAB_DEVICE, dev);
	return error;
}

/* The loopback device, and whatever else the namespace still has. */
static void loopback_del(struct net *net) REQUIRES(rtnl_mutex)
{
	struct net_device *dev;

	while ((dev = device_after(net, &net->dev_base_head)))
		unregister_netdevice(dev);
}

/* The loopback device, and as many more as the world's options ask for: all of them or none. */
static int loopback_add(struct net *net) REQUIRES(rtnl_mutex)
{
	uint32_t devices = net_world_options.devices ? net_world_options.devices : 1;

	for (uint32_t ifindex = 1; ifindex <= devices; ifindex++) {
		int error = device_add(net, (int)ifindex);

		if (error) {
			loopback_del(net);
			return error;
		}
	}
	return 0;
}

static int loopback_net_init(struct net *net)
{
	rtnl_lock();
	devices_lock(net);
	int error = loopback_add(net);

	devices_unlock(net);
	rtnl_unlock();
	return error;
}

static void loopback_net_exit(struct net *net)
{
	rtnl_lock();
	devices_lock(net);
	loopback_del(net);
	devices_unlock(net);
	rtnl_unlock();
}

/* rtnl once a batch, as default_device_exit_batch() (04dc7f6be3a7, 2.6.33). */
static void loopback_net_exit_batch(struct net *batch)
{
	struct net *net;

	rtnl_lock();
	for_each_dying(net, batch) {
		devices_lock(net);
		loopback_del(net);
		devices_unlock(net);
	}
	rtnl_unlock();
}

/* The bulk forms are called through a table, which the analysis cannot follow: rtnl is held. */
static int loopback_net_init_bulk(struct net *net) NO_THREAD_SAFETY_ANALYSIS
{
	return loopback_add(net);
}

static void loopback_net_exit_bulk(struct net *net) NO_THREAD_SAFETY_ANALYSIS
{
	loopback_del(net);
}

struct pernet_operations loopback_net_ops = {
	.name = "loopback",
	.init = loopback_net_init,
	.exit = loopback_net_exit,
	.exit_batch = loopback_net_exit_batch,
	.init_bulk = loopback_net_init_bulk,
	.exit_bulk = loopback_net_exit_bulk,
};
