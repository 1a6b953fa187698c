/* This instance's table: net_model_pthread() in the default one, net_model_ticket() and so on in the others. */
#include "net_internal.h"

/* The analysis sees locks by name, and none through a table. */
static void lock_plainly(void) NO_THREAD_SAFETY_ANALYSIS
{
	rtnl_lock();
}

static bool try_plainly(void) NO_THREAD_SAFETY_ANALYSIS
{
	return rtnl_trylock();
}

static void unlock_plainly(void) NO_THREAD_SAFETY_ANALYSIS
{
	__rtnl_unlock();
}

static const struct net_model model = {
	.rtnl_lock = NET_RTNL_LOCK_NAME,
	.variant_count = net_variant_count,
	.variant_at = net_variant_at,
	.ns_init = net_ns_init,
	.ns_populate = net_ns_populate,
	.ns_exit = net_ns_exit,
	.ns_quiesce = net_ns_quiesce,
	.list_check = net_list_check,
	.list_copy = net_list_copy,
	.device_count = net_device_count,
	.stranded = rtnl_stranded,
	.thread_register = net_thread_register,
	.thread_unregister = net_thread_unregister,
	.counters_sum = net_counters_sum,
	.world_counters_read = net_world_counters_read,
	.grace_period_samples = net_grace_period_samples,
	.exchange_new = net_exchange_new,
	.exchange_free = net_exchange_free,
	.exchange_drop_all = net_exchange_drop_all,
	.registrar_make = net_registrar_make,
	.registrar_free = net_registrar_free,
	.rtnl_lock_plainly = lock_plainly,
	.rtnl_try_plainly = try_plainly,
	.rtnl_unlock_plainly = unlock_plainly,
#define SECTION(name) .name##_section = net_##name##_section,
	NET_COMMON_SECTIONS(SECTION)
#undef SECTION
};

const struct net_model *NET_MODEL(void)
{
	return &model;
}
