/* What the files about devices share. */
#ifndef NETDEVICE_INTERNAL_H
#define NETDEVICE_INTERNAL_H

#include "net_internal.h"

static inline struct net_device *device_after(const struct net *net, const struct list_head *entry)
{
	struct list_head *next = list_next(entry);

	return next == &net->dev_base_head ? NULL : (struct net_device *)next; /* dev_list is the first member */
}

#define for_each_netdev(net, dev)                                                                                      \
	for ((dev) = device_after(net, &(net)->dev_base_head); (dev); (dev) = device_after(net, &(dev)->dev_list))

/* Where a namespace has a mutex of its own, around its devices; rtnl is held outside it. */
static inline void devices_lock(struct net *net) REQUIRES(rtnl_mutex)
{
	if (net_installed->per_net)
		rtnl_net_mutex_lock(net);
}

static inline void devices_unlock(struct net *net) REQUIRES(rtnl_mutex)
{
	if (net_installed->per_net)
		rtnl_net_mutex_unlock(net);
}

/* A device that is registered nowhere yet; NULL if there is no memory. */
static inline struct net_device *device_make(struct net *net, int ifindex)
{
	struct net_device *dev = net_slab_alloc(NET_SLAB_DEVICE);

	if (!dev)
		return NULL;
	dev->nd_net = net;
	dev->refcnt = 1;
	dev->ifindex = ifindex;
	return dev;
}

/* netdev_notifier.c: tells every notifier; where one refuses a device, those before it of the undoing. Return: its error, or 0. */
int netdev_call_chain(enum netdev_event event, struct net_device *dev) REQUIRES(rtnl_mutex);

#endif
