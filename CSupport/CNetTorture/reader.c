/* The reader: walks by the rules of the variant, and asks each namespace it meets, now and later. */
#include "torture.h"

struct walk {
	struct role *role;
	uint64_t sequence;   /* of the last namespace seen */
	uint64_t permanent;  /* permanent ones seen */
	const struct net *stood_on; /* one seen earlier in the same section */
	struct net *taken;   /* one whose reference was taken */
};

static bool visit(struct net *net, void *context)
{
	struct walk *walk = context;

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

void reader(struct role *role)
{
	struct walk walk = { .role = role };

	/* Devices come and go under a lock of their own. Seldom, and not after a put: it would order what is to race. */
	for (int i = random_below(&role->random, 4) == 0 ? 8 : 0; i > 0; i--)
		net_device_count(episode.nets[random_below(&role->random, episode.permanent)]);
	options.variant->walk(visit, &walk);
	net_law_check(NET_LAW_I5, walk.permanent == episode.permanent, NULL, "a walk missed a namespace that lived throughout it");
	if (walk.taken) {
		net_debug_event(NET_EVENT_WINDOW, NULL);
		oracle_visit(walk.taken); /* a reference keeps it, and keeps it on the list */
		net_law_check(NET_LAW_I8, net_is_linked(walk.taken), walk.taken, "a namespace with a reference was unlinked");
		put_net(walk.taken);
	}
	if (random_below(&role->random, 4) == 0) {
		struct net_section section = { .visit_bytes = random_below(&role->random, 2) ? 8 : 32,
					       .walk_under_net_mutex = random_below(&role->random, 2) };

		options.variant->read_section(&section, 1 + random_below(&role->random, 3));
	}
}
