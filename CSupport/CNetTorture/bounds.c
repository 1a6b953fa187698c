/*
 * Checks at the end of an episode, when one thread is left and plays all parts:
 * what arrives while somebody is at work is not his, and what he works on is his
 * to hold. Each takes a moment that threads meet seldom, and meets it every time.
 */
#include "torture.h"

enum { LATE = 4 };

/* All of the one thread's own: the cleanup worker passes through bounds_event() as well. */
static __thread void (*meanwhile)(enum net_event event, enum net_window window); /* NULL: nothing happens */
static __thread struct rtnl_message late[LATE];
static __thread struct net *leaving;
static __thread int times;

static struct net *residue; /* atomic exchange: whoever drains next finds that something was queued here meanwhile */
static struct rtnl_message residual; /* whoever took residue, then its handler */

static void send(struct net *net, struct rtnl_message *message);

static void leave_residue(void)
{
	struct net *net = __atomic_exchange_n(&residue, NULL, __ATOMIC_ACQ_REL); /* pairs with check_residue() */

	if (net)
		send(net, &residual);
}

void bounds_event(enum net_event event, const void *object)
{
	if (event == NET_EVENT_WINDOW && (enum net_window)(uintptr_t)object == NET_WINDOW_DRAIN_RECEIVED)
		leave_residue();
	if (meanwhile)
		meanwhile(event, event == NET_EVENT_WINDOW ? (enum net_window)(uintptr_t)object : NET_WINDOW_COUNT);
}

static void send(struct net *net, struct rtnl_message *message)
{
	*message = (struct rtnl_message){ .state = RTNL_MESSAGE_IDLE };
	if (rtnl_enqueue(net, message))
		net_count(&net_self->counters.sent, 1);
}

/* A release of rtnl, drain included, with @happens at its events. */
static void unlock_while(void (*happens)(enum net_event event, enum net_window window))
{
	times = 0;
	meanwhile = happens;
	rtnl_lock();
	rtnl_unlock();
	meanwhile = NULL;
}

static void request_arrives(enum net_event event, enum net_window window)
{
	(void)event;
	if (window == NET_WINDOW_HANDLER && times < LATE)
		send(episode.nets[0], &late[times++]);
}

/* 2a0a6ebee1d6: a receive handles what was queued at its entry. */
static void check_budget(void)
{
	struct rtnl_message first;
	uint64_t before = net_self->counters.handled;

	send(episode.nets[0], &first);
	times = 0;
	meanwhile = request_arrives;
	rtnl_lock();
	rtnl_receive_locked(episode.nets[0]);
	meanwhile = NULL;
	strict_check(NET_LAW_L1, net_self->counters.handled - before == 1, NULL,
		     "a receive handled more requests than were queued at its entry");
	while (rtnl_qlen(net_rtnl(episode.nets[0])))
		rtnl_receive_locked(episode.nets[0]);
	__rtnl_unlock();
}

static void namespace_arrives(enum net_event event, enum net_window window)
{
	(void)event;
	if (window == NET_WINDOW_DRAIN_RECEIVED && times++ < LATE)
		net_ns_populate(1); /* in bulk, so that no drain of the creation's own is counted */
}

/* A pass that holds no lock looks at what was there at its entry. Last: the newcomers stay. */
static void check_pass(void)
{
	struct rtnl_message request;
	uint64_t before = net_self->counters.inspected;

	send(episode.nets[episode.permanent - 1], &request);
	unlock_while(namespace_arrives);
	net_law_check(NET_LAW_L2, net_self->counters.inspected - before == episode.permanent, NULL,
		      "an unlock looked at namespaces that are newer than itself");
}

static bool lives(const struct net *net)
{
	return __atomic_load_n(&net->state, __ATOMIC_ACQUIRE) == NET_LIVE; /* pairs with the edges of the state machine */
}

