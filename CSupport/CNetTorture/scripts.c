/*
 * The violations that some generation of the rules is known for, each provoked
 * by a script: one thread plays all parts, in the windows of the protocol, so
 * that the interleaving is the one of docs/locking.md or docs/races.md and no
 * other.
 */
#include "scripts.h"

#include <unistd.h>

#include "torture.h"

static void (*script_window)(enum net_window window); /* what happens in the windows of this script */
static struct rtnl_message request = { .state = RTNL_MESSAGE_IDLE };
static struct net *victim;
static int times;
enum { LONGEST_WAIT = 300 }; /* milliseconds */

static __thread bool plays; /* the workers pass through the windows as well */

static void in_window(enum net_window window, void *unused)
{
	(void)unused;
	if (script_window && plays)
		script_window(window);
}

static void world(uint64_t namespaces)
{
	struct net_options plain = {
		.payload_bytes = COOKIE_WORDS * sizeof(uint64_t),
		.keep_freed = true,
		.trylock_senders = net_variant_allows(options.variant, RTNL_SENDER_TRYLOCK),
	};

	plays = true;
	net_ns_init(options.variant, &plain);
	net_ns_populate(namespaces - 1);
	net_thread_register();
	net_perturb_install(in_window, NULL);
}

/* Whether requests are queued at all; where their senders handle them, a script that queues one has nothing to say. */
static bool nothing_queues(void)
{
	return options.variant->drain == NET_DRAIN_NONE;
}

static struct net *last_net(void)
{
	return (struct net *)net_namespace_list.prev;
}

/* ---- lost requests ---- */

static void send_in_clean_window(enum net_window window)
{
	if (window == NET_WINDOW_DRAIN_CLEAN && times++ == 0)
		rtnl_send(victim, &request, RTNL_SENDER_TRYLOCK);
}

/* The holder has looked at every queue and is about to release; a sender appends, tries rtnl, trusts the holder. */
static void check_before_unlock_trylock(void)
{
	if (nothing_queues())
		return;
	world(4);
	victim = last_net();
	script_window = send_in_clean_window;
	rtnl_lock();
	rtnl_unlock();
	net_law_check(NET_LAW_M3, rtnl_stranded() == 0, victim, "a request was appended after the look and before the release: it is stranded");
}

static void send_in_handler(enum net_window window)
{
	if (window == NET_WINDOW_HANDLER && times++ == 0)
		rtnl_send(victim, &request, RTNL_SENDER_TRYLOCK);
}

/* A blocking sender handles its own queue and releases rtnl plainly; a sender to another namespace trusted it. */
static void plain_release_trylock(void)
{
	if (nothing_queues())
		return;
	struct rtnl_message own = { .state = RTNL_MESSAGE_IDLE };

	world(4);
	victim = last_net();
	script_window = send_in_handler;
	rtnl_send(init_net, &own, RTNL_SENDER_BLOCKING);
	/* It may be handed to a worker, who is about to come. */
	for (int i = 0; i < LONGEST_WAIT && options.variant->released && rtnl_stranded(); i++)
		usleep(1000);
	net_law_check(NET_LAW_M3, rtnl_stranded() == 0, victim,
		      "a sender trusted a holder of rtnl who looks at no queue but his own: its request is stranded");
}

/* ---- resurrection ---- */

static void last_owner_leaves(enum net_window window)
{
	if (window == NET_WINDOW_DRAIN_FOUND && times++ == 0)
		put_net(victim);
}

static void resurrection(bool half_read)
{
	if (nothing_queues())
		return;
	world(2);
	victim = copy_net_ns();
	rtnl_lock();
	if (half_read)
		rtnl_enqueue(victim, &request); /* a dump that was begun; its sender has gone */
	else
		rtnl_send(victim, &request, RTNL_SENDER_TRYLOCK);
	script_window = last_owner_leaves;
	rtnl_unlock();
}

static void seed_resurrection_trylock(void)
{
	resurrection(false);
}

static void seed_resurrection_half_read(void)
{
	resurrection(true);
}

/* ---- starvation ---- */

enum { STARVED = 1000 };

static void busy_sender_sends(enum net_window window)
{
	if (window != NET_WINDOW_DRAIN_RECEIVED)
		return;
	if (++times == STARVED)
		net_law_check(NET_LAW_L1, false, victim, "an unlock has handled 1000 requests of one sender and has not returned");
	__atomic_store_n(&request.state, RTNL_MESSAGE_IDLE, __ATOMIC_RELAXED);
	rtnl_enqueue(victim, &request);
}

