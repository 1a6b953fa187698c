/* The roles: what each thread of an episode does, and what it checks while it does so. */
#include <sched.h>
#include <stdio.h>

#include "torture.h"

static bool stopped(void)
{
	return __atomic_load_n(&episode.stop, __ATOMIC_RELAXED);
}

static struct net *any_permanent(struct role *role)
{
	return episode.nets[random_below(&role->random, episode.permanent)];
}

/* ---- updaters ---- */

static uint32_t state_of(const struct rtnl_message *message)
{
	return __atomic_load_n(&message->state, __ATOMIC_ACQUIRE); /* pairs with message_edge() */
}

/* Law M4 for a request that was sent; then waits for its end, until which this stack is the handler's. Where handlers drop
 * rtnl the law does not hold: a sender finds its queue empty while another thread is still in the middle of its request. */
static void check_handled(const struct rtnl_message *message, const struct net *net, enum rtnl_sender_mode mode)
{
	if (mode != RTNL_SENDER_TRYLOCK && !episode.handlers_drop && !(options.inject & INJECT_HANDLER_REGISTERS))
		net_law_check(NET_LAW_M4, state_of(message) == RTNL_MESSAGE_HANDLED, net,
			      "a send returned before its request was handled");
	while (state_of(message) == RTNL_MESSAGE_QUEUED) {
		net_debug_event(NET_EVENT_YIELD, NULL);
		sched_yield();
	}
}

/* A mode that these rules allow, other than synchronous where there is one: what is queued is what drains are for. */
static enum rtnl_sender_mode own_mode(struct role *role)
{
	if (!net_variant_allows(options.variant, RTNL_SENDER_BLOCKING))
		return RTNL_SENDER_SYNCHRONOUS;
	return episode.trylock && random_below(&role->random, 2) ? RTNL_SENDER_TRYLOCK : RTNL_SENDER_BLOCKING;
}

static struct net *create(struct role *role)
{
	net_ns_wait_for_credit();
	refuse_init = random_below(&role->random, 8) == 0;
	struct net *net = copy_net_ns();

	refuse_init = 0;
	return net;
}

static void updater(struct role *role)
{
	struct net *net = create(role);

	if (!net)
		return;
	struct rtnl_message message = { .state = RTNL_MESSAGE_IDLE };
	bool sends = random_below(&role->random, 2);
	enum rtnl_sender_mode mode = own_mode(role);

	/* A sender's own namespace: the drain may find the request while the last reference goes. */
	if (sends) {
		rtnl_send(net, &message, mode);
		check_handled(&message, net, mode);
	}
	put_net(net);
}

/* ---- senders ---- */

static void send_one(struct role *role, enum rtnl_sender_mode mode)
{
	struct rtnl_message message = { .state = RTNL_MESSAGE_IDLE };
	uint64_t foreign = role->registration ? role->registration->counters.handled : 0;

	rtnl_send(any_permanent(role), &message, mode);
	check_handled(&message, NULL, mode);
	if (mode == RTNL_SENDER_SYNCHRONOUS && role->registration)
		net_law_check(NET_LAW_M5, role->registration->counters.handled > foreign, NULL,
			      "a synchronous request was not handled by its sender");
}

/* What a veth pair does: a request for two namespaces, named in any order. */
static void send_two(struct role *role)
{
	struct rtnl_message message = { .state = RTNL_MESSAGE_IDLE };

	rtnl_send_two(any_permanent(role), any_permanent(role), &message);
	check_handled(&message, NULL, RTNL_SENDER_SYNCHRONOUS);
}

/* Several requests at once, then the receive routine: what law M2 needs. */
static void send_burst(struct role *role)
{
	struct rtnl_message messages[4] = { { .state = RTNL_MESSAGE_IDLE } };
	struct net *net = any_permanent(role);
	uint64_t n = 2 + random_below(&role->random, 3);

	for (uint64_t i = 0; i < n; i++)
		rtnl_enqueue(net, &messages[i]);
	net_count(&net_self->counters.sent, n);
	/* Others may be handling some of them: until the last has ended, this stack is theirs. */
	for (uint64_t i = 0; i < n; i++) {
		while (state_of(&messages[i]) == RTNL_MESSAGE_QUEUED)
			rtnetlink_rcv(net, options.variant->todo);
	}
}

