/*
 * The serial schedule: one thread runs at a time, and at each event of the model
 * the seed decides who goes on. Who cannot go on is not chosen, so a deadlock is
 * seen at once: nobody can. An episode chooses in one of two ways:
 *	evenly among those who can, with a probability of staying drawn per episode;
 *	by priority, after Burckhardt et al., "A randomized scheduler with probabilistic
 *	guarantees of finding bugs" (ASPLOS 2010): the highest goes on, and at random
 *	points, most of them in the windows of a protocol, it becomes the lowest. So a
 *	thread can stand in a window while others finish long pieces of work.
 *
 * All threads share one CPU meanwhile: passing the baton between two is slower by
 * a factor of five to ten.
 *
 * Memory is sequentially consistent under this schedule; ThreadSanitizer is for the rest.
 */
#define _GNU_SOURCE
#include <sched.h>
#include <string.h>

#include "scheduler_locks.h"
#include "runqueue.h"
#include "torture.h"

static pthread_mutex_t baton = PTHREAD_MUTEX_INITIALIZER; /* who has it, the one thread that runs, owns everything here */
static pthread_cond_t known = PTHREAD_COND_INITIALIZER;   /* a thread has begun */
static bool running; /* atomic: release, acquire */
static uint64_t stay; /* evenly: the running thread stays at a point but once in so many */
static uint64_t calm; /* by priority: a window makes the running thread the lowest once in so many */
static int64_t lowest;
static cpu_set_t allowed; /* where the process may run otherwise */
static __thread int me = -1;

bool scheduler_runs(void)
{
	return __atomic_load_n(&running, __ATOMIC_ACQUIRE); /* pairs with scheduler_start() */
}

uint64_t scheduler_steps(void)
{
	return runqueue.steps;
}

/* Goes to sleep as @wait, until chosen. */
static void give_way(enum wait wait, const void *object, bool shared)
{
	struct task *self = &runqueue.tasks[me];

	pthread_mutex_lock(&baton);
	self->wait = wait;
	self->object = object;
	self->shared = shared;
	if (runqueue_choose() != me) {
		pthread_cond_signal(&runqueue.tasks[runqueue.current].turn);
		while (runqueue.current != me)
			pthread_cond_wait(&self->turn, &baton);
	}
	self->wait = ON_NOTHING;
	pthread_mutex_unlock(&baton);
}

/* A point where another may go on. @rarity: how seldom the running thread is made the lowest. */
static void point_of(uint64_t rarity)
{
	if (runqueue.by_priority && random_below(&runqueue.random, rarity) == 0)
		runqueue.tasks[me].priority = --lowest;
	if (runqueue.by_priority || random_below(&runqueue.random, stay) == 0)
		give_way(ON_NOTHING, NULL, false);
}

static void point(void)
{
	point_of(16 * calm);
}

static void take_turn_for(const void *lock, bool shared)
{
	point();
	while (!lock_is_free(lock, shared))
		give_way(ON_LOCK, lock, shared);
	lock_take(lock, shared, me);
}

static void begin(void)
{
	pthread_mutex_lock(&baton);
	me = runqueue.count++;
	memset(&runqueue.tasks[me], 0, sizeof(runqueue.tasks[me]));
	runqueue.tasks[me].thread = pthread_self();
	runqueue.tasks[me].priority = (int64_t)(random_next(&runqueue.random) >> 33);
	pthread_cond_init(&runqueue.tasks[me].turn, NULL);
	pthread_cond_signal(&known);
	while (runqueue.current != me)
		pthread_cond_wait(&runqueue.tasks[me].turn, &baton);
	pthread_mutex_unlock(&baton);
}

static void end(void)
{
	pthread_mutex_lock(&baton);
	runqueue.tasks[me].wait = ENDED;
	runqueue_choose();
	pthread_cond_signal(&runqueue.tasks[runqueue.current].turn);
	pthread_mutex_unlock(&baton);
	me = -1;
}

/* The maker of a thread goes on only when that is known, so that numbers follow the order of making. */
static void spawned(const void *thread)
{
	pthread_mutex_lock(&baton);
	while (!pthread_equal(runqueue.tasks[runqueue.count - 1].thread, (pthread_t)thread))
		pthread_cond_wait(&known, &baton);
	pthread_mutex_unlock(&baton);
}

