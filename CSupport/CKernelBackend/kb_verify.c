/*
 * Whether operations take the locks that they are said to take.
 *
 * rtnl_mutex has no name at run time, only an address: that of the lock that threads wait for which set a link, in a function of
 * rtnetlink. A wait for that address proves that an operation takes it. That there was none proves something only where waits were
 * due: so two threads that do take it run beside each operation, and how often they wait says how often it would have. Where too
 * few were due nothing is said.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <string.h>

#include "kb_locks.h"

/* The list that the walkers pass, so that they hold their locks for a while. */
#define NAMESPACES 128
#define WINDOW_MS 300
/* Every uevent is read by whoever listens to them (udev): no more of them than it takes. The first window; each next is twice as long. */
#define UEVENT_WINDOW_MS 20
#define MOST_WINDOWS 16

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

/* Findings that have a sentence already are left. */
static int verify(const struct judge *judge, struct kb_lock_finding *finding)
{
	struct kb_side sides[KB_CONTESTANTS] = { 0 };
	unsigned milliseconds = finding->op == KB_UEVENT ? UEVENT_WINDOW_MS : WINDOW_MS;
	uint64_t waited;

	if (finding->sentence[0])
		return 0;
	if (!judge->rtnl) {
		snprintf(finding->sentence, sizeof(finding->sentence),
			 "nothing can be said of %s: no wait for rtnl_mutex was seen, even among threads that take it over and over; more "
			 "than one processor helps",
			 kb_operations[finding->op].name);
		return 0;
	}
	for (unsigned window = 0; window < MOST_WINDOWS; window++) {
		int error = kb_contest(judge->kb, finding->op, &judge->points, judge->symbols, milliseconds, sides);

		/* What one operation leaves to the cleanup worker, who takes rtnl, is not left to the next. */
		if (!error)
			error = kb_quiesce(judge->kb, &waited);
		if (error)
			return error;
		measure(judge, sides, finding);
		kb_judge_locks(finding, sides[KB_CONTENDER].waits.lost + sides[KB_LIKE].waits.lost);
		if (kb_is_settled(finding))
			break;
		milliseconds = 2 * milliseconds < WINDOW_MS ? 2 * milliseconds : WINDOW_MS;
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
		found[op].verdict = KB_LOCK_NOT_SEEN;
		if (kb_probe(kb, op))
			snprintf(found[op].sentence, sizeof(found[op].sentence), "%s", kb_error());
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
