/*
 * The violations that some generation of the rules is known for, each provoked
 * by a script: one thread plays all parts, in the windows of the protocol, so
 * that the interleaving is the one of docs/locking.md and no other. Each script
 * runs in a process of its own, since what it provokes may leave nothing whole.
 */
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "torture.h"

static struct {
	enum net_law law; /* that the script is to break */
	bool running;
	int written_to;	  /* the pipe to the parent */
	void (*window)(enum net_window window);
} script;
static struct rtnl_message request = { .state = RTNL_MESSAGE_IDLE };
static struct net *victim;
static int times;

bool provoking(void)
{
	return script.running;
}

/* In the script's process: the law was broken, which ends it. */
void provoked(enum net_law law, const char *evidence)
{
	/* Another law on the way is none of this script's business, unless nothing can go on after it. */
	if (law != script.law && law != NET_LAW_I1 && law != NET_LAW_L5)
		return;
	dprintf(script.written_to, "%s%s%s", law == script.law ? "" : net_law_name(law), law == script.law ? "" : ": ", evidence);
	_exit(1);
}

static void in_window(enum net_window window, void *unused)
{
	(void)unused;
	if (script.window)
		script.window(window);
}

static void world(uint64_t namespaces)
{
	struct net_options plain = { .payload_bytes = COOKIE_WORDS * sizeof(uint64_t), .keep_freed = true };

	net_ns_init(options.variant, &plain);
	net_ns_populate(namespaces - 1);
	net_thread_register();
	net_perturb_install(in_window, NULL);
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
	world(4);
	victim = last_net();
	script.window = send_in_clean_window;
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
	struct rtnl_message own = { .state = RTNL_MESSAGE_IDLE };

	world(4);
	victim = last_net();
	script.window = send_in_handler;
	rtnl_send(init_net, &own, RTNL_SENDER_BLOCKING);
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
	world(2);
	victim = copy_net_ns();
	rtnl_lock();
	if (half_read)
		rtnl_enqueue(victim, &request); /* a dump that was begun; its sender has gone */
	else
		rtnl_send(victim, &request, RTNL_SENDER_TRYLOCK);
	script.window = last_owner_leaves;
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
	world(2);
	victim = init_net;
	rtnl_enqueue(victim, &request);
	script.window = busy_sender_sends;
	rtnl_lock();
	rtnl_unlock();
}

/* ---- notifiers ---- */

enum { LONGEST_WAIT = 300 };

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

static void notifier_arrives(enum net_window window)
{
	if (window != NET_WINDOW_SET_UP || times++)
		return;
	ledger_init(&ledger, 0);
	register_netdevice_notifier(&ledger.nb); /* net_mutex is held, rtnl is not: the order is kept */
}

static void replay_imbalance(void)
{
	world(2);
	script.window = notifier_arrives;
	copy_net_ns();
	unregister_netdevice_notifier(&ledger.nb);
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

/* A creator drains inside net_mutex, and so runs a stranger's handler that needs net_mutex. */
static void handler_registers(void)
{
	world(2);
	rtnl_enqueue(init_net, &request);
	script.window = handler_registers_a_subsystem;
	copy_net_ns();
}

static void grace_period_under_net_mutex(void)
{
	world(2);
	put_net(copy_net_ns());
	net_ns_quiesce();
}

static void todo_waits_for_requests(void)
{
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

/* ---- running them ---- */

static const struct {
	const char *name, *text;
	enum net_law law;
	void (*run)(void);
} scripts[] = {
#define PROVOCATION(name, law, text) { #name, text, NET_LAW_##law, name },
	NET_PROVOCATIONS(PROVOCATION)
#undef PROVOCATION
};

/* Whether the script may be tried at all: a lost request of a trylock sender is asked only where drains walk. */
static void run_child(int index, int pipe_to_parent)
{
	script.law = scripts[index].law;
	script.running = true;
	script.written_to = pipe_to_parent;
	alarm(10);
	if (options.variant->breaks >> index & 1 && !freopen("/dev/null", "w", stderr))
		_exit(2); /* what is expected needs no stack */
	scripts[index].run();
	_exit(0);
}

static bool provoke(int index)
{
	int ends[2];
	char evidence[512] = "";
	bool expected = options.variant->breaks >> index & 1, happened;

	if (pipe(ends))
		return false;
	pid_t child = fork();

	if (child < 0)
		return false;
	if (child == 0) {
		close(ends[0]);
		run_child(index, ends[1]);
	}
	close(ends[1]);
	ssize_t length = 0, n;

	while (length < (ssize_t)sizeof(evidence) - 1 &&
	       (n = read(ends[0], evidence + length, sizeof(evidence) - 1 - (size_t)length)) > 0)
		length += n;
	close(ends[0]);
	int status = 0;

	waitpid(child, &status, 0);
	happened = length > 0;
	if (!happened && !(WIFEXITED(status) && WEXITSTATUS(status) == 0)) {
		happened = true;
		snprintf(evidence, sizeof(evidence), "the script ended with status 0x%x", (unsigned int)status);
	}
	dprintf(STDOUT_FILENO, "provocation\t%s\t%s\t%s\t%s\t%s\n", scripts[index].name, net_law_name(scripts[index].law),
		expected ? "expected" : "unexpected", happened ? "provoked" : "held", happened ? evidence : scripts[index].text);
	return happened == expected;
}

bool provoke_all(void)
{
	bool as_expected = true;

	for (int i = 0; i < NET_PROVOCATION_COUNT; i++) {
		if (options.laws >> scripts[i].law & 1)
			as_expected &= provoke(i);
	}
	return as_expected;
}
