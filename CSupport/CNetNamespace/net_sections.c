/* The sections that are the same for every variant: senders, updaters, the reference, nothing. */
#include "net_section_tools.h"

struct net_section_result net_send_section(struct net_section *section, uint64_t operations)
{
	struct rtnl_message *message = section->messages;

	/* Only a single, sampled request is stamped: the clock is not part of what is measured. */
	bool stamp = operations == 1;

	for (uint64_t i = 0; i < operations; i++) {
		message->enqueued_ns = stamp ? net_clock_ns() : 0;
		rtnl_send(next_place(section), message, section->sender_mode);
	}
	section->sample_ns = stamp && message->handled_ns ? message->handled_ns - message->enqueued_ns : 0;
	return (struct net_section_result){ .operations = operations };
}

struct net_section_result net_update_section(struct net_section *section, uint64_t operations)
{
	uint64_t done = 0;

	(void)section;
	for (; done < operations; done++) {
		net_ns_wait_for_credit();
		struct net *net = copy_net_ns();

		if (!net)
			break;
		put_net(net);
	}
	return (struct net_section_result){ .operations = done };
}

struct net_section_result net_pending_reference_section(struct net_section *section, uint64_t operations)
{
	for (uint64_t i = 0; i < operations; i++) {
		uint64_t first = preload(section);

		rtnl_lock();
		for (uint32_t k = 0; k < section->pending; k++)
			rtnl_receive_locked(section->places[(first + k) % section->place_count]);
		__rtnl_unlock();
	}
	return (struct net_section_result){ .operations = operations };
}

struct net_section_result net_mutex_pair_section(struct net_section *section, uint64_t operations)
{
	/* Bare, and not of our lock types: it is what they and the rules are held against. */
	static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

	(void)section;
	for (uint64_t i = 0; i < operations; i++) {
		pthread_mutex_lock(&mutex);
		pthread_mutex_unlock(&mutex);
	}
	return (struct net_section_result){ .operations = operations };
}

struct net_section_result net_empty_section(struct net_section *section, uint64_t operations)
{
	for (uint64_t i = 0; i < operations; i++)
		__asm__ volatile("" : "+r"(section)::"memory");
	return (struct net_section_result){ .operations = operations };
}
