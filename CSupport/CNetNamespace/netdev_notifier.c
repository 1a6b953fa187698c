/* The notifier chain, and its replay over every device of every namespace. After net/core/dev.c of 2.6.24, and of 4.17. */
#include "netdevice_internal.h"

static struct notifier_block *netdev_chain GUARDED_BY(rtnl_mutex);

int netdev_call_chain(enum netdev_event event, struct net_device *dev)
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

/* From 4.17 a replay keeps creation and destruction out as a whole, so that it meets nothing half built or half dead
 * (merge b9a12601541e); the rules before do not. */
static void replay_begin(void) NO_THREAD_SAFETY_ANALYSIS
{
	if (net_life_is_shared())
		net_life_lock();
	rtnl_lock();
}

static void replay_end(void) NO_THREAD_SAFETY_ANALYSIS
{
	rtnl_unlock();
	if (net_life_is_shared())
		net_life_unlock();
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
