/*
 * What ThreadSanitizer and the checkers are told of a flavour's read side and
 * grace periods; nothing in benchmark builds. Included after a liburcu header.
 *
 * ThreadSanitizer cannot see a grace period in liburcu 0.13.2. Two tokens say
 * what it guarantees: what came before a grace period is before every section
 * that begins after it (tok_gp), and what a section did is before the end of
 * every grace period that waited for it (tok_exit). This may hide a race; it
 * raised no false alarm. liburcu's own support for it begins with 0.15.
 */
#ifndef NET_RCU_ANNOTATIONS_H
#define NET_RCU_ANNOTATIONS_H

#include "include/net_tsan.h"

#ifdef NET_TSAN
static char tok_exit, tok_gp; /* one pair a flavour; only their addresses count */
#endif

static inline void rcu_section_began(void)
{
	TSAN_ACQUIRE(&tok_gp);
#ifdef NET_DEBUG
	net_lockdep_read_begin();
#endif
	net_debug_event(NET_EVENT_READ_BEGIN, NULL);
}

static inline void rcu_section_ends(void)
{
	net_debug_event(NET_EVENT_READ_END, NULL);
#ifdef NET_DEBUG
	net_lockdep_read_end();
#endif
	TSAN_RELEASE(&tok_exit);
}

static inline void rcu_wait_for_readers(void)
{
#ifdef NET_DEBUG
	if (net_debug_grace_period())
		return;
#endif
	TSAN_RELEASE(&tok_gp);
	synchronize_rcu();
	TSAN_ACQUIRE(&tok_exit);
}

#endif
