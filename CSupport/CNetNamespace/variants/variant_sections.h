/*
 * The timed sections and the test walk, instantiated once per variant.
 *
 * A variant file defines, all static inline and in this order, and then
 * includes this:
 *	thread_register(), thread_unregister()
 *	reader_online(), reader_offline()	around a reader's work, outside every walk
 *	walk_begin(), walk_end()		the rule for readers; they hand out net_list_stable
 *	list_add_rule(), list_del_rule()	the rule for updaters
 *	drain_unlock()				rtnl_unlock()
 * Loops stand inside the section, so that the call through the table is paid
 * once per section.
 */
#include "net_section_tools.h"

/* Passes that a reader measures. A macro, so that the analysis sees the rule in each instance; what a visit reads is
 * decided outside the loop, so that the usual, short visit has a short loop. */
#define NET_READ_LOOP(begin, end, visit)                                                                               \
	for (uint64_t i = 0; i < operations; i++) {                                                                    \
		begin;                                                                                                 \
		for_each_net(net) {                                                                                    \
			sum += visit;                                                                                  \
			visits++;                                                                                      \
		}                                                                                                      \
		end;                                                                                                   \
	}

#define NET_READ_SECTION(name, begin, end)                                                                             \
	static NET_SECTION struct net_section_result name(struct net_section *section, uint64_t operations)            \
	{                                                                                                              \
		uint64_t sum = 0, visits = 0;                                                                          \
		uint32_t bytes = section->visit_bytes;                                                                 \
		struct net *net;                                                                                       \
                                                                                                                       \
		reader_online();                                                                                       \
		if (bytes <= sizeof(net->sequence)) {                                                                  \
			NET_READ_LOOP(begin, end, net->sequence)                                                       \
		} else {                                                                                               \
			NET_READ_LOOP(begin, end, visit_payload(net, bytes))                                           \
		}                                                                                                      \
		reader_offline();                                                                                      \
		section->sink += sum;                                                                                  \
		net_count(&net_self->counters.walks, operations);                                                      \
		net_count(&net_self->counters.visits, visits);                                                         \
		return (struct net_section_result){ .operations = operations };                                        \
	}

#ifdef NET_WALKS_UNDER_EITHER
NET_READ_SECTION(read_under_rtnl, walk_begin(), walk_end())
NET_READ_SECTION(read_under_net_mutex, net_mutex_lock(), net_mutex_unlock())

static struct net_section_result read_section(struct net_section *section, uint64_t operations)
{
	return section->walk_under_net_mutex ? read_under_net_mutex(section, operations)
					     : read_under_rtnl(section, operations);
}
#else
NET_READ_SECTION(read_section, walk_begin(), walk_end())
#endif

static NET_SECTION struct net_section_result unlock_section(struct net_section *section, uint64_t operations)
{
	(void)section;
	for (uint64_t i = 0; i < operations; i++) {
		rtnl_lock();
		drain_unlock();
	}
	return (struct net_section_result){ .operations = operations };
}

static NET_SECTION struct net_section_result pending_section(struct net_section *section, uint64_t operations)
{
	uint64_t cost = calibrate_clock(), timed = 0;

	for (uint64_t i = 0; i < operations; i++) {
		preload(section);
		uint64_t begin = net_clock_ns();

		rtnl_lock();
		drain_unlock();
		timed += net_clock_ns() - begin;
	}
	section->clock_cost_ns = cost;
	timed -= timed > operations * cost ? operations * cost : timed;
	return (struct net_section_result){ .operations = operations, .timed_ns = timed ? timed : 1 };
}

static NET_SECTION struct net_section_result pending_whole_section(struct net_section *section, uint64_t operations)
{
	for (uint64_t i = 0; i < operations; i++) {
		preload(section);
		rtnl_lock();
		drain_unlock();
	}
	return (struct net_section_result){ .operations = operations };
}

static uint64_t walk(net_visitor visitor, void *context)
{
	uint64_t visits = 0;
	struct net *net;

	reader_online();
	walk_begin();
	for_each_net(net) {
		visits++;
		if (!visitor(net, context))
			break;
	}
	walk_end();
	reader_offline();
	return visits;
}

static void list_add_op(struct net *net) NO_THREAD_SAFETY_ANALYSIS /* called through the table, net_mutex held */
{
	list_add_rule(net);
}

static void list_del_op(struct net *net) NO_THREAD_SAFETY_ANALYSIS /* likewise */
{
	list_del_rule(net);
}

static void drain_unlock_op(void) NO_THREAD_SAFETY_ANALYSIS /* likewise, rtnl held */
{
	drain_unlock();
}

/* The fields of a row that every variant fills in the same way. */
#define NET_VARIANT_OPERATIONS                                                                                         \
	.thread_register = thread_register, .thread_unregister = thread_unregister, .list_add = list_add_op,           \
	.list_del = list_del_op, .drain_unlock = drain_unlock_op, .walk = walk, .read_section = read_section,          \
	.unlock_section = unlock_section, .pending_section = pending_section,                                          \
	.pending_whole_section = pending_whole_section
