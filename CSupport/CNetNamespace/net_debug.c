/* The laws' counters and the hooks of checkers; debug and test builds only. */
#include "net_internal.h"

const char *net_law_name(enum net_law law)
{
	static const char *const names[] = {
#define LAW(name, text) #name,
		NET_LAWS(LAW)
#undef LAW
	};

	return names[law];
}

const char *net_law_text(enum net_law law)
{
	static const char *const texts[] = {
#define LAW(name, text) text,
		NET_LAWS(LAW)
#undef LAW
	};

	return texts[law];
}

#ifdef NET_DEBUG
static const struct net_debug_hooks *hooks; /* r/o while threads run */
static struct {
	uint64_t checks, breaks; /* atomic, relaxed */
} laws[NET_LAW_COUNT];
static uint64_t list_version; /* atomic: release by the updater, acquire by who compares */

void net_debug_install(const struct net_debug_hooks *installed)
{
	hooks = installed;
}

void net_debug_event(enum net_event event, const void *object)
{
	if (hooks)
		hooks->event(event, object);
}

bool net_debug_is_watched(void)
{
	return hooks != NULL;
}

bool net_debug_wait(struct mutex *lock, const void *condition)
{
	return hooks && hooks->wait(lock, condition);
}

bool net_debug_grace_period(void)
{
	net_lockdep_grace_period();
	net_law_check(NET_LAW_L3, !net_lockdep_holds(&net_mutex), NULL,
		      "a grace period is waited for under net_mutex: every creator waits behind it");
	return hooks && hooks->grace_period();
}

void net_law_check(enum net_law law, bool holds, const struct net *net, const char *evidence)
{
	__atomic_fetch_add(&laws[law].checks, 1, __ATOMIC_RELAXED);
	if (holds)
		return;
	__atomic_fetch_add(&laws[law].breaks, 1, __ATOMIC_RELAXED);
	if (hooks)
		hooks->broken(law, net, evidence);
}

uint64_t net_law_checks(enum net_law law)
{
	return __atomic_load_n(&laws[law].checks, __ATOMIC_RELAXED);
}

uint64_t net_law_breaks(enum net_law law)
{
	return __atomic_load_n(&laws[law].breaks, __ATOMIC_RELAXED);
}

void net_debug_touch(const struct net *net)
{
	if (net == NET_LIST_END)
		return;
	/* Acquire: pairs with the release of the poison in net_free(). */
	net_law_check(NET_LAW_I1, __atomic_load_n(&net->magic, __ATOMIC_ACQUIRE) == NET_MAGIC, net,
		      "a walker follows a namespace whose memory was released");
}

void net_debug_drain_sees(uint64_t *last, const struct net *net)
{
	net_law_check(NET_LAW_L1, net->sequence > *last, net, "an unlock looked at a namespace again, or went back");
	*last = net->sequence;
}

uint64_t net_debug_list_version(void)
{
	return __atomic_load_n(&list_version, __ATOMIC_ACQUIRE); /* pairs with net_debug_list_changed() */
}

void net_debug_list_changed(void)
{
	__atomic_fetch_add(&list_version, 1, __ATOMIC_RELEASE); /* pairs with net_debug_list_version() */
}
#endif
