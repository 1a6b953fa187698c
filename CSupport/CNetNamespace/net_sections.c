/* The sections that are the same for every variant: senders, updaters, the reference, nothing. */
#include <sched.h>

#include "net_section_tools.h"

/* Until a request has ended it is not the sender's: who only tries rtnl returns before that. Acquire; pairs with the release of
 * the handler's last touch. */
static void wait_for_end(const struct rtnl_message *message)
{
	while (__atomic_load_n(&message->state, __ATOMIC_ACQUIRE) == RTNL_MESSAGE_QUEUED)
		sched_yield();
}

struct net_section_result net_send_section(struct net_section *section, uint64_t operations)
{
	/* Only a single, sampled request is stamped: the clock is not part of what is measured. */
	bool stamp = operations == 1;
	struct rtnl_message *message = NULL;

	for (uint64_t i = 0; i < operations; i++) {
		message = &section->messages[section->next_message];
		section->next_message = section->next_message + 1 == section->message_count ? 0 : section->next_message + 1;
		wait_for_end(message);
		message->enqueued_ns = stamp ? net_clock_ns() : 0;
		rtnl_send(next_place(section), message, section->sender_mode);
	}
	/* The messages outlive the section, and nothing else does. */
	for (uint32_t i = 0; i < section->message_count; i++)
		wait_for_end(&section->messages[i]);
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
