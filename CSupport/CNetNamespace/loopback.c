/* The loopback device, and the further devices of a world, as a subsystem. After drivers/net/loopback.c of 2.6.24. */
#include <errno.h>

#include "netdevice_internal.h"

static int device_add(struct net *net, int ifindex) REQUIRES(rtnl_mutex)
{
	struct net_device *dev = device_make(net, ifindex);

	if (!dev)
		return -ENOMEM;
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
