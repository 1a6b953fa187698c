/*
 * Whether the lock-order graph and the laws' checkers can fail: each of these
 * does one thing wrong, in a process of its own, and must be caught with the
 * words that belong to it. None of them hangs: an order is reported before the
 * thread can block.
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "in_child.h"
#include "torture.h"

static void rtnl_then_net_mutex(void) NO_THREAD_SAFETY_ANALYSIS
{
	rtnl_lock();
	mutex_lock(&net_mutex);
}

static void rtnl_then_list_mutex(void) NO_THREAD_SAFETY_ANALYSIS
{
	rtnl_lock();
	mutex_lock(&net_list_mutex);
}

/* Neither order is declared: the first is learnt, and the second reported with the stack of the first. */
static void learnt_inversion(void) NO_THREAD_SAFETY_ANALYSIS
{
	mutex_lock(&net_todo_run_mutex);
	mutex_lock(&net_mutex);
	mutex_unlock(&net_mutex);
	mutex_unlock(&net_todo_run_mutex);
	mutex_lock(&net_mutex);
	mutex_lock(&net_todo_run_mutex);
}

static void recursion(void) NO_THREAD_SAFETY_ANALYSIS
{
	mutex_lock(&net_mutex);
	mutex_lock(&net_mutex);
}

static void recursive_read_lock(void) NO_THREAD_SAFETY_ANALYSIS
{
	read_lock(&dev_base_lock);
	read_lock(&dev_base_lock);
}

static void sleeping_in_a_section(void) NO_THREAD_SAFETY_ANALYSIS
{
	net_lockdep_read_begin();
	rtnl_lock();
}

static void sleeping_under_a_spinlock(void) NO_THREAD_SAFETY_ANALYSIS
{
	struct mutex queue = MUTEX_INITIALIZER; /* not in static memory, as those inside namespaces */

	mutex_lock(&queue);
	rtnl_lock();
}

/* A lock that the checker has no name for, as a variant's own. */
static void inversion_with_a_variants_lock(void) NO_THREAD_SAFETY_ANALYSIS
{
	static struct mutex own = MUTEX_INITIALIZER;

	mutex_lock(&own);
	rtnl_lock();
	__rtnl_unlock();
	mutex_unlock(&own);
	rtnl_lock();
	mutex_lock(&own);
}

static void grace_period_in_a_section(void)
{
	net_lockdep_read_begin();
	net_lockdep_grace_period();
}

/* Readers that take rtnl, and a grace period under rtnl: neither hangs alone. */
static void grace_period_under_a_readers_lock(void) NO_THREAD_SAFETY_ANALYSIS
{
	rtnl_lock();
	net_lockdep_grace_period();
	__rtnl_unlock();
	net_lockdep_read_begin();
	rtnl_lock();
}

static void section_that_never_began(void)
{
	net_lockdep_read_end();
}

static void thread_ends_with_a_lock(void) NO_THREAD_SAFETY_ANALYSIS
{
	rtnl_lock();
	net_lockdep_thread_ends();
}

/* A trylock waits for nobody, so this is no inversion. */
static void trylock_against_the_order(void) NO_THREAD_SAFETY_ANALYSIS
{
	rtnl_lock();
	if (mutex_trylock(&net_mutex))
		mutex_unlock(&net_mutex);
	__rtnl_unlock();
}

static const struct {
	const char *name;
	void (*run)(void);
	const char *words; /* that the report must hold; NULL: nothing may be reported */
} tests[] = {
	{ "rtnl_then_net_mutex", rtnl_then_net_mutex, "inversion: rtnl_mutex is held and net_mutex" },
	{ "rtnl_then_list_mutex", rtnl_then_list_mutex, "inversion: rtnl_mutex is held and net_list_mutex" },
	{ "learnt_inversion", learnt_inversion, "inversion: net_mutex is held and net_todo_run_mutex" },
	{ "recursion", recursion, "recursion: net_mutex" },
	{ "recursive_read_lock", recursive_read_lock, "recursive read lock: dev_base_lock" },
	{ "sleeping_in_a_section", sleeping_in_a_section, "sleeping in a read-side section" },
	{ "sleeping_under_a_spinlock", sleeping_under_a_spinlock, "sleeping under a spinlock" },
	{ "inversion_with_a_variants_lock", inversion_with_a_variants_lock, "inversion: rtnl_mutex is held and another" },
	{ "grace_period_in_a_section", grace_period_in_a_section, "a grace period inside a read-side section" },
	{ "grace_period_under_a_readers_lock", grace_period_under_a_readers_lock, "RCU is held and rtnl_mutex is taken" },
	{ "section_that_never_began", section_that_never_began, "never began" },
	{ "thread_ends_with_a_lock", thread_ends_with_a_lock, "a thread ends with a lock" },
	{ "trylock_against_the_order", trylock_against_the_order, NULL },
};

static int written_to;

static void no_event(enum net_event event, const void *object)
{
	(void)event;
	(void)object;
}

static void told(enum net_law law, const struct net *net, const char *evidence)
{
	(void)net;
	dprintf(written_to, "%s: %s", net_law_name(law), evidence);
	_exit(0);
}

static bool no_wait(struct mutex *lock, const void *condition)
{
	(void)lock;
	(void)condition;
	return false;
}

static bool no_grace_period(void)
{
	return false;
}

static void run_test(int index, int to)
{
	static const struct net_debug_hooks hooks = { no_event, told, no_wait, no_grace_period };

	written_to = to;
	net_debug_install(&hooks);
	net_lockdep_reset();
	tests[index].run();
}

static bool passes(int index)
{
	char report[256];
	/* Whatever is caught ends the child with 0, and so does what is right. */
	bool ended = in_child(run_test, index, report, sizeof(report)) == 0;
	bool right = ended && (tests[index].words ? strstr(report, tests[index].words) != NULL : report[0] == '\0');

	dprintf(STDOUT_FILENO, "selftest\t%s\t%s\t%s\n", tests[index].name, right ? "caught" : "missed", report);
	return right;
}

bool selftest(void)
{
	bool right = true;

	for (int i = 0; i < (int)(sizeof(tests) / sizeof(tests[0])); i++)
		right &= passes(i);
	return right;
}