/* Leaves a request behind in a namespace that goes: "hit and run". The memory is given back when it has ended. */
static void send_and_leave(struct role *role)
{
	struct net *net = create(role);
	struct rtnl_message message = { .state = RTNL_MESSAGE_IDLE };

	if (!net)
		return;
	bool accepted = rtnl_enqueue(net, &message);

	if (accepted)
		net_count(&net_self->counters.sent, 1);
	put_net(net);
	while (accepted && state_of(&message) == RTNL_MESSAGE_QUEUED) {
		net_debug_event(NET_EVENT_YIELD, NULL);
		sched_yield();
	}
}

static bool may_leave_half_read(void)
{
	return !(options.variant->breaks & NET_BREAKS(seed_resurrection_half_read)) || options.inject & INJECT_HALF_READ;
}

static void sender(struct role *role)
{
	if (!net_variant_allows(options.variant, RTNL_SENDER_BLOCKING)) {
		if (random_below(&role->random, 2))
			send_two(role);
		else
			send_one(role, RTNL_SENDER_SYNCHRONOUS);
		return;
	}
	switch (random_below(&role->random, 6)) {
	case 5:
		send_two(role);
		break;
	case 0:
		send_burst(role);
		break;
	case 1:
		if (may_leave_half_read()) {
			send_and_leave(role);
			break;
		}
		/* fall through */
	case 2:
		send_one(role, RTNL_SENDER_SYNCHRONOUS);
		break;
	default:
		send_one(role, own_mode(role));
	}
}

/* ---- lockers, who change devices as well ---- */

static void locker(struct role *role)
{
	struct net *net = any_permanent(role);
	bool changes = random_below(&role->random, 2);
	uint64_t version;

	rtnl_lock();
	version = net_debug_list_version();
	if (changes) {
		struct net_device *dev = net_slab_alloc(NET_SLAB_DEVICE);

		dev->nd_net = net;
		dev->refcnt = 1;
		dev->ifindex = 2;
		if (register_netdevice(dev) == 0)
			unregister_netdevice(dev);
		else
			net_slab_free(NET_SLAB_DEVICE, dev);
	}
	net_debug_event(NET_EVENT_WINDOW, NULL);
	if (options.variant->frozen_by_rtnl)
		net_law_check(NET_LAW_I7, net_debug_list_version() == version, NULL, "the list changed under rtnl");
	rtnl_unlock();
	net_law_check(NET_LAW_I6, net_device_count(net) >= 1, net, "a namespace lost its loopback device");
}

/* ---- a thread ---- */

typedef void (*role_fn)(struct role *role);
static const role_fn roles[] = { updater, reader, sender, locker, notifier, subsystem, sender, reader, updater };
enum { ROLES = sizeof(roles) / sizeof(roles[0]) };

static role_fn role_of(int index)
{
	role_fn fn = roles[index % ROLES];

	/* One thread at most registers the subsystem: there is one of it. */
	if (fn == subsystem && index >= ROLES)
		return sender;
	if (fn == notifier && role_leaves_out_notifiers())
		return locker;
	return fn;
}

int role_updaters(int threads)
{
	int updaters = 0;

	for (int i = 0; i < threads; i++)
		updaters += role_of(i) == updater;
	return updaters;
}

bool role_leaves_out_notifiers(void)
{
	return options.variant->breaks & NET_BREAKS(old_rules_notifier_race);
}

void *role_main(void *argument)
{
	struct role *role = argument;
	role_fn fn = role_of(role->index);
	uint64_t operations = fn == updater || episode.serial ? episode.operations : UINT64_MAX;

	net_debug_event(NET_EVENT_BEGIN, NULL);
	inject_seed(role->random);
	role->registration = net_thread_register();
	for (uint64_t i = 0; i < operations && !stopped(); i++) {
		fn(role);
		role->operations = i + 1;
		__atomic_store_n(&role->progress, i + 1, __ATOMIC_RELAXED);
		if (options.inject & INJECT_EXIT_EARLY && random_below(&role->random, 16) == 0) {
			net_thread_unregister(role->registration);
			role->registration = net_thread_register();
		}
	}
	if (fn == updater && __atomic_sub_fetch(&episode.updaters, 1, __ATOMIC_RELAXED) == 0)
		__atomic_store_n(&episode.stop, true, __ATOMIC_RELAXED);
	net_thread_unregister(role->registration);
	__atomic_store_n(&role->progress, ROLE_ENDED, __ATOMIC_RELAXED);
	__atomic_fetch_add(&episode.finished, 1, __ATOMIC_RELEASE); /* pairs with the acquire in watch() */
	net_debug_event(NET_EVENT_END, NULL);
	return NULL;
}
