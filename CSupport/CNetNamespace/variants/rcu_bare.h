/* The bare read side of a flavour: what its passes are held against. */
#include "net_section_tools.h"

/* The bare loop: lock, the two dereferences of a pass over one namespace, unlock, by this flavour and nothing else. */
static NET_SECTION struct net_section_result bare_section(struct net_section *section, uint64_t operations)
{
	uint64_t sum = 0;

	reader_online();
	for (uint64_t i = 0; i < operations; i++) {
		rcu_read_lock();
		struct list_head *entry = list_next(&net_namespace_list);

		sum += ((struct net *)entry)->sequence + (list_next(entry) == &net_namespace_list);
		rcu_read_unlock();
#ifdef NET_RCU_QSBR
		rcu_quiescent_state();
#endif
	}
	reader_offline();
	section->sink += sum;
	return (struct net_section_result){ .operations = operations };
}
