/* The sections that register and unregister: a notifier, which is told of every device; a subsystem, which is set up for
 * every namespace; and a device, whose end comes when rtnl has been released. */
#include <sched.h>
#include <stdlib.h>

#include "net_section_tools.h"
#include "netdevice_internal.h"

/* What a device leaves to a grace period: in the kernel its addresses, its routes, its queues. */
struct leftovers {
	struct net_deferred deferred;
	uint32_t wait; /* atomic: set before the device is unregistered, cleared when @deferred has run */
};

struct net_registrar {
	struct notifier_block nb;	/* next: under rtnl */
	struct pernet_operations ops;	/* next, prev: under net_life */
	uint64_t told[2];		/* events since the registration, by enum netdev_event: under rtnl */
	struct leftovers left;		/* of the device */
};

/* Runs on whichever thread registers a device: the registrar's own in its replay, a creator's, the cleanup worker's. */
static int count_event(struct notifier_block *nb, enum netdev_event event, struct net_device *dev)
{
	struct net_registrar *registrar = nb->context;

	(void)dev;
	registrar->told[event]++;
	return 0;
}

/* Every thread that may create or destroy is registered while a subsystem of a registrar is. */
static int count_init(struct net *net)
{
	(void)net;
	net_count(&net_self->counters.inits, 1);
	return 0;
}

static void count_exit(struct net *net)
{
	(void)net;
	net_count(&net_self->counters.exits, 1);
}

static void leftovers_went(struct net_deferred *item)
{
	struct leftovers *left = (struct leftovers *)item; /* deferred is the first member */

	__atomic_store_n(&left->wait, 0, __ATOMIC_RELEASE); /* pairs with leftovers_wait() */
}

static bool leftovers_wait(const struct leftovers *left)
{
	return __atomic_load_n(&left->wait, __ATOMIC_ACQUIRE); /* pairs with leftovers_went(): then they are ours again */
}

struct net_registrar *net_registrar_make(void)
{
	struct net_registrar *registrar = calloc(1, sizeof(*registrar));

	if (!registrar)
		return NULL;
	registrar->nb.notifier_call = count_event;
	registrar->nb.context = registrar;
	registrar->ops.name = "registrar";
	registrar->ops.init = count_init;
	registrar->ops.exit = count_exit;
	registrar->left.deferred.run = leftovers_went;
	return registrar;
}

void net_registrar_free(struct net_registrar *registrar)
{
	free(registrar);
}

struct net_section_result net_notifier_section(struct net_section *section, uint64_t operations)
{
	struct net_registrar *registrar = section->registrar;
	uint64_t *told = registrar->told;
	uint64_t notified = 0, unpaired = 0;

	for (uint64_t i = 0; i < operations; i++) {
		/* Nobody else has the block: before it is on the chain, and after rtnl took it off. */
		told[NETDEV_REGISTER] = told[NETDEV_UNREGISTER] = 0;
		register_netdevice_notifier(&registrar->nb);
		unregister_netdevice_notifier(&registrar->nb);
		uint64_t came = told[NETDEV_REGISTER], went = told[NETDEV_UNREGISTER];

		notified += came + went;
		unpaired += came > went ? came - went : went - came;
	}
	net_count(&net_self->counters.registrations, operations);
	net_count(&net_self->counters.notified, notified);
	net_count(&net_self->counters.unpaired, unpaired);
	return (struct net_section_result){ .operations = operations };
}

struct net_section_result net_subsystem_section(struct net_section *section, uint64_t operations)
{
	struct pernet_operations *ops = &section->registrar->ops;

	for (uint64_t i = 0; i < operations; i++) {
		register_pernet_subsys(ops);
		unregister_pernet_subsys(ops);
	}
	net_count(&net_self->counters.registrations, operations);
	return (struct net_section_result){ .operations = operations };
}

/* As register_netdev(). Return: NULL if there is no memory, or a notifier refuses it. */
static struct net_device *add_device(struct net *net, struct leftovers *left)
{
	struct net_device *dev = device_make(net, 0); /* nobody looks for it by its number */

	if (!dev)
		return NULL;
	dev->left = &left->deferred;
	__atomic_store_n(&left->wait, 1, __ATOMIC_RELAXED); /* nobody else has them until the device is unregistered */
	rtnl_lock();
	devices_lock(net);
	int error = register_netdevice(dev);

	devices_unlock(net);
	rtnl_unlock();
	if (error) {
		net_slab_free(NET_SLAB_DEVICE, dev);
		return NULL;
	}
	return dev;
}

/* As RTM_DELLINK, whose answer comes when the todo list has been run: after the release of rtnl, and after a grace period where
 * the rules have RCU (netdev_finish_todo()). */
static void delete_device(struct net *net, struct net_device *dev)
{
	rtnl_lock();
	devices_lock(net);
	unregister_netdevice(dev);
	devices_unlock(net);
	rtnl_unlock();
}

struct net_section_result net_unregister_section(struct net_section *section, uint64_t operations)
{
	struct net *net = section->places ? section->places[section->cursor] : init_net;
	struct leftovers *left = &section->registrar->left;
	uint64_t done = 0, timed = 0, unfinished = 0;

	clock_cost(section);
	for (; done < operations; done++) {
		struct net_device *dev = add_device(net, left);

		if (!dev)
			break;
		uint64_t begin = net_clock_ns();

		delete_device(net, dev);
		timed += net_clock_ns() - begin;
		unfinished += leftovers_wait(left);
		while (leftovers_wait(left)) /* whatever the rules did: the next device needs them */
			sched_yield();
	}
	net_count(&net_self->counters.registrations, done);
	net_count(&net_self->counters.unfinished, unfinished);
	return timed_result(section, done, done, timed);
}
