/* rtnetlink: queues, receiving, and the three ways to send. After net/core/rtnetlink.c. */
#include "include/rtnetlink.h"

#include <errno.h>

#include "net_internal.h"

void rtnl_unlock(void) NO_THREAD_SAFETY_ANALYSIS
{
	net_installed->drain_unlock();
}

void rtnl_unlock_todo(enum net_todo todo)
{
	if (todo == NET_TODO_SNAPSHOT) {
		struct net_device *snapshot = netdev_todo_snapshot();

		__rtnl_unlock();
		netdev_run_todo_snapshot(snapshot);
	} else {
		__rtnl_unlock();
		netdev_run_todo();
	}
}

/* ---- the queue ---- */

static void message_edge(struct rtnl_message *message, enum rtnl_message_state from, enum rtnl_message_state to)
{
	uint32_t expected = from;

	/* Release: who sees the state sees handled_ns; pairs with the acquire of whoever waits for it. */
	bool taken = __atomic_compare_exchange_n(&message->state, &expected, to, false, __ATOMIC_RELEASE, __ATOMIC_RELAXED);

	if (!taken)
		net_world_add(&net_world.double_handled, 1);
	net_law_check(NET_LAW_M1, taken, NULL, "a request ended twice");
}

/* Law M2: each queued request carries a ticket, in the field that its handling will write; tickets rise along the queue. */
static void ticket(struct rtnl_message *message)
{
#ifdef NET_DEBUG
	static uint64_t last; /* atomic, relaxed: the queue's lock orders those of one queue */

	message->handled_ns = __atomic_add_fetch(&last, 1, __ATOMIC_RELAXED);
#else
	(void)message;
#endif
}

static void check_order(struct rtnl_message *message)
{
#ifdef NET_DEBUG
	struct rtnl_message *next = message->next;

	net_law_check(NET_LAW_M2, !next || next->handled_ns > message->handled_ns, NULL,
		      "a request stands before one that was queued earlier");
	message->handled_ns = 0;
#else
	(void)message;
#endif
}

bool rtnl_enqueue(struct net *net, struct rtnl_message *message)
{
	struct sock *sk = net_rtnl(net);

	if (!sk)
		return false;
	struct sk_buff_head *queue = &sk->sk_receive_queue;

	message->sender = net_self;
	message->next = NULL;
	message->handled_ns = 0;
	/* Relaxed: the queue's lock publishes it. */
	__atomic_store_n(&message->state, RTNL_MESSAGE_QUEUED, __ATOMIC_RELAXED);
	mutex_lock(&queue->lock);
	bool dead = sk->dead;

	if (!dead) {
		ticket(message);
		*queue->tail = message;
		queue->tail = &message->next;
		__atomic_store_n(&queue->qlen, queue->qlen + 1, __ATOMIC_RELAXED);
	}
	mutex_unlock(&queue->lock);
	if (!dead && net_installed->appended)
		net_installed->appended(net);
	return !dead;
}

static struct rtnl_message *dequeue(struct sk_buff_head *queue)
{
	mutex_lock(&queue->lock);
	struct rtnl_message *message = queue->head;

	if (message) {
		check_order(message);
		queue->head = message->next;
		if (!queue->head)
			queue->tail = &queue->head;
		__atomic_store_n(&queue->qlen, queue->qlen - 1, __ATOMIC_RELAXED);
	}
	mutex_unlock(&queue->lock);
	return message;
}

/* The request itself: it changes the namespace's configuration, under rtnl or, by rules without it, the namespace's own mutex. */
void rtnl_handle(struct net *net, struct rtnl_message *message)
{
	net_debug_touch(net);
	net->config++;
	bool dead = __atomic_load_n(&net->state, __ATOMIC_RELAXED) >= NET_EXITING;

	if (dead)
		net_world_add(&net_world.handled_for_dead, 1);
	net_law_check(NET_LAW_M6, !dead, net, "a request was handled for a namespace whose exit had begun");
	net_perturb(NET_WINDOW_HANDLER);
	net_count(&net_self->counters.handled, 1);
	if (message->sender != net_self)
		net_count(&net_self->counters.handled_foreign, 1);
	if (message->enqueued_ns)
		message->handled_ns = net_clock_ns();
	message_edge(message, RTNL_MESSAGE_QUEUED, RTNL_MESSAGE_HANDLED); /* the last touch: the sender owns it now */
}

/* Handles at most the requests queued at entry: 2a0a6ebee1d6, the bound against starvation. */
void rtnl_receive_locked(struct net *net)
{
	struct sock *sk = net_rtnl(net);
	struct rtnl_message *message;

	if (!sk)
		return;
	for (uint32_t budget = rtnl_qlen(sk); budget > 0; budget--) {
		message = dequeue(&sk->sk_receive_queue);
		if (!message)
			return;
		rtnl_handle(net, message);
		net_law_check(NET_LAW_M7, net_is_usable(net), net, "a namespace went while one of its requests was handled");
	}
}

