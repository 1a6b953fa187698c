/*
 * Whether operations take the locks that they are said to take.
 *
 * rtnl_mutex has no name at run time, only an address: that of the lock that threads wait for which set a link, in a function of
 * rtnetlink. A wait for that address proves that an operation takes it. That there was none proves something only where waits were
 * due: so two threads that do take it run beside each operation, and how often they wait says how often it would have. Where too
 * few were due nothing is said.
 */
#define _GNU_SOURCE
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "kb_locks.h"

/* The list that the walkers pass, so that they hold their locks for a while. */
#define NAMESPACES 128
#define WINDOW_MS 300
#define MOST_WINDOWS 16
/* Waits that say "it takes it"; one would prove it as well, but a figure of one looks like an accident. */
#define ENOUGH_WAITS 10
/* Waits that have to have been due, and seen beside it, for none to mean "it does not take it", and operations without one. */
#define ENOUGH_DUE 50
#define ENOUGH_OPERATIONS 1000
/* An operation that waits less often than one in so many that were due takes the lock on a way that is not its usual one. */
#define RARE 50

struct judge {
	struct kb *kb;
	struct kb_tracepoints points;
	struct kb_symbols *symbols;
	uint64_t rtnl; /* the address of rtnl_mutex, or 0: not one wait was seen */
};

enum kb_taken kb_taken_on_6_18(enum kb_op op)
{
	const char *lock = kb_operations[op].lock;

	if (!lock[0])
		return KB_TAKES_NOTHING;
	return strstr(lock, "rtnl_mutex") ? KB_TAKES_RTNL : KB_TAKES_ANOTHER;
}

/* ---- which lock is rtnl_mutex ---- */

static bool is_of_rtnetlink(const char *caller)
{
	return !strncmp(caller, "rtnl", 4) || !strncmp(caller, "rtnetlink", 9);
}

/* The lock that all of them waited for most; NULL: there is none. */
static const struct kb_lock_seen *common(const struct kb_side *sides, unsigned count, uint64_t except)
{
	const struct kb_lock_seen *most = NULL;

	for (uint32_t i = 0; i < sides[0].waits.count; i++) {
		const struct kb_lock_seen *seen = &sides[0].waits.seen[i];
		bool all = seen->address != except && (!most || seen->waits > most->waits);

		for (unsigned side = 1; all && side < count; side++)
			all = kb_waits_for(&sides[side].waits, seen->address) != NULL;
		if (all)
			most = seen;
	}
	return most;
}

static int recognise_rtnl(struct judge *judge)
{
	struct kb_side sides[KB_CONTESTANTS] = { 0 };
	const struct kb_lock_seen *seen = NULL;

	for (unsigned window = 0; window < MOST_WINDOWS && !(seen && seen->waits >= ENOUGH_WAITS); window++) {
		const int error = kb_contest(judge->kb, KB_SETLINK, &judge->points, judge->symbols, WINDOW_MS, sides);

		if (error)
			return error;
		seen = common(sides, KB_CONTESTANTS, 0);
	}
	if (!seen)
		return 0;
	const char *caller = kb_symbol_at(judge->symbols, seen->caller);

	if (!is_of_rtnetlink(caller))
		return kb_fail(ENODATA, "rtnl_mutex cannot be recognised: the lock that threads wait for which set a link is taken by %s, which "
					"is not a function of rtnetlink that is known here",
			       caller);
	judge->rtnl = seen->address;
	return 0;
}

/* ---- what was seen of one operation ---- */

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

static uint64_t waits_of(const struct kb_side *side, uint64_t lock)
{
	const struct kb_lock_seen *seen = kb_waits_for(&side->waits, lock);

	return seen ? seen->waits : 0;
}

static void name(const struct judge *judge, char *caller, size_t size, const struct kb_lock_seen *seen)
{
	if (seen)
		snprintf(caller, size, "%s", kb_symbol_at(judge->symbols, seen->caller));
}

