/*
 * rtnetlink: the lock, the per-namespace request queue, and the three ways to
 * send. After net/core/rtnetlink.c of 2.6.12 .. 2.6.24.
 */
#ifndef RTNETLINK_H
#define RTNETLINK_H

#include "net_namespace.h"

/* Where a request is. A request ends handled, refused to its sender, or purged with its namespace. */
enum rtnl_message_state {
	RTNL_MESSAGE_IDLE,
	RTNL_MESSAGE_QUEUED,
	RTNL_MESSAGE_HANDLED,
	RTNL_MESSAGE_PURGED,
};

struct rtnl_message {
	struct rtnl_message *_Nullable next; /* under the queue's lock */
	const void *_Nullable sender;	     /* r/o while queued: the sender's thread */
	uint64_t enqueued_ns;		     /* r/o while queued; 0: not timed */
	uint64_t handled_ns;		     /* written by the handler under rtnl */
	uint32_t state;			     /* enum rtnl_message_state: atomic compare-and-swap */
};

/* The per-namespace rtnetlink socket: its receive queue and what is called when that has data. */
struct sk_buff_head {
	struct mutex lock;
	struct rtnl_message *_Nullable head;	      /* under lock */
	struct rtnl_message *_Nullable *_Nullable tail; /* under lock: where the next one is linked */
	uint32_t qlen; /* written under lock, read without it: atomic, relaxed */
};

struct sock {
	struct sk_buff_head sk_receive_queue;
	void (*_Nonnull sk_data_ready)(struct sock *_Nonnull sk, int bytes); /* r/o after init */
	struct net *_Nonnull net; /* r/o after init */
	bool dead;		  /* under sk_receive_queue.lock */
	struct mutex config_mutex; /* per_net rules: around net->config and the devices; ordered, see rtnl_net_mutex_lock() */
} __attribute__((aligned(NET_CACHE_LINE)));

/* The length of the queue without its lock. Relaxed: a hint; correctness comes from the queue's lock. */
static inline uint32_t rtnl_qlen(const struct sock *_Nonnull sk)
{
	return __atomic_load_n(&sk->sk_receive_queue.qlen, __ATOMIC_RELAXED);
}

/* The namespace's socket or NULL. Acquire; pairs with the release in rtnetlink's init. */
static inline struct sock *_Nullable net_rtnl(const struct net *_Nonnull net)
{
	return __atomic_load_n(&net->rtnl, __ATOMIC_ACQUIRE);
}

static inline void rtnl_lock(void) ACQUIRE(rtnl_mutex) STABLE_BY_EITHER NO_THREAD_SAFETY_ANALYSIS
{
	rtnl_mutex_lock(&rtnl_mutex);
}

static inline bool rtnl_trylock(void) TRY_ACQUIRE(true, rtnl_mutex) NO_THREAD_SAFETY_ANALYSIS
{
	return rtnl_mutex_trylock(&rtnl_mutex);
}

/* Releases rtnl and nothing else: no drain, no todo. */
static inline void __rtnl_unlock(void) RELEASE(rtnl_mutex) UNSTABLE_BY_EITHER NO_THREAD_SAFETY_ANALYSIS
{
	rtnl_mutex_unlock(&rtnl_mutex);
}

/* The namespace's own mutex, of rules that have one (76aed95319da, 6.13). Two are taken in order: init_net's first, then by
 * ascending address. Context: a reference on @net, or the list is stable; rtnl held, unless the rules do without. */
void rtnl_net_mutex_lock(struct net *_Nonnull net) NO_THREAD_SAFETY_ANALYSIS;
void rtnl_net_mutex_unlock(struct net *_Nonnull net) NO_THREAD_SAFETY_ANALYSIS;
void rtnl_net_mutex_lock_two(struct net *_Nonnull one, struct net *_Nonnull other) NO_THREAD_SAFETY_ANALYSIS;
void rtnl_net_mutex_unlock_two(struct net *_Nonnull one, struct net *_Nonnull other) NO_THREAD_SAFETY_ANALYSIS;

/* Releases rtnl, drains by the installed variant's rule, runs the device todo list.
 * Context: rtnl held, no read-side section. May drop and retake rtnl on the way. */
void rtnl_unlock(void) RELEASE(rtnl_mutex) UNSTABLE_BY_EITHER;

/* How a generation ran the todo list: after the release, serialised by a mutex of its own (to 2.6.26), or a
 * snapshot taken under rtnl (58ec3b4db9eb, 2.6.27). */
enum net_todo { NET_TODO_MUTEX, NET_TODO_SNAPSHOT };

/* Releases rtnl and runs the todo list by that generation's rule; no drain. */
void rtnl_unlock_todo(enum net_todo todo) RELEASE(rtnl_mutex) UNSTABLE_BY_EITHER;

/* rtnetlink_rcv(): takes rtnl, handles at most the requests queued at entry, releases it plainly.
 * Context: registered thread, rtnl not held. */
void rtnetlink_rcv(struct net *_Nonnull net, enum net_todo todo) EXCLUDES(rtnl_mutex);

/* Appends @message. Return: false if the socket is dead: the request is refused to its sender. */
bool rtnl_enqueue(struct net *_Nonnull net, struct rtnl_message *_Nonnull message);

/* Handles everything queued at @net, without searching: the known end of a differential measurement. */
void rtnl_receive_locked(struct net *_Nonnull net) REQUIRES(rtnl_mutex);

enum rtnl_sender_mode {
	RTNL_SENDER_SYNCHRONOUS, /* take rtnl, handle the request oneself, rtnl_unlock(): since cd40b7d3983c */
	RTNL_SENDER_BLOCKING,	 /* append, take rtnl, handle the queue: since 2a0a6ebee1d6 */
	RTNL_SENDER_TRYLOCK,	 /* append, try rtnl, trust its holder: before that */
};

/* Sends @message to @net in @mode. Context: registered thread with a reference on @net; may block on rtnl.
 * Return: false if the request was refused. */
bool rtnl_send(struct net *_Nonnull net, struct rtnl_message *_Nonnull message, enum rtnl_sender_mode mode);

/* Handles a request that concerns two namespaces, as a veth pair does, synchronously. Context: references on both. */
void rtnl_send_two(struct net *_Nonnull one, struct net *_Nonnull other, struct rtnl_message *_Nonnull message);

/* Requests that are queued now and have no handler on the way, over all namespaces.
 * Context: quiescent: no other thread in the model. */
uint64_t rtnl_stranded(void);

#endif
