/* The table of variants, made from variants/variant_list.h. */
#include "net_internal.h"

static const struct net_variant *const table[] = {
#define NET_VARIANT(name) &net_variant_##name,
#include "variants/variant_list.h"
#undef NET_VARIANT
};

uint64_t net_variant_count(void)
{
	return sizeof(table) / sizeof(table[0]);
}

const struct net_variant *net_variant_at(uint64_t index)
{
	return table[index];
}