void rtnetlink_rcv(struct net *net, enum net_todo todo)
{
	rtnl_lock();
	rtnl_receive_locked(net);
	rtnl_unlock_todo(todo);
	if (net_installed->released)
		net_installed->released();
}

static void rtnl_data_ready(struct sock *sk, int bytes)
{
	(void)bytes;
	rtnetlink_rcv(sk->net, net_installed->todo);
}

/* ---- sending ---- */

static void begin_synchronous(struct rtnl_message *message)
{
	message->sender = net_self;
	message->handled_ns = 0;
	__atomic_store_n(&message->state, RTNL_MESSAGE_QUEUED, __ATOMIC_RELAXED); /* nobody else has it */
}

static bool send_synchronous(struct net *net, struct rtnl_message *message) NO_THREAD_SAFETY_ANALYSIS /* the rules' own lock */
{
	begin_synchronous(message);
	net_installed->config_lock(net);
	rtnl_handle(net, message);
	net_installed->config_unlock(net);
	return true;
}

void rtnl_send_two(struct net *one, struct net *other, struct rtnl_message *message) NO_THREAD_SAFETY_ANALYSIS /* likewise */
{
	begin_synchronous(message);
	net_installed->config_lock_two(one, other);
	if (other != one)
		other->config++;
	rtnl_handle(one, message);
	net_installed->config_unlock_two(one, other);
	net_count(&net_self->counters.sent, 1);
}

/* As rtnl_unlock_todo(), for who tried: that hands out no right to walk. */
static void release_tried(void) RELEASE(rtnl_mutex) NO_THREAD_SAFETY_ANALYSIS
{
	rtnl_unlock_todo(net_installed->todo);
}

bool rtnl_send(struct net *net, struct rtnl_message *message, enum rtnl_sender_mode mode)
{
	bool accepted;

	if (mode == RTNL_SENDER_SYNCHRONOUS) {
		accepted = send_synchronous(net, message);
	} else {
		accepted = rtnl_enqueue(net, message);
		net_perturb(NET_WINDOW_APPENDED);
		if (accepted && mode == RTNL_SENDER_BLOCKING) {
			rtnetlink_rcv(net, net_installed->todo);
		} else if (accepted && rtnl_trylock()) {
			rtnl_receive_locked(net);
			release_tried();
			if (net_installed->released)
				net_installed->released();
		}
	}
	net_count(accepted ? &net_self->counters.sent : &net_self->counters.refused, 1);
	return accepted;
}

uint64_t rtnl_stranded(void) NO_THREAD_SAFETY_ANALYSIS
{
	struct net *net;
	uint64_t stranded = 0;

	for_each_net(net) {
		struct sock *sk = net_rtnl(net);

		stranded += sk ? rtnl_qlen(sk) : 0;
	}
	return stranded;
}

/* ---- the socket as a subsystem ---- */

static int rtnetlink_net_init(struct net *net)
{
	struct sock *sk = net_slab_alloc(NET_SLAB_SOCK);

	if (!sk)
		return -ENOMEM;
	mutex_init(&sk->sk_receive_queue.lock);
	mutex_init(&sk->config_mutex);
	mutex_lock(&sk->sk_receive_queue.lock);
	sk->sk_receive_queue.tail = &sk->sk_receive_queue.head;
	mutex_unlock(&sk->sk_receive_queue.lock);
	sk->sk_data_ready = rtnl_data_ready;
	sk->net = net;
	__atomic_store_n(&net->rtnl, sk, __ATOMIC_RELEASE); /* pairs with net_rtnl() */
	return 0;
}

/* Marks the socket dead, purges what is queued and tells nobody else: its senders hold no reference here. */
static void rtnetlink_net_exit(struct net *net)
{
	struct sock *sk = net_rtnl(net);
	struct rtnl_message *message;

	if (!sk)
		return;
	mutex_lock(&sk->sk_receive_queue.lock);
	sk->dead = true;
	mutex_unlock(&sk->sk_receive_queue.lock);
	while ((message = dequeue(&sk->sk_receive_queue))) {
		if (net_self)
			net_count(&net_self->counters.purged, 1);
		message_edge(message, RTNL_MESSAGE_QUEUED, RTNL_MESSAGE_PURGED);
	}
	__atomic_store_n(&net->rtnl, NULL, __ATOMIC_RELEASE); /* pairs with net_rtnl() */
	mutex_destroy(&sk->sk_receive_queue.lock);
	mutex_destroy(&sk->config_mutex);
	net_slab_free(NET_SLAB_SOCK, sk);
}

struct pernet_operations rtnetlink_net_ops = {
	.name = "rtnetlink",
	.init = rtnetlink_net_init,
	.exit = rtnetlink_net_exit,
};
