/* What checkers ask of the list and of a namespace; nothing here is in a timed path. */
#include "include/net_namespace.h"

#include "net_internal.h"

bool net_is_usable(const struct net *net)
{
	/* Acquire: pairs with the release in net_free() and with the edges of the state machine. */
	return __atomic_load_n(&net->magic, __ATOMIC_ACQUIRE) == NET_MAGIC &&
	       __atomic_load_n(&net->state, __ATOMIC_ACQUIRE) < NET_EXITING;
}

bool net_is_linked(const struct net *net)
{
	return __atomic_load_n(&net->state, __ATOMIC_ACQUIRE) < NET_UNLINKED; /* pairs with the edges likewise */
}

bool net_is_set_up(const struct net *net)
{
	return net_rtnl(net) != NULL;
}

int64_t net_list_check(void)
{
	int64_t count = 0;

	for (struct list_head *entry = &net_namespace_list;; count++) {
		struct list_head *next = list_next(entry);
		struct net *net = (struct net *)next;

		if (next->prev != entry)
			return -1;
		if (next == &net_namespace_list)
			return count;
		if (net->magic != NET_MAGIC || net->state != NET_LIVE)
			return -1;
		entry = next;
	}
}

uint64_t net_list_copy(struct net **nets, uint64_t capacity)
{
	uint64_t count = 0;

	for (struct list_head *entry = list_next(&net_namespace_list); entry != &net_namespace_list && count < capacity;
	     entry = list_next(entry))
		nets[count++] = (struct net *)entry;
	return count;
}
