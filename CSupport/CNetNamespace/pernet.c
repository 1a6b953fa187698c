/*
 * Subsystems of a namespace: init in order, exit in reverse, unwinding when one
 * fails. After net/core/net_namespace.c: register_pernet_subsys(), setup_net().
 */
#include "pernet.h"

#include <stddef.h>

#include "include/netdevice.h"
#include "net_internal.h"

static struct pernet_operations *pernet_first GUARDED_BY(net_life);
static struct pernet_operations *pernet_last GUARDED_BY(net_life);

static void append(struct pernet_operations *ops) REQUIRES(net_life)
{
	ops->next = NULL;
	ops->prev = pernet_last;
	if (pernet_last)
		pernet_last->next = ops;
	else
		pernet_first = ops;
	pernet_last = ops;
}

static void forget(struct pernet_operations *ops) REQUIRES(net_life)
{
	if (ops->prev)
		ops->prev->next = ops->next;
	else
		pernet_first = ops->next;
	if (ops->next)
		ops->next->prev = ops->prev;
	else
		pernet_last = ops->prev;
}

static void run_exit(struct pernet_operations *ops, struct net *net, bool bulk)
{
	if (bulk && ops->exit_bulk)
		ops->exit_bulk(net);
	else
		ops->exit(net);
}

void pernet_init(void)
{
	net_life_lock();
	pernet_first = NULL;
	pernet_last = NULL;
	append(&rtnetlink_net_ops);
	append(&loopback_net_ops);
	net_life_unlock();
}

int pernet_setup(struct net *net, bool bulk)
{
	for (struct pernet_operations *ops = pernet_first; ops; ops = ops->next) {
		int error = bulk && ops->init_bulk ? ops->init_bulk(net) : ops->init(net);

		if (error) {
			for (ops = ops->prev; ops; ops = ops->prev)
				run_exit(ops, net, bulk);
			return error;
		}
	}
	return 0;
}

/* Subsystem by subsystem, as the kernel does: what one of them needs to wait for, it waits for once a batch. */
void pernet_teardown(struct net *batch, bool bulk)
{
	struct net *net;

	for (struct pernet_operations *ops = pernet_last; ops; ops = ops->prev) {
		if (!bulk && ops->exit_batch && net_installed->cleanup != NET_CLEANUP_ONE) {
			ops->exit_batch(batch);
			continue;
		}
		for_each_dying(net, batch)
			run_exit(ops, net, bulk);
	}
}

/* Walks backwards from @net (not included): updaters may, since net_life keeps every updater out. */
static void undo_before(struct pernet_operations *ops, struct net *net) REQUIRES(net_life)
{
	for (struct list_head *entry = net->list.prev; entry != &net_namespace_list; entry = entry->prev)
		ops->exit((struct net *)entry);
}

int register_pernet_subsys(struct pernet_operations *ops)
{
	struct net *net;
	int error = 0;

	net_life_lock();
	for_each_net(net) {
		error = ops->init(net);
		if (error) {
			undo_before(ops, net);
			break;
		}
	}
	if (!error)
		append(ops);
	net_life_unlock();
	net_wait_for_deferred();
	return error;
}

void unregister_pernet_subsys(struct pernet_operations *ops)
{
	struct net *net;

	net_life_lock();
	forget(ops);
	for_each_net(net)
		ops->exit(net);
	net_life_unlock();
	net_wait_for_deferred(); /* the caller may free what the exits named */
}
