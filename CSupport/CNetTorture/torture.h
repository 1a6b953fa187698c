/*
 * nettorture: every role at once against one variant, in a build of the model
 * that checks its laws. A program in C alone, so that ThreadSanitizer, with its
 * strict options, AddressSanitizer and helgrind see nothing but what is tortured.
 *
 * An episode is one small world from its making to its end. It runs freely (real
 * threads, random delays) or serially (one thread at a time, in an order that the
 * seed decides), and then a seed is enough to run it again.
 */
#ifndef TORTURE_H
#define TORTURE_H

#include <stdbool.h>
#include <stdint.h>

#include "net_internal.h"

#if defined(__SANITIZE_THREAD__)
#define TORTURE_UNDER_TSAN true
#elif defined(__has_feature)
#define TORTURE_UNDER_TSAN __has_feature(thread_sanitizer)
#else
#define TORTURE_UNDER_TSAN false
#endif

enum schedule { SCHEDULE_BOTH, SCHEDULE_FREE, SCHEDULE_SERIAL };

/* What may be done to the threads beyond their roles. */
enum injection {
	INJECT_DELAY = 1 << 0,
	INJECT_YIELD = 1 << 1,
	INJECT_SIGNAL = 1 << 2,
	INJECT_HANDLER_REGISTERS = 1 << 3,
	INJECT_HALF_READ = 1 << 4,
	INJECT_EXIT_EARLY = 1 << 5,
};

struct torture_options {
	const struct net_variant *variant;
	uint64_t seed;
	uint64_t episodes; /* 0: as many as fit into the time */
	double seconds;
	int threads;
	unsigned int inject;
	uint32_t laws; /* bits of enum net_law */
	enum schedule schedule;
	double patience; /* seconds without progress that count as a hang */
};
extern struct torture_options options;

/* ---- random numbers: splitmix64, small, and the same everywhere ---- */

static inline uint64_t random_next(uint64_t *state)
{
	uint64_t z = *state += 0x9e3779b97f4a7c15u;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
	z = (z ^ z >> 27) * 0x94d049bb133111ebu;
	return z ^ z >> 31;
}

/* One of 0 ... n - 1. */
static inline uint64_t random_below(uint64_t *state, uint64_t n)
{
	return random_next(state) % n;
}

/* ---- scheduler.c: one thread at a time, in the order of a seed ---- */

void scheduler_start(uint64_t seed);
void scheduler_stop(void);
bool scheduler_runs(void);
void scheduler_event(enum net_event event, const void *object);
bool scheduler_wait(struct mutex *lock, const void *condition);
bool scheduler_grace_period(void);
/* Steps taken since the start. */
uint64_t scheduler_steps(void);

/* ---- inject.c: what happens to threads that run freely ---- */

void inject_event(enum net_event event, const void *object);
/* Seeds the calling thread. */
void inject_seed(uint64_t seed);

/* ---- oracle.c: laws that need memory of their own ---- */

/* The cookies that the torture's subsystems leave in a namespace's payload. */
enum { COOKIE_ALWAYS = 1, COOKIE_SOMETIMES = 6, COOKIE_WORDS = 8 };
#define COOKIE_SET 0x5ca1ab1eu

extern struct pernet_operations always_ops;    /* registered for the whole episode */
extern struct pernet_operations sometimes_ops; /* registered and forgotten again by a role */
extern __thread uint64_t refuse_init;	       /* the calling thread's inits fail: after so many; 0: none */

/* What a namespace must look like to whoever may stand on it. */
void oracle_visit(const struct net *net);
/* Walks the list in both directions, with creation and destruction kept out. @sometimes: whether sometimes_ops is registered. */
void oracle_check_list(bool sometimes) REQUIRES(net_life) REQUIRES_SHARED(net_list_stable);

/* A notifier that keeps accounts. */
enum { LEDGER_SIZE = 512 };
struct ledger {
	struct notifier_block nb;
	struct net_device *devices[LEDGER_SIZE]; /* told REGISTER and not UNREGISTER: under rtnl */
	bool permanent[LEDGER_SIZE];		 /* and whose namespace lives throughout: under rtnl */
	int count;				 /* under rtnl */
	uint64_t refuse_after;			 /* 0: never */
	bool refused;				 /* its replay: under rtnl */
};
void ledger_init(struct ledger *ledger, uint64_t refuse_after);
/* Registers it: what it refuses meanwhile is its replay, whose undoing is exact by any rules; later, a device. */
int ledger_register(struct ledger *ledger);
/* Law I9 when the notifier is gone again. @strict: even if these rules are known to break it. */
void ledger_check_empty(struct ledger *ledger, bool strict);

/* ---- report.c ---- */

void report_open(void);
/* What an episode is, for the evidence. */
void report_episode(const char *schedule, uint64_t seed);
void report_broken(enum net_law law, const struct net *net, const char *evidence);
/* As net_law_check(), even if these rules are known to break the law in ordinary use. */
void strict_check(enum net_law law, bool holds, const struct net *net, const char *evidence);
void report_end(void);
/* Says of each injection that must break these rules that it did not. Return: true if there was none. */
bool report_injections(void);
_Noreturn void report_hang(const char *what);
void report_count(const char *name, uint64_t value);

/* ---- provocations.c ---- */

/* Runs every script, each in a process of its own. Return: false if one ended otherwise than the row says. */
bool provoke_all(void);
/* The provocation that is being tried, or NULL; and what to do when its law breaks. */
void provoked(enum net_law law, const char *evidence);
bool provoking(void);

/* ---- bounds.c: what arrives while somebody is at work is not his ---- */

/* Context: the end of an episode: nobody else is there. */
void check_bounds(void);
void bounds_event(enum net_event event, const void *object);

/* ---- selftest.c ---- */

/* Does what the checkers must catch. Return: false if one of them did not. */
bool selftest(void);

/* ---- episode.c, roles.c ---- */

struct episode {
	uint64_t seed;
	bool serial;
	uint64_t permanent; /* namespaces that live throughout, init_net included */
	uint64_t operations; /* of an updater */
	struct net **nets;   /* the permanent ones */
	const struct net_variant *variant; /* options.variant, or its option without rtnl: r/o while threads run */
	bool trylock;	     /* some senders only try rtnl: likewise */
	bool handlers_drop;  /* some handlers drop rtnl and take it again: r/o while threads run */
	uint64_t handlers;   /* that have run: atomic, relaxed */
	int updaters;	     /* still at work: atomic */
	bool stop;	     /* atomic */
	int finished;	     /* threads that have ended: atomic, release; acquire by who joins */
	int threads;
};
extern struct episode episode;

struct role {
	int index;
	pthread_t thread;
	uint64_t random;   /* the owner's */
	uint64_t progress; /* atomic, relaxed: the watchdog reads it */
	uint64_t operations; /* r/o once it has ended */
	uint64_t seen, seen_at; /* the watchdog's */
	struct net_thread *registration;
};

#define ROLE_ENDED UINT64_MAX /* the progress of a role that has nothing left to do */

void *role_main(void *role);
/* How many of so many threads are updaters. */
int role_updaters(int threads);
void reader(struct role *role); /* reader.c */
void notifier(struct role *role); /* registration.c */
void subsystem(struct role *role); /* likewise */
/* Whether the notifier's role has a place: the rules before the seed race with it, which has a script of its own. */
bool role_leaves_out_notifiers(void);
void episode_run(uint64_t seed, bool serial);

#endif
