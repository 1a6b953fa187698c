/*
 * Re-checks, on the running kernel, which operation takes rtnl_mutex: kernel_backend.h says what was found on 6.18, and that changes
 * between releases. The evidence is the kernel's own: the lock contention tracepoints, which tell of every wait for a lock.
 */
#ifndef KERNEL_LOCKS_H
#define KERNEL_LOCKS_H

#include <stdint.h>

#include "kernel_backend.h"

/* What an operation is expected to take. */
enum kb_taken {
	KB_TAKES_NOTHING, /* no lock that a thread sleeps for, neither rtnl_mutex nor one that it shares with its like */
	KB_TAKES_RTNL,	  /* rtnl_mutex; whatever else it takes is not looked at */
	KB_TAKES_ANOTHER, /* not rtnl_mutex, but a lock that it shares with its like, taken by a function of its own */
};

/* What the row of kb_operations says. */
enum kb_taken kb_taken_on_6_18(enum kb_op op);

enum kb_lock_verdict {
	KB_LOCK_AS_CHECKED, /* what was expected was seen */
	KB_LOCK_DIFFERS,    /* something else was seen, or not one wait where dozens were due */
	KB_LOCK_NOT_SEEN,   /* nothing can be said; the sentence says why */
};

struct kb_lock_finding {
	enum kb_op op;
	enum kb_taken expected;
	enum kb_lock_verdict verdict;
	uint64_t operations;   /* of the two threads that did it side by side */
	uint64_t rtnl_waits;   /* how often they waited for rtnl_mutex */
	uint64_t held_waits;   /* how often the two that do take it, beside them, waited for it */
	uint64_t rtnl_due;     /* how often the first two would have, had they waited in as many of their operations */
	uint64_t shared_waits; /* how often they waited for the other lock that both waited for most, if any */
	char rtnl_caller[64];  /* the first function above the lock functions in a wait for rtnl_mutex; empty where there was none */
	char shared_caller[64]; /* the same in a wait for the shared lock */
	char sentence[384];
};

/*
 * Has two threads do each operation, beside two that take and release rtnl_mutex, and listens to what they wait for: 0.3 s an
 * operation, up to 5 s where waits are rare. Holds up whoever configures a network on this machine meanwhile, and a udev that runs
 * hears of some thousand changes of /dev/null.
 *
 * @expected: one an operation; NULL: what kb_operations says.
 * @findings: KB_OPS of them, in the order of enum kb_op; not written where it fails.
 * Context: as kb_prepare(), and of the namespaces afterwards nothing is promised. Return: 0, or a negative errno with kb_error(),
 * which says what the tracepoints need.
 */
int kb_verify_locks(struct kb *_Nonnull kb, const enum kb_taken *_Nullable expected, struct kb_lock_finding *_Nonnull findings);

/*
 * Writes verdict and sentence of @finding, from what it expects and what was counted. @lost: how many gaps there are in what was heard
 * of the two threads. The last step of kb_verify_locks(), which can be looked at by itself without being root.
 */
void kb_judge_locks(struct kb_lock_finding *_Nonnull finding, uint64_t lost);

#endif