static void signalled(const void *condition)
{
	for (int i = 0; i < runqueue.count; i++) {
		if (runqueue.tasks[i].wait == ON_CONDITION && runqueue.tasks[i].object == condition)
			runqueue.tasks[i].wait = ON_NOTHING;
	}
	point();
}

void scheduler_event(enum net_event event, const void *object)
{
	if (event == NET_EVENT_BEGIN)
		begin();
	if (me < 0)
		return;
	struct task *self = &runqueue.tasks[me];

	switch (event) {
	case NET_EVENT_ACQUIRE:
		take_turn_for(object, false);
		break;
	case NET_EVENT_ACQUIRE_SHARED:
		take_turn_for(object, true);
		break;
	case NET_EVENT_TRIED:
		lock_take(object, false, me);
		break;
	case NET_EVENT_RELEASED:
		lock_drop(object);
		point();
		break;
	case NET_EVENT_SIGNALLED:
		signalled(object);
		break;
	case NET_EVENT_REGISTERED:
		self->registered = true;
		break;
	case NET_EVENT_UNREGISTERED:
		self->registered = false;
		break;
	case NET_EVENT_READ_BEGIN:
		point_of(calm); /* before it, nobody waits for this thread */
		self->reading = true;
		self->section++;
		point();
		break;
	case NET_EVENT_READ_END:
		point();
		self->reading = false;
		break;
	case NET_EVENT_SPAWNED:
		spawned(object);
		break;
	case NET_EVENT_JOIN:
		give_way(ON_THREAD, object, false);
		break;
	case NET_EVENT_END:
		end();
		break;
	case NET_EVENT_TRY:
		point();
		break;
	case NET_EVENT_WINDOW:
		/* The windows of a drain are few: there a thread stands back oftener. */
		point_of((uintptr_t)object >= NET_WINDOW_DRAIN_CLEAN ? 1 + calm / 8 : calm);
		break;
	case NET_EVENT_YIELD:
		self->priority = --lowest;
		give_way(ON_NOTHING, NULL, false);
		break;
	case NET_EVENT_BEGIN:
		break;
	}
}

bool scheduler_wait(struct mutex *lock, const void *condition) NO_THREAD_SAFETY_ANALYSIS
{
	if (me < 0)
		return false;
	pthread_mutex_unlock(&lock->pthread);
	lock_drop(lock);
	give_way(ON_CONDITION, condition, false);
	take_turn_for(lock, false);
	pthread_mutex_lock(&lock->pthread);
	return true;
}

/* The grace period of the schedule: every section that is open now has ended. What liburcu does is not asked: its readers
 * are parked, and the schedule knows where each is. */
bool scheduler_grace_period(void)
{
	if (me < 0)
		return false;
	for (int i = 0; i < runqueue.count; i++)
		runqueue.tasks[me].sections_then[i] = i != me && runqueue.tasks[i].reading ? runqueue.tasks[i].section : 0;
	give_way(ON_READERS, NULL, false);
	return true;
}

/* The CPU where we are, for every thread made from here on. */
static void one_cpu(void)
{
	cpu_set_t one;
	int cpu = sched_getcpu();

	if (cpu < 0 || sched_getaffinity(0, sizeof(allowed), &allowed))
		return;
	CPU_ZERO(&one);
	CPU_SET((size_t)cpu, &one);
	sched_setaffinity(0, sizeof(one), &one); /* slower without, and no less right */
}

void scheduler_start(uint64_t seed)
{
	memset(&runqueue, 0, sizeof(runqueue));
	locks_forget();
	runqueue.random = seed;
	stay = 1 + random_below(&runqueue.random, 8);
	runqueue.by_priority = random_below(&runqueue.random, 2);
	calm = 2u << random_below(&runqueue.random, 6);
	lowest = 0;
	runqueue.count = 1;
	runqueue.current = me = 0;
	runqueue.tasks[0].thread = pthread_self();
	pthread_cond_init(&runqueue.tasks[0].turn, NULL);
	one_cpu();
	__atomic_store_n(&running, true, __ATOMIC_RELEASE); /* pairs with scheduler_runs() */
}

void scheduler_stop(void)
{
	__atomic_store_n(&running, false, __ATOMIC_RELEASE); /* pairs with scheduler_runs() */
	for (int i = 0; i < runqueue.count; i++)
		pthread_cond_destroy(&runqueue.tasks[i].turn);
	if (CPU_COUNT(&allowed) > 0)
		sched_setaffinity(0, sizeof(allowed), &allowed);
	me = -1;
}
