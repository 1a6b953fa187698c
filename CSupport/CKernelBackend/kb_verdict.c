/* What the waits that were counted say of an operation. */
#define _GNU_SOURCE
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "kb_locks.h"

/* Waits that have to have been due, and seen beside it, for none to mean "it does not take it", and operations without one. */
#define ENOUGH_DUE 50
#define ENOUGH_OPERATIONS 1000
/* An operation that waits less often than one in so many that were due takes the lock on a way that is not its usual one. */
#define RARE 50

static void say(struct kb_lock_finding *finding, enum kb_lock_verdict verdict, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

static void say(struct kb_lock_finding *finding, enum kb_lock_verdict verdict, const char *format, ...)
{
	va_list arguments;

	finding->verdict = verdict;
	va_start(arguments, format);
	vsnprintf(finding->sentence, sizeof(finding->sentence), format, arguments);
	va_end(arguments);
}

/* Whether no wait, in what was done, means that it is not taken. */
static bool none_means_none(const struct kb_lock_finding *finding, uint64_t lost)
{
	return !finding->rtnl_waits && !lost && finding->rtnl_due >= ENOUGH_DUE && finding->held_waits >= ENOUGH_DUE &&
	       finding->operations >= ENOUGH_OPERATIONS;
}

static void judge_rtnl(struct kb_lock_finding *finding, uint64_t lost)
{
	const char *op = kb_operations[finding->op].name;

	if (none_means_none(finding, lost))
		say(finding, KB_LOCK_DIFFERS, "%s is said to take rtnl_mutex, and did not wait for it in %lu operations, where %lu waits were due",
		    op, finding->operations, finding->rtnl_due);
	else if (finding->rtnl_waits && finding->rtnl_waits < finding->rtnl_due / RARE)
		say(finding, KB_LOCK_DIFFERS,
		    "%s is said to take rtnl_mutex, and waited for it only %lu times in %lu operations, where %lu waits were due", op,
		    finding->rtnl_waits, finding->operations, finding->rtnl_due);
	else if (finding->rtnl_waits)
		say(finding, KB_LOCK_AS_CHECKED, "%s takes rtnl_mutex, in %s: it waited for it %lu times in %lu operations", op,
		    finding->rtnl_caller, finding->rtnl_waits, finding->operations);
	else
		say(finding, KB_LOCK_NOT_SEEN,
		    "nothing can be said of %s: it did not wait for rtnl_mutex in %lu operations, where %lu waits were due, which is too few",
		    op, finding->operations, finding->rtnl_due);
}

static void judge_another(struct kb_lock_finding *finding, uint64_t lost)
{
	const char *op = kb_operations[finding->op].name, *lock = kb_operations[finding->op].lock;

	if (finding->rtnl_waits)
		say(finding, KB_LOCK_DIFFERS, "%s is not said to take rtnl_mutex, and waited for it %lu times in %lu operations, in %s", op,
		    finding->rtnl_waits, finding->operations, finding->rtnl_caller);
	else if (finding->shared_waits && !strstr(finding->shared_caller, op))
		say(finding, KB_LOCK_DIFFERS,
		    "%s is said to take a lock of its own, and what two threads that do it waited for most is taken in %s, which is not one of "
		    "its functions (%lu waits in %lu operations)",
		    op, finding->shared_caller, finding->shared_waits, finding->operations);
	else if (finding->shared_waits && none_means_none(finding, lost))
		say(finding, KB_LOCK_AS_CHECKED,
		    "%s takes a lock in %s (%s) and not rtnl_mutex: two threads waited %lu times for the one in %lu operations, and never for the "
		    "other, where %lu waits were due",
		    op, finding->shared_caller, lock, finding->shared_waits, finding->operations, finding->rtnl_due);
	else
		say(finding, KB_LOCK_NOT_SEEN,
		    "nothing can be said of %s: two threads waited %lu times for a lock that both take in %lu operations, and of %lu waits for "
		    "rtnl_mutex that were due none was seen",
		    op, finding->shared_waits, finding->operations, finding->rtnl_due);
}

static void judge_nothing(struct kb_lock_finding *finding, uint64_t lost)
{
	const char *op = kb_operations[finding->op].name;

	if (finding->rtnl_waits)
		say(finding, KB_LOCK_DIFFERS, "%s is said to take no lock, and waited for rtnl_mutex %lu times in %lu operations, in %s", op,
		    finding->rtnl_waits, finding->operations, finding->rtnl_caller);
	else if (finding->shared_waits)
		say(finding, KB_LOCK_DIFFERS,
		    "%s is said to take no lock, and two threads that do it waited %lu times in %lu operations for one that is taken in %s", op,
		    finding->shared_waits, finding->operations, finding->shared_caller);
	else if (none_means_none(finding, lost))
		say(finding, KB_LOCK_AS_CHECKED,
		    "%s takes neither rtnl_mutex nor a lock that it shares with its like: it did not wait in %lu operations, where %lu waits for "
		    "rtnl_mutex were due",
		    op, finding->operations, finding->rtnl_due);
	else
		say(finding, KB_LOCK_NOT_SEEN,
		    "nothing can be said of %s: it did not wait in %lu operations, where %lu waits for rtnl_mutex were due, which is too few%s", op,
		    finding->operations, finding->rtnl_due, lost ? ", and what was heard has gaps" : "");
}

void kb_judge_locks(struct kb_lock_finding *finding, uint64_t lost)
{
	switch (finding->expected) {
	case KB_TAKES_NOTHING:
		judge_nothing(finding, lost);
		break;
	case KB_TAKES_RTNL:
		judge_rtnl(finding, lost);
		break;
	case KB_TAKES_ANOTHER:
		judge_another(finding, lost);
		break;
	}
}

bool kb_is_settled(const struct kb_lock_finding *finding)
{
	if (finding->verdict == KB_LOCK_NOT_SEEN)
		return false;
	const uint64_t other = finding->expected == KB_TAKES_RTNL ? 0 : finding->shared_waits;

	/* What was not there was settled by what was due; what was there, by its number. */
	return !(finding->rtnl_waits + other) || finding->rtnl_waits >= ENOUGH_WAITS || other >= ENOUGH_WAITS;
}
