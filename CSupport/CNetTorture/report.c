/*
 * What the program says, one record a line, fields separated by tabs:
 *	broken <law> <schedule> <seed> <evidence>	the first unexpected violation; the process ends
 *	provocation <name> <law> expected|unexpected provoked|held|died <evidence>
 *	law <name> <checks> <breaks> <text>		at the end, or after a violation
 *	count <name> <value>
 *	done						the end, with nothing unexpected
 */
#include <execinfo.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "platform.h"
#include "torture.h"

static const char *episode_schedule = "none";
static uint64_t episode_seed;
static uint32_t suspended; /* laws that these rules are known to break in ordinary use */
static int ending;	   /* atomic: the first to end speaks */
static __thread bool strict;

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define SANITIZER_HAS_SIGNALS
#endif
#endif

static void laws_and_counts(void)
{
	for (int law = 0; law < NET_LAW_COUNT; law++)
		dprintf(STDOUT_FILENO, "law\t%s\t%llu\t%llu\t%s\n", net_law_name(law),
			(unsigned long long)net_law_checks(law), (unsigned long long)net_law_breaks(law), net_law_text(law));
}

void report_count(const char *name, uint64_t value)
{
	dprintf(STDOUT_FILENO, "count\t%s\t%llu\n", name, (unsigned long long)value);
}

/* Only the first thread comes back from here. */
static void claim_the_end(void)
{
	if (__atomic_exchange_n(&ending, 1, __ATOMIC_RELAXED)) {
		for (;;)
			pause();
	}
}

void report_end(void)
{
	laws_and_counts();
	dprintf(STDOUT_FILENO, "done\n");
}

static _Noreturn void end_broken(const char *law, const char *evidence)
{
	claim_the_end();
	dprintf(STDOUT_FILENO, "broken\t%s\t%s\t%llu\t%s\n", law, episode_schedule, (unsigned long long)episode_seed,
		evidence);
	laws_and_counts();
	_exit(1);
}

/* Injections that some rules are known not to survive: there, to break is what was asked for. */
static const struct {
	enum injection injection;
	enum net_provocation provocation;
	enum net_law law;
	const char *name;
} injected[] = {
	{ INJECT_HALF_READ, NET_PROVOCATION_seed_resurrection_half_read, NET_LAW_I3, "seed_resurrection_half_read" },
	{ INJECT_HANDLER_REGISTERS, NET_PROVOCATION_handler_registers, NET_LAW_L5, "handler_registers" },
};
enum { INJECTED = sizeof(injected) / sizeof(injected[0]) };

static bool is_injected(size_t i)
{
	return options.inject & injected[i].injection && options.variant->breaks >> injected[i].provocation & 1;
}

/* Ends the process where an injection did what it must. */
static void end_as_injected(enum net_law law, const char *evidence)
{
	for (size_t i = 0; i < INJECTED; i++) {
		if (injected[i].law != law || !is_injected(i))
			continue;
		claim_the_end();
		dprintf(STDOUT_FILENO, "provocation\t%s\t%s\texpected\tprovoked\t%s\n", injected[i].name, net_law_name(law),
			evidence);
		report_end();
		_exit(0);
	}
}

bool report_injections(void)
{
	bool none = true;

	for (size_t i = 0; i < INJECTED; i++) {
		if (!is_injected(i))
			continue;
		none = false;
		dprintf(STDOUT_FILENO, "provocation\t%s\t%s\texpected\theld\tthe injection provoked nothing\n", injected[i].name,
			net_law_name(injected[i].law));
	}
	return none;
}

void report_broken(enum net_law law, const struct net *net, const char *evidence)
{
	(void)net;
	if (provoking()) {
		provoked(law, evidence);
		return;
	}
	if ((suspended >> law & 1 && !strict) || !(options.laws >> law & 1))
		return;
	end_as_injected(law, evidence);
	end_broken(net_law_name(law), evidence);
}

void strict_check(enum net_law law, bool holds, const struct net *net, const char *evidence)
{
	strict = true;
	net_law_check(law, holds, net, evidence);
	strict = false;
}

_Noreturn void report_hang(const char *what)
{
	if (provoking())
		provoked(NET_LAW_L5, what);
	platform_dump_all_stacks();
	end_as_injected(NET_LAW_L5, what);
	end_broken("L5", what);
}

#ifndef SANITIZER_HAS_SIGNALS
static void crashed(int number)
{
	const char *text = number == SIGSEGV   ? "crashed with SIGSEGV"
			   : number == SIGBUS ? "crashed with SIGBUS"
					      : "crashed with SIGABRT";
	void *stack[32];

	backtrace_symbols_fd(stack, backtrace(stack, 32), STDERR_FILENO);
	if (provoking())
		provoked(NET_LAW_I1, text);
	end_broken("I1", text);
}
#endif

static void nothing(int number)
{
	(void)number;
}

static void time_is_up(int number)
{
	(void)number;
	report_hang("an episode does not end");
}

void report_open(void)
{
	signal(SIGUSR1, nothing); /* what --inject signal sends */
	signal(SIGALRM, time_is_up);
#ifndef SANITIZER_HAS_SIGNALS
	signal(SIGSEGV, crashed);
	signal(SIGBUS, crashed);
	signal(SIGABRT, crashed);
#endif
	static const struct {
		enum net_provocation provocation;
		enum net_law law;
	} in_ordinary_use[] = {
		{ NET_PROVOCATION_seed_starvation, NET_LAW_L1 },
		{ NET_PROVOCATION_replay_imbalance, NET_LAW_I9 },
		{ NET_PROVOCATION_grace_period_under_net_mutex, NET_LAW_L3 },
		{ NET_PROVOCATION_todo_waits_for_requests, NET_LAW_L4 },
	};

	for (size_t i = 0; i < sizeof(in_ordinary_use) / sizeof(in_ordinary_use[0]); i++) {
		if (options.variant->breaks >> in_ordinary_use[i].provocation & 1)
			suspended |= 1u << in_ordinary_use[i].law;
	}
}

void report_episode(const char *schedule, uint64_t seed)
{
	episode_schedule = schedule;
	episode_seed = seed;
}