/* One sender that always has its next request ready when the drain wants rtnl back, as behind a fair lock. */
static void seed_starvation(void)
{
	if (nothing_queues())
		return;
	world(2);
	victim = init_net;
	rtnl_enqueue(victim, &request);
	script_window = busy_sender_sends;
	rtnl_lock();
	rtnl_unlock();
}

/* ---- notifiers ---- */

static int stand_on_device(struct notifier_block *nb, enum netdev_event event, struct net_device *dev)
{
	(void)nb;
	if (event != NETDEV_REGISTER || dev->nd_net != victim)
		return 0;
	put_net(victim);
	/* By these rules either nothing may happen to it while rtnl is held, or it is unlinked at once. */
	for (int i = 0; i < LONGEST_WAIT && net_is_linked(victim); i++)
		usleep(1000);
	net_law_check(NET_LAW_I7, net_is_linked(victim), victim, "a namespace was unlinked under a notifier's walk, which holds rtnl");
	return 0;
}

static void old_rules_notifier_race(void)
{
	static struct notifier_block nb = { .notifier_call = stand_on_device }; /* the worker may yet call it */

	world(2);
	victim = copy_net_ns();
	register_netdevice_notifier(&nb);
}

static struct ledger ledger;

static pthread_t arrival;
static bool arrived; /* atomic */

static void *register_it(void *unused)
{
	struct net_thread *self = net_thread_register();

	ledger_init(&ledger, 0);
	register_netdevice_notifier(&ledger.nb);
	net_thread_unregister(self);
	__atomic_store_n(&arrived, true, __ATOMIC_RELEASE); /* pairs with notifier_arrives() */
	return unused;
}

/* On a thread of its own: from 4.17 it has to wait until the namespace is built. */
static void notifier_arrives(enum net_window window)
{
	if (window != NET_WINDOW_SET_UP || times++)
		return;
	pthread_create(&arrival, NULL, register_it, NULL);
	/* Acquire: pairs with register_it(). */
	for (int i = 0; i < LONGEST_WAIT && !__atomic_load_n(&arrived, __ATOMIC_ACQUIRE); i++)
		usleep(1000);
}

static void replay_imbalance(void)
{
	world(2);
	script_window = notifier_arrives;
	copy_net_ns();
	pthread_join(arrival, NULL);
	unregister_netdevice_notifier(&ledger.nb);
	net_law_check(NET_LAW_I9, ledger.count == 0, NULL, "a notifier was told REGISTER and never UNREGISTER");
}

/* ---- handlers, grace periods, todo ---- */

static void handler_registers_a_subsystem(enum net_window window) NO_THREAD_SAFETY_ANALYSIS
{
	if (window != NET_WINDOW_HANDLER || times++)
		return;
	__rtnl_unlock(); /* as for a module load */
	register_pernet_subsys(&always_ops);
	rtnl_lock();
}

static int hears_nothing(struct notifier_block *nb, enum netdev_event event, struct net_device *dev)
{
	(void)nb;
	(void)event;
	(void)dev;
	return 0;
}

/* A creator drains inside net_mutex, and so runs a stranger's handler that needs net_mutex. */
static void handler_registers(void)
{
	if (nothing_queues())
		return;
	world(2);
	rtnl_enqueue(init_net, &request);
	script_window = handler_registers_a_subsystem;
	copy_net_ns();
	/* Who registers a notifier holds, from 4.17, what the handler needs. */
	static struct notifier_block nb = { .notifier_call = hears_nothing };

	net_ns_quiesce(); /* a worker may be handling the first */
	times = 0;
	request.state = RTNL_MESSAGE_IDLE;
	rtnl_enqueue(init_net, &request);
	register_netdevice_notifier(&nb);
}

static void grace_period_under_net_mutex(void)
{
	world(2);
	put_net(copy_net_ns());
	net_ns_quiesce();
}

static void todo_waits_for_requests(void)
{
	if (nothing_queues())
		return;
	world(2);
	rtnl_enqueue(init_net, &request);
	rtnl_lock();
	struct net_device *dev = net_slab_alloc(NET_SLAB_DEVICE);

	dev->nd_net = init_net;
	dev->refcnt = 1;
	dev->ifindex = 2;
	if (register_netdevice(dev) == 0)
		unregister_netdevice(dev);
	rtnl_unlock();
}

const struct script scripts[NET_PROVOCATION_COUNT] = {
#define PROVOCATION(name, law, text) { #name, text, NET_LAW_##law, name },
	NET_PROVOCATIONS(PROVOCATION)
#undef PROVOCATION
};
