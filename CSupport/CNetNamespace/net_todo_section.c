/* The section that deletes a device, as RTM_DELLINK does: its unregistration is finished after rtnl is released. */
#include "net_section_tools.h"
#include "netdevice_internal.h"

/* Beyond those that a namespace is made with. */
#define FIRST_IFINDEX 1000000

static struct net_device *new_device(int ifindex)
{
	struct net_device *dev = netdev_alloc(init_net, ifindex);

	if (!dev)
		return NULL;
	rtnl_lock();
	devices_lock(init_net);
	int error = register_netdevice(dev);

	devices_unlock(init_net);
	rtnl_unlock();
	if (!error)
		return dev;
	net_slab_free(NET_SLAB_DEVICE, dev);
	return NULL;
}

static void nothing(struct net_deferred *item)
{
	(void)item;
}

/*
 * rcu_barrier() of netdev_run_todo(), outside rtnl; there are callbacks to wait for, as a device that is unregistered leaves some.
 * The kernel waits before it frees the device, because devices are read under RCU there; here nobody does that, and what is meant is
 * the wait of the one who deletes.
 */
static void wait_for_readers(void)
{
	struct net_deferred item = { .run = nothing };

	if (!net_installed->barrier)
		return;
	net_defer(&item);
	net_installed->barrier();
}

static void delete_device(struct net_device *dev)
{
	rtnl_lock();
	devices_lock(init_net);
	unregister_netdevice(dev);
	devices_unlock(init_net);
	rtnl_unlock();
	wait_for_readers();
}

struct net_section_result net_todo_section(struct net_section *section, uint64_t operations)
{
	uint64_t done = 0, timed = 0;

	clock_cost(section);
	for (; done < operations; done++) {
		struct net_device *dev = new_device(FIRST_IFINDEX + (int)section->place);

		if (!dev)
			break;
		uint64_t begin = net_clock_ns();

		delete_device(dev);
		timed += net_clock_ns() - begin;
	}
	return timed_result(section, done, done, timed);
}
