/* The roles of those who register: a notifier, and a subsystem. */
#include "torture.h"

void notifier(struct role *role)
{
	struct ledger refuses, watches;

	/* Refuses at its replay, or later a device that comes; then who was told before it, the watcher, must be told of the
	 * undoing. The chain asks the newest first. */
	ledger_init(&refuses, random_below(&role->random, 2) ? 1 + random_below(&role->random, 2 * episode.permanent + 2) : 0);
	if (ledger_register(&refuses)) {
		ledger_check_empty(&refuses, true);
		return;
	}
	ledger_init(&watches, 0);
	ledger_register(&watches);
	net_debug_event(NET_EVENT_WINDOW, NULL);
	unregister_netdevice_notifier(&watches.nb);
	ledger_check_empty(&watches, false);
	unregister_netdevice_notifier(&refuses.nb);
	ledger_check_empty(&refuses, false);
}

static void check_list(struct role *role, bool sometimes)
{
	(void)role;
	net_life_lock();
	uint64_t version = net_debug_list_version();

	oracle_check_list(sometimes);
	net_debug_event(NET_EVENT_WINDOW, NULL);
	net_law_check(NET_LAW_I7, net_debug_list_version() == version, NULL, "the list changed under who keeps creation and destruction out");
	net_life_unlock();
}

/* The one role that registers a subsystem, so it knows whether it is there. */
void subsystem(struct role *role)
{
	refuse_init = random_below(&role->random, 3) == 0 ? 1 + random_below(&role->random, episode.permanent) : 0;
	int error = register_pernet_subsys(&sometimes_ops);

	refuse_init = 0;
	if (error) {
		check_list(role, false);
		return;
	}
	check_list(role, true);
	unregister_pernet_subsys(&sometimes_ops);
	check_list(role, false);
}
