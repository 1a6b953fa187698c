/* The memory of namespaces: from the slabs, and back to them at once or, for laws and controls, at the end of the world. */
#include "net_internal.h"

static struct mutex freed_lock = MUTEX_INITIALIZER;
static struct net *freed GUARDED_BY(freed_lock); /* the quarantine */

struct net *net_alloc(void)
{
	struct net *net = net_slab_alloc(NET_SLAB_NET);

	if (!net)
		return NULL;
	if (net_world_options.payload_bytes) {
		net->payload = net_slab_alloc(NET_SLAB_PAYLOAD);
		if (!net->payload) {
			net_slab_free(NET_SLAB_NET, net);
			return NULL;
		}
	}
	net->count = 1;
	net->passive = 1; /* its life's */
	net->magic = NET_MAGIC;
	net->state = NET_NEW;
	list_init(&net->list);
	list_init(&net->dev_base_head);
	return net;
}

void net_release_memory(struct net *net)
{
	net_slab_free(NET_SLAB_PAYLOAD, net->payload);
	net_slab_free(NET_SLAB_NET, net);
}

void net_free(struct net *net)
{
	net_state_edge(net, NET_EXITED, NET_FREED);
	/* Release: a reader that sees the poison sees a namespace that was released, not one half-built; pairs with the
	 * acquires in net_is_usable() and net_debug_touch(). */
	__atomic_store_n(&net->magic, NET_POISON, __ATOMIC_RELEASE);
	net_world_add(&net_world.destroyed, 1);
	if (!net_world_options.keep_freed) {
		net_release_memory(net);
		return;
	}
	mutex_lock(&freed_lock);
	net->freed_next = freed;
	freed = net;
	mutex_unlock(&freed_lock);
}

static void empty_quarantine(void)
{
	mutex_lock(&freed_lock);
	while (freed) {
		struct net *net = freed;

		freed = net->freed_next;
		net_release_memory(net);
	}
	mutex_unlock(&freed_lock);
}

void net_memory_begin(uint32_t payload_bytes)
{
#ifdef NET_DEBUG
	net_lockdep_spin(&freed_lock);
#endif
	net_slab_begin(payload_bytes);
}

void net_memory_end(void)
{
	empty_quarantine();
	net_slab_end();
}