/* The figures of @finding, of @sides. */
static void measure(const struct judge *judge, const struct kb_side *sides, struct kb_lock_finding *finding)
{
	const struct kb_lock_seen *shared = common(sides, KB_HOLDER, judge->rtnl);
	const struct kb_lock_seen *rtnl = kb_waits_for(&sides[KB_CONTENDER].waits, judge->rtnl);
	const uint64_t held = sides[KB_HOLDER].operations + sides[KB_OTHER_HOLDER].operations;

	finding->held_waits = waits_of(&sides[KB_HOLDER], judge->rtnl) + waits_of(&sides[KB_OTHER_HOLDER], judge->rtnl);
	finding->operations = sides[KB_CONTENDER].operations + sides[KB_LIKE].operations;
	finding->rtnl_waits = waits_of(&sides[KB_CONTENDER], judge->rtnl) + waits_of(&sides[KB_LIKE], judge->rtnl);
	finding->rtnl_due = held ? (uint64_t)((double)finding->operations * (double)finding->held_waits / (double)held) : 0;
	finding->shared_waits = 0;
	if (shared)
		for (unsigned side = 0; side < KB_HOLDER; side++)
			finding->shared_waits += waits_of(&sides[side], shared->address);
	name(judge, finding->rtnl_caller, sizeof(finding->rtnl_caller),
	     rtnl ? rtnl : kb_waits_for(&sides[KB_LIKE].waits, judge->rtnl));
	name(judge, finding->shared_caller, sizeof(finding->shared_caller), shared);
}

/* ---- what is said of it ---- */

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

static void judge_sides(const struct judge *judge, const struct kb_side *sides, struct kb_lock_finding *finding)
{
	const uint64_t lost = sides[KB_CONTENDER].waits.lost + sides[KB_LIKE].waits.lost;

	measure(judge, sides, finding);
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

/* Whether more windows would not say more. */
static bool settled(const struct kb_lock_finding *finding)
{
	if (finding->verdict == KB_LOCK_NOT_SEEN)
		return false;
	const uint64_t other = finding->expected == KB_TAKES_RTNL ? 0 : finding->shared_waits;

	/* What was not there was settled by what was due; what was there, by its number. */
	return !(finding->rtnl_waits + other) || finding->rtnl_waits >= ENOUGH_WAITS || other >= ENOUGH_WAITS;
}

/* Findings that have a sentence already are left. */
static int verify(const struct judge *judge, struct kb_lock_finding *finding)
{
	struct kb_side sides[KB_CONTESTANTS] = { 0 };
	uint64_t waited;

	if (finding->sentence[0])
		return 0;
	if (!judge->rtnl) {
		say(finding, KB_LOCK_NOT_SEEN,
		    "nothing can be said of %s: no wait for rtnl_mutex was seen, even among threads that take it over and over; more than one "
		    "processor helps",
		    kb_operations[finding->op].name);
		return 0;
	}
	for (unsigned window = 0; window < MOST_WINDOWS; window++) {
		int error = kb_contest(judge->kb, finding->op, &judge->points, judge->symbols, WINDOW_MS, sides);

		/* What one operation leaves to the cleanup worker, who takes rtnl, is not left to the next. */
		if (!error)
			error = kb_quiesce(judge->kb, &waited);
		if (error)
			return error;
		judge_sides(judge, sides, finding);
		if (settled(finding))
			break;
	}
	return 0;
}

int kb_verify_locks(struct kb *kb, const enum kb_taken *expected, struct kb_lock_finding *findings)
{
	struct judge judge = { .kb = kb };
	struct kb_lock_finding found[KB_OPS] = { 0 };
	int error = kb_find_tracepoints(&judge.points);

	if (error)
		return error;
	judge.symbols = kb_load_symbols();
	if (!judge.symbols)
		return -EPERM;
	for (enum kb_op op = 0; op < KB_OPS; op++) {
		found[op].op = op;
		found[op].expected = expected ? expected[op] : kb_taken_on_6_18(op);
		if (kb_probe(kb, op))
			say(&found[op], KB_LOCK_NOT_SEEN, "%s", kb_error());
	}
	error = kb_prepare(kb, NAMESPACES, KB_CONTESTANTS, true);
	if (!error)
		error = recognise_rtnl(&judge);
	for (enum kb_op op = 0; !error && op < KB_OPS; op++)
		error = verify(&judge, &found[op]);
	kb_free_symbols(judge.symbols);
	if (!error)
		memcpy(findings, found, sizeof(found));
	return error;
}
