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
 * and, where a request needs more than rtnl, NET_HAS_CONFIG_LOCK and config_lock(), config_unlock(), and both for two.
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

#if defined(NET_READS_UNDER_EITHER)
NET_READ_SECTION(read_under_rtnl, walk_begin(), walk_end())
NET_READ_SECTION(read_under_net_mutex, net_mutex_lock(), net_mutex_unlock())

static struct net_section_result read_section(struct net_section *section, uint64_t operations)
{
	return section->list_lock == NET_LIST_NET_MUTEX ? read_under_net_mutex(section, operations)
							: read_under_rtnl(section, operations);
}
#elif defined(NET_READS_UNDER_RWSEM_OR_RCU)
NET_READ_SECTION(read_under_rwsem, walk_begin(), walk_end())
NET_READ_SECTION(read_under_rcu, rcu_walk_begin(), rcu_walk_end())

static struct net_section_result read_section(struct net_section *section, uint64_t operations)
{
	return section->list_lock == NET_LIST_RCU ? read_under_rcu(section, operations) : read_under_rwsem(section, operations);
}
#else
NET_READ_SECTION(read_section, walk_begin(), walk_end())
#endif

/* What a request is handled under: rtnl, but for the rules that have more, or other, locks. */
#ifndef NET_HAS_CONFIG_LOCK
static inline void config_lock(struct net *net) ACQUIRE(rtnl_mutex) STABLE_BY_EITHER
{
	(void)net;
	rtnl_lock();
}

static inline void config_unlock(struct net *net) RELEASE(rtnl_mutex) UNSTABLE_BY_EITHER
{
	(void)net;
	drain_unlock();
}

static inline void config_lock_two(struct net *one, struct net *other) ACQUIRE(rtnl_mutex) STABLE_BY_EITHER
{
	(void)other;
	config_lock(one);
}

static inline void config_unlock_two(struct net *one, struct net *other) RELEASE(rtnl_mutex) UNSTABLE_BY_EITHER
{
	(void)other;
	config_unlock(one);
}
#endif

/* Where a namespace has a lock of its own, each thread has its own namespace. */
static NET_SECTION struct net_section_result unlock_section(struct net_section *section, uint64_t operations)
{
	struct net *net = section->places ? section->places[section->cursor] : init_net;

	for (uint64_t i = 0; i < operations; i++) {
		config_lock(net);
		config_unlock(net);
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

static void list_add_op(struct net *net) NO_THREAD_SAFETY_ANALYSIS /* called through the table, net_life held */
{
	list_add_rule(net);
}

static void list_del_op(struct net *batch) NO_THREAD_SAFETY_ANALYSIS /* likewise */
{
	list_del_rule(batch);
}

static void drain_unlock_op(void) NO_THREAD_SAFETY_ANALYSIS /* likewise, rtnl held */
{
	drain_unlock();
}

static void config_lock_op(struct net *net) NO_THREAD_SAFETY_ANALYSIS /* likewise */
{
	config_lock(net);
}

static void config_unlock_op(struct net *net) NO_THREAD_SAFETY_ANALYSIS /* likewise */
{
	config_unlock(net);
}

static void config_lock_two_op(struct net *one, struct net *other) NO_THREAD_SAFETY_ANALYSIS /* likewise */
{
	config_lock_two(one, other);
}

static void config_unlock_two_op(struct net *one, struct net *other) NO_THREAD_SAFETY_ANALYSIS /* likewise */
{
	config_unlock_two(one, other);
}

/* The fields of a row that every variant fills in the same way. */
#define NET_VARIANT_OPERATIONS                                                                                         \
	.thread_register = thread_register, .thread_unregister = thread_unregister, .list_add = list_add_op,           \
	.list_del = list_del_op, .drain_unlock = drain_unlock_op, .config_lock = config_lock_op,                       \
	.config_unlock = config_unlock_op, .config_lock_two = config_lock_two_op,                                      \
	.config_unlock_two = config_unlock_two_op, .walk = walk, .read_section = read_section,          \
	.unlock_section = unlock_section, .pending_section = pending_section,                                          \
	.pending_whole_section = pending_whole_section