/* The owner goes when the drain has received; it must have a reference of its own, and keep it as its cursor. */
static void owner_leaves(enum net_event event, enum net_window window)
{
	if (window == NET_WINDOW_DRAIN_RECEIVED && times == 0) {
		times = 1;
		put_net(leaving);
		net_law_check(NET_LAW_I8, lives(leaving), leaving, "a drain received from a namespace that it did not hold");
	} else if (times == 1 && event == (options.variant->list_locks ? NET_EVENT_ACQUIRE : NET_EVENT_READ_BEGIN) &&
		   options.variant->drain == NET_DRAIN_WALK) {
		times = 2;
		net_law_check(NET_LAW_I8, lives(leaving), leaving,
			      "a drain dropped its cursor before it could read the next namespace");
	}
}

/* A queued request is no owner: its namespace dies with the last of those, and the request with it. */
static void check_left_behind(void)
{
	struct rtnl_message request;

	leaving = copy_net_ns();
	if (!leaving)
		return;
	send(leaving, &request);
	net_passive_get(leaving);
	put_net(leaving);
	net_law_check(NET_LAW_I2, !lives(leaving), leaving, "a namespace lives on for a request that nobody waits for");
	net_passive_put(leaving);
	net_ns_quiesce();
	net_law_check(NET_LAW_I2, request.state != RTNL_MESSAGE_QUEUED, NULL, "a namespace has gone and its request has not ended");
}

static void check_held(void)
{
	struct rtnl_message request;

	leaving = copy_net_ns();
	if (!leaving)
		return;
	send(leaving, &request);
	unlock_while(owner_leaves);
	if (times == 0)
		put_net(leaving); /* somebody else has received: the worker of the pending */
	net_ns_quiesce();
}

/* The one behind the cursor goes, to its end, just before the section that reads the cursor's next begins. */
static void successor_leaves(enum net_event event, enum net_window window)
{
	if (window == NET_WINDOW_DRAIN_RECEIVED && times == 0) {
		times = 1;
	} else if (event == NET_EVENT_READ_BEGIN && times == 1) {
		times = 2;
		put_net(leaving);
		net_ns_quiesce();
	}
}

/* Who read the next earlier walks on into what was released (I1). Under the serial schedule only: there this thread is not yet
 * in its section when the event comes, so that the destroyer does not wait for it. */
static void check_successor(void)
{
	struct rtnl_message request;

	leaving = copy_net_ns();
	if (!leaving)
		return;
	send(episode.nets[episode.permanent - 1], &request);
	unlock_while(successor_leaves);
	if (times < 2)
		put_net(leaving);
	net_ns_quiesce();
}

/* What is queued while the worker of the pending drains is its own to find: nobody else comes. Who creates does not drain, so
 * that wakes it. */
static void check_residue(void)
{
	struct rtnl_message request;

	__atomic_store_n(&residue, episode.nets[episode.permanent - 1], __ATOMIC_RELEASE); /* pairs with leave_residue() */
	send(init_net, &request);
	struct net *net = copy_net_ns();

	if (net)
		put_net(net);
	net_ns_quiesce();
	net_law_check(NET_LAW_M3, rtnl_stranded() == 0, NULL,
		      "a request that was queued while the worker drained was left behind");
	__atomic_store_n(&residue, NULL, __ATOMIC_RELEASE); /* pairs with leave_residue() */
}

void check_bounds(void)
{
	if (options.variant->drain == NET_DRAIN_NONE)
		return;
	check_budget();
	/* The rules before the seed hold a lock instead. */
	if (options.variant->frozen_by_rtnl || options.variant->drain == NET_DRAIN_QUEUE)
		check_held();
	if (!(options.variant->breaks & NET_BREAKS(seed_resurrection_half_read)))
		check_left_behind();
	if (episode.trylock)
		check_residue();
	bool passes = options.variant->drain == NET_DRAIN_WALK && !(options.variant->breaks & NET_BREAKS(seed_starvation));

	if (passes && options.variant->uses_rcu && episode.serial)
		check_successor();
	if (passes && options.variant->frozen_by_rtnl)
		check_pass();
}
