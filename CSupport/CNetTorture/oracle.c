/* Laws that need memory of their own: cookies in each namespace, accounts of notifiers, the links of the list. */
#include <errno.h>
#include <stdlib.h>

#include "torture.h"

__thread uint64_t refuse_init;

/* ---- subsystems that leave a cookie ---- */

static int cookie_init(struct net *net, int cookie)
{
	net_law_check(NET_LAW_I6, net->payload[cookie] == 0, net, "a subsystem's init ran twice for a namespace");
	if (refuse_init && --refuse_init == 0)
		return -ENOMEM;
	net->payload[cookie] = COOKIE_SET;
	return 0;
}

static void cookie_exit(struct net *net, int cookie)
{
	net_law_check(NET_LAW_I6, net->payload[cookie] == COOKIE_SET, net,
		      "a subsystem's exit ran for a namespace whose init had not, or twice");
	net->payload[cookie] = 0;
}

static int always_init(struct net *net)
{
	return cookie_init(net, COOKIE_ALWAYS);
}

/* ---- what an exit leaves to a grace period ---- */

struct leftover {
	struct net_deferred deferred;
	const struct net *net;
};

static void run_leftover(struct net_deferred *deferred)
{
	struct leftover *leftover = (struct leftover *)deferred; /* the first member */

	/* Acquire: pairs with the poison in net_free(). */
	net_law_check(NET_LAW_I8, __atomic_load_n(&leftover->net->magic, __ATOMIC_ACQUIRE) == NET_MAGIC, leftover->net,
		      "a namespace was freed before what its exit had deferred");
	free(leftover);
}

/* Seldom, for liburcu's barrier sleeps; not under a serial schedule, whose grace periods liburcu's own thread does not see; and not
 * under ThreadSanitizer, which sees no order in the queue by which liburcu 0.13.2 hands work to that thread. */
static void leave_something(const struct net *net)
{
	static uint64_t exits; /* atomic, relaxed */

	if (TORTURE_UNDER_TSAN || episode.serial || __atomic_add_fetch(&exits, 1, __ATOMIC_RELAXED) % 128)
		return;
	struct leftover *leftover = malloc(sizeof(*leftover));

	if (!leftover)
		return;
	leftover->deferred.run = run_leftover;
	leftover->net = net;
	net_defer(&leftover->deferred);
}

static void always_exit(struct net *net)
{
	net_law_check(NET_LAW_I6, net->payload[COOKIE_SOMETIMES] == 0, net, "exits ran in the order of the inits");
	cookie_exit(net, COOKIE_ALWAYS);
	if (net_is_cleanup_worker)
		leave_something(net);
}

static int sometimes_init(struct net *net)
{
	net_law_check(NET_LAW_I6, net->payload[COOKIE_ALWAYS] == COOKIE_SET, net, "inits ran out of order");
	return cookie_init(net, COOKIE_SOMETIMES);
}

static void sometimes_exit(struct net *net)
{
	cookie_exit(net, COOKIE_SOMETIMES);
}

struct pernet_operations always_ops = { .name = "always", .init = always_init, .exit = always_exit };
struct pernet_operations sometimes_ops = { .name = "sometimes", .init = sometimes_init, .exit = sometimes_exit };

void oracle_visit(const struct net *net)
{
	net_debug_touch(net);
	net_law_check(NET_LAW_I8, net_is_usable(net), net, "a subsystem's exit ran under a reader");
	net_law_check(NET_LAW_I6, net_is_set_up(net), net, "a namespace is on the list without its socket");
	bool cookie = net->payload[COOKIE_ALWAYS] == COOKIE_SET;

	net_law_check(net_is_linked(net) ? NET_LAW_I6 : NET_LAW_I8, cookie, net,
		      "a namespace is seen before its subsystem's init or after its exit");
}

void oracle_check_list(bool sometimes)
{
	struct net *net;

	for_each_net(net) {
		struct list_head *next = list_next(&net->list);

		net_law_check(NET_LAW_I4, next->prev == &net->list, net, "the next entry does not point back");
		net_law_check(NET_LAW_I6, (net->payload[COOKIE_SOMETIMES] != 0) == sometimes, net,
			      "a namespace missed a subsystem's registration, or its end");
	}
}

/* ---- the accounts of a notifier: all under rtnl ---- */

static __thread const struct ledger *replaying; /* the one that this thread is registering */

static int find(const struct ledger *ledger, const struct net_device *dev)
{
	for (int i = 0; i < ledger->count; i++) {
		if (ledger->devices[i] == dev)
			return i;
	}
	return -1;
}

static bool is_permanent(const struct net *net)
{
	return net->sequence > 0 && net->sequence <= episode.permanent;
}

static int ledger_call(struct notifier_block *nb, enum netdev_event event, struct net_device *dev)
{
	struct ledger *ledger = nb->context;
	int at = find(ledger, dev);

	if (event == NETDEV_UNREGISTER) {
		/* The undoing of a replay is exact by any rules; so is what is said of a namespace that lives throughout. */
		if (ledger->refused || is_permanent(dev->nd_net))
			strict_check(NET_LAW_I9, at >= 0, dev->nd_net, "a notifier is told UNREGISTER without REGISTER");
		else
			net_law_check(NET_LAW_I9, at >= 0, dev->nd_net, "a notifier is told UNREGISTER without REGISTER");
		if (at >= 0) {
			ledger->count--;
			ledger->devices[at] = ledger->devices[ledger->count];
			ledger->permanent[at] = ledger->permanent[ledger->count];
		}
		return 0;
	}
	if (ledger->refuse_after && --ledger->refuse_after == 0) {
		ledger->refused = replaying == ledger;
		return -EPERM;
	}
	net_law_check(NET_LAW_I9, at < 0, dev->nd_net, "a notifier is told REGISTER twice");
	if (at < 0 && ledger->count < LEDGER_SIZE) {
		ledger->permanent[ledger->count] = is_permanent(dev->nd_net);
		ledger->devices[ledger->count++] = dev;
	}
	return 0;
}

void ledger_init(struct ledger *ledger, uint64_t refuse_after)
{
	ledger->nb.notifier_call = ledger_call;
	ledger->nb.context = ledger;
	ledger->count = 0;
	ledger->refused = false;
	ledger->refuse_after = refuse_after;
}

int ledger_register(struct ledger *ledger)
{
	replaying = ledger;
	int error = register_netdevice_notifier(&ledger->nb);

	replaying = NULL;
	return error;
}

void ledger_check_empty(struct ledger *ledger, bool strict)
{
	const char *evidence = "a notifier was told REGISTER and never UNREGISTER";

	for (int i = 0; i < ledger->count; i++)
		strict |= ledger->permanent[i];
	if (strict)
		strict_check(NET_LAW_I9, ledger->count == 0, NULL, evidence);
	else
		net_law_check(NET_LAW_I9, ledger->count == 0, NULL, evidence);
}
