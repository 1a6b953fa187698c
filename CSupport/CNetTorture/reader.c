/* The reader: walks by the rules of the variant, and asks each namespace it meets, now and later. */
#include "torture.h"

struct walk {
	struct role *role;
	uint64_t sequence;   /* of the last namespace seen */
	uint64_t permanent;  /* permanent ones seen */
	uint64_t version;    /* of the list, at the first */
	const struct net *stood_on; /* one seen earlier in the same section */
	struct net *taken;   /* one whose reference was taken */
};

static bool visit(struct net *net, void *context)
{
	struct walk *walk = context;

	if (walk->sequence == 0)
		walk->version = net_debug_list_version();
	if (options.variant->frozen_by_walk)
		net_law_check(NET_LAW_I7, net_debug_list_version() == walk->version, net, "the list changed under a walk");
	oracle_visit(net);
	net_law_check(NET_LAW_I5, net->sequence > walk->sequence, net, "a walk met a namespace twice, or out of order");
	walk->sequence = net->sequence;
	walk->permanent += net->sequence <= episode.permanent;
	if (walk->stood_on)
		oracle_visit(walk->stood_on);
	if (random_below(&walk->role->random, 4) == 0) {
		net_debug_event(NET_EVENT_WINDOW, NULL);
		walk->stood_on = net;
	}
	if (!walk->taken && net->sequence > episode.permanent && maybe_get_net(net))
		walk->taken = net;
	return true;
}

/* One of those that a reader may choose from; where there is one rule, it makes no difference. */
static enum net_list_lock any_list_lock(struct role *role)
{
	enum net_list_lock lock = (enum net_list_lock)random_below(&role->random, NET_LIST_RCU + 1);

	while (options.variant->list_locks && !(options.variant->list_locks >> lock & 1))
		lock = (lock + 1) % (NET_LIST_RCU + 1);
	return lock;
}

void reader(struct role *role)
{
	struct walk walk = { .role = role };

	/* Devices come and go under a lock of their own. Seldom, and not after a put: it would order what is to race. */
	for (int i = random_below(&role->random, 4) == 0 ? 8 : 0; i > 0; i--)
		net_device_count(episode.nets[random_below(&role->random, episode.permanent)]);
	net_ns_variant()->walk(visit, &walk);
	net_law_check(NET_LAW_I5, walk.permanent == episode.permanent, NULL, "a walk missed a namespace that lived throughout it");
	if (walk.taken) {
		net_debug_event(NET_EVENT_WINDOW, NULL);
		oracle_visit(walk.taken); /* a reference keeps it, and keeps it on the list */
		net_law_check(NET_LAW_I8, net_is_linked(walk.taken), walk.taken, "a namespace with a reference was unlinked");
		put_net(walk.taken);
	}
	if (random_below(&role->random, 4) == 0) {
		struct net_section section = { .visit_bytes = random_below(&role->random, 2) ? 8 : 32,
					       .list_lock = any_list_lock(role) };

		net_ns_variant()->read_section(&section, 1 + random_below(&role->random, 3));
	}
}
