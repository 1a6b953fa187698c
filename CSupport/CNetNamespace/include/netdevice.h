/*
 * Devices of a namespace, the notifier chain that replays them, and the todo
 * list of devices whose unregistration finishes after rtnl is released.
 */
#ifndef NETDEVICE_H
#define NETDEVICE_H

#include "net_namespace.h"
#include "rtnetlink.h"

struct net_device {
	struct list_head dev_list;	       /* under rtnl and dev_base_lock */
	struct net *_Nonnull nd_net;	       /* r/o after init */
	struct net_device *_Nullable todo_next; /* written before the push, then owned by the todo run */
	uint32_t refcnt;		       /* atomic */
	int ifindex;			       /* r/o after init */
	struct net_deferred *_Nullable left;   /* r/o after init: what its unregistration leaves to a grace period */
};

enum netdev_event { NETDEV_REGISTER, NETDEV_UNREGISTER };

struct notifier_block {
	int (*_Nonnull notifier_call)(struct notifier_block *_Nonnull nb, enum netdev_event event,
				      struct net_device *_Nonnull dev);
	struct notifier_block *_Nullable next; /* under rtnl */
	void *_Nullable context;	       /* the owner's */
};

/* Adds @dev to its namespace and tells every notifier. Return: 0 or the first notifier's error, then undone. */
int register_netdevice(struct net_device *_Nonnull dev) REQUIRES(rtnl_mutex);

/* Tells every notifier, unlinks @dev, defers what it leaves, puts it on the todo list: freed when rtnl has been released. */
void unregister_netdevice(struct net_device *_Nonnull dev) REQUIRES(rtnl_mutex);

/* Registers @nb and replays NETDEV_REGISTER for every device of every namespace, walking under rtnl, as the
 * kernel of the seed does. With the rules before the seed that walk races with creation and destruction: the
 * bug that the seed mends. Return: 0, or the notifier's error after undoing exactly what was done. */
int register_netdevice_notifier(struct notifier_block *_Nonnull nb);

/* Replays NETDEV_UNREGISTER and forgets @nb. */
void unregister_netdevice_notifier(struct notifier_block *_Nonnull nb);

/* Finishes the unregistrations queued so far, serialised by net_todo_run_mutex. Context: rtnl not held. */
void netdev_run_todo(void) EXCLUDES(rtnl_mutex);

/* The devices whose unregistration is to be finished: a stack with push and pop-all. Atomic; pushed under rtnl. */
extern NET_HIDDEN struct net_device *_Nullable net_todo_list;

/* What the two below do where there is something: out of line, so that an unlock that has nothing to finish is short. */
struct net_device *_Nullable netdev_todo_take(void);
void netdev_finish_todo(struct net_device *_Nullable snapshot) EXCLUDES(rtnl_mutex);

/* Takes the todo list as it is now. Under rtnl it is the caller's own and all before it. */
static inline struct net_device *_Nullable netdev_todo_snapshot(void)
{
	/* Relaxed: an empty list is the common case, and who pushes runs the list later himself. */
	return __atomic_load_n(&net_todo_list, __ATOMIC_RELAXED) ? netdev_todo_take() : NULL;
}

/* Finishes the unregistrations of @snapshot. */
static inline void netdev_run_todo_snapshot(struct net_device *_Nullable snapshot) EXCLUDES(rtnl_mutex)
{
#ifdef NET_DEBUG
	netdev_finish_todo(snapshot); /* which checks that it was one's own */
#else
	if (snapshot)
		netdev_finish_todo(snapshot);
#endif
}

/* The number of devices of @net, counted under dev_base_lock. */
uint64_t net_device_count(const struct net *_Nonnull net);

/* The loopback device as a subsystem: the one that takes rtnl inside net_mutex. */
extern struct pernet_operations loopback_net_ops;
/* The rtnetlink socket as a subsystem. */
extern struct pernet_operations rtnetlink_net_ops;

#endif
