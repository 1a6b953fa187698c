/* Threads that get into each other's way, so that each waits for what it takes, and what each has waited for. */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "kb_locks.h"

/* Operations between two looks at what was heard. */
#define SECTION 16
#define DEVICE "netnsbench1"

enum state { PREPARING, READY, FAILED };

struct contest {
	/* Read by the contestants, set before they start. */
	struct kb *kb;
	const struct kb_tracepoints *points;
	const struct kb_symbols *symbols;
	/* Shared, by atomic loads and stores; written by the coordinator. */
	bool started, stopped;
};

struct contestant {
	/* Read by the contestant, set before it starts. */
	struct contest *contest;
	enum kb_op op;
	uint32_t seat;
	pthread_t thread;
	/* Shared, by atomic loads and stores; written by the contestant. */
	enum state state;
	/* The contestant's until it has been joined. */
	struct kb_side side;
	struct kb_thread *does;
	struct kb_listener *listener;
	int socket; /* of RTM_DELLINK, or -1 */
	struct kb_buffer make, delete;
	int code;
	char error[320];
};

/* @sentence may lie in what the thread gives back: it is copied. */
static void fail(struct contestant *contestant, int code, const char *sentence)
{
	contestant->code = code;
	snprintf(contestant->error, sizeof(contestant->error), "%s", sentence);
}

/* ---- one turn ---- */

/* The deleting alone is heard: making a device takes rtnl as well, and is not what is in question. */
static int make_and_delete(struct contestant *contestant, struct kb_waits *waits)
{
	uint64_t items = 0;
	int error = kb_request(contestant->socket, contestant->make.bytes, contestant->make.length, &items);

	if (error)
		return error;
	kb_listen_on(contestant->listener);
	error = kb_request(contestant->socket, contestant->delete.bytes, contestant->delete.length, &items);
	kb_listen_off(contestant->listener, waits);
	contestant->side.operations += !error;
	return error;
}

static int take_turn(struct contestant *contestant)
{
	uint64_t timed;

	if (contestant->op == KB_DELLINK) {
		const int error = make_and_delete(contestant, &contestant->side.waits);

		if (error)
			fail(contestant, -error, strerror(-error));
		return error;
	}
	kb_listen_on(contestant->listener);
	contestant->side.operations += kb_section(contestant->does, SECTION, &timed);
	kb_listen_off(contestant->listener, &contestant->side.waits);
	const char *error = kb_thread_error(contestant->does);

	if (!error)
		return 0;
	fail(contestant, EIO, error);
	return -EIO;
}

/* ---- a contestant's life ---- */

static int prepare(struct contestant *contestant)
{
	const struct contest *contest = contestant->contest;
	/* RTM_DELLINK brings its own socket, and only has to be in the right namespace. */
	const bool deletes = contestant->op == KB_DELLINK;

	contestant->does = kb_thread_begin(contest->kb, deletes ? KB_GETLINK : contestant->op, contestant->seat);
	if (!contestant->does) {
		fail(contestant, EIO, kb_error());
		return -EIO;
	}
	contestant->listener = kb_listen(contest->points, contest->symbols);
	if (!contestant->listener) {
		fail(contestant, EPERM, kb_error());
		return -EPERM;
	}
	if (deletes) {
		contestant->socket = kb_route_socket();
		if (contestant->socket < 0) {
			fail(contestant, -contestant->socket, "there is no route socket to delete devices with");
			return contestant->socket;
		}
		kb_new_ifb(&contestant->make, DEVICE);
		kb_delete_link(&contestant->delete, DEVICE);
	}
	/* Once for nothing: what is done only the first time (memory that is touched, a first answer) is not in question. */
	const int error = take_turn(contestant);

	contestant->side = (struct kb_side){ 0 };
	return error;
}

static void *contend(void *argument)
{
	struct contestant *contestant = argument;
	struct contest *contest = contestant->contest;
	const int error = prepare(contestant);

	/* Relaxed: what it has prepared is its own, and is read when it has been joined. */
	__atomic_store_n(&contestant->state, error ? FAILED : READY, __ATOMIC_RELAXED);
	if (!error) {
		/* Relaxed: flags; nothing is published with them. */
		while (!__atomic_load_n(&contest->started, __ATOMIC_RELAXED) &&
		       !__atomic_load_n(&contest->stopped, __ATOMIC_RELAXED))
			kb_pause();
		while (!__atomic_load_n(&contest->stopped, __ATOMIC_RELAXED))
			if (take_turn(contestant)) {
				__atomic_store_n(&contestant->state, FAILED, __ATOMIC_RELAXED);
				break;
			}
	}
	if (contestant->socket >= 0)
		close(contestant->socket);
	kb_end_listening(contestant->listener);
	if (contestant->does)
		kb_thread_end(contestant->does);
	return NULL;
}

/* ---- the coordinator ---- */

static bool any_is(struct contestant *contestants, unsigned count, enum state state)
{
	for (unsigned i = 0; i < count; i++)
		/* Relaxed: see contend(). */
		if (__atomic_load_n(&contestants[i].state, __ATOMIC_RELAXED) == state)
			return true;
	return false;
}

static void run(struct contest *contest, struct contestant *contestants, unsigned milliseconds)
{
	while (any_is(contestants, KB_CONTESTANTS, PREPARING))
		kb_pause();
	const uint64_t end = kb_now() + (uint64_t)milliseconds * 1000000;

	/* Relaxed: see contend(). */
	__atomic_store_n(&contest->started, true, __ATOMIC_RELAXED);
	while (kb_now() < end && !any_is(contestants, KB_CONTESTANTS, FAILED))
		kb_pause();
}

int kb_contest(struct kb *kb, enum kb_op op, const struct kb_tracepoints *points, const struct kb_symbols *symbols,
	       unsigned milliseconds, struct kb_side sides[KB_CONTESTANTS])
{
	struct contest contest = { .kb = kb, .points = points, .symbols = symbols };
	struct contestant contestants[KB_CONTESTANTS];
	unsigned count = 0;
	int error = 0;

	memset(contestants, 0, sizeof(contestants));
	for (; count < KB_CONTESTANTS && !error; count += !error) {
		struct contestant *contestant = &contestants[count];

		contestant->contest = &contest;
		contestant->op = count < KB_HOLDER ? op : KB_SETLINK;
		contestant->seat = count;
		contestant->socket = -1;
		error = pthread_create(&contestant->thread, NULL, contend, contestant);
	}
	if (error)
		kb_fail(error, "a thread that contends for locks cannot be started: %s", strerror(error));
	else
		run(&contest, contestants, milliseconds);
	/* Relaxed: see contend(). */
	__atomic_store_n(&contest.stopped, true, __ATOMIC_RELAXED);
	error = -error;
	for (unsigned i = 0; i < count; i++) {
		pthread_join(contestants[i].thread, NULL);
		if (contestants[i].code && !error)
			error = kb_fail(contestants[i].code, "%s, while its locks were looked at: %s", kb_operations[contestants[i].op].name,
					contestants[i].error);
		sides[i].operations += contestants[i].side.operations;
		kb_add_waits(&sides[i].waits, &contestants[i].side.waits);
	}
	return error;
}
