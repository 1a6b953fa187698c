/* The sections that register and unregister: a notifier, which is told of every device, and a subsystem, which is set up
 * for every namespace. */
#include <stdlib.h>

#include "net_section_tools.h"

struct net_registrar {
	struct notifier_block nb;	/* next: under rtnl */
	struct pernet_operations ops;	/* next, prev: under net_life */
	uint64_t told[2];		/* events since the registration, by enum netdev_event: under rtnl */
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
