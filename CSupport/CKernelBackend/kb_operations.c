/* What a thread does over and over: one function an operation, and the table of them. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "kb_internal.h"

/* Made of nothing: its uevent tells listeners that nothing has changed. */
#define UEVENT_FILE "/sys/devices/virtual/mem/null/uevent"
#define DEVICE "netnsbench0"

const struct kb_operation kb_operations[KB_OPS] = {
	[KB_UNSHARE] = { "unshare", "pernet_ops_rwsem (read), rtnl_mutex, net_rwsem (write)",
			 "creates a namespace and drops it; only the creating is timed", KB_GROUND_USER },
	[KB_GETNEIGHTBL] = { "RTM_GETNEIGHTBL", "rtnl_mutex", "a dump that passes one entry for each namespace, under rtnl",
			     KB_GROUND_USER },
	[KB_UEVENT] = { "uevent", "uevent_sock_mutex",
			"a change event of /dev/null, sent to the uevent socket of each namespace, under a mutex",
			KB_GROUND_MACHINE },
	[KB_GETNSID] = { "RTM_GETNSID", "", "a dump of the ids of all namespaces, under RCU", KB_GROUND_USER },
	[KB_GETADDR] = { "RTM_GETADDR", "", "a dump of one's own addresses, under RCU: the control, which walks no namespaces",
			 KB_GROUND_USER },
	[KB_SETLINK] = { "RTM_SETLINK", "rtnl_mutex", "sets the alias of lo in one's own namespace: takes and releases rtnl",
			 KB_GROUND_USER },
	[KB_GETLINK] = { "RTM_GETLINK", "rtnl_mutex", "reads lo in one's own namespace: takes and releases rtnl",
			 KB_GROUND_USER },
	[KB_DELLINK] = { "RTM_DELLINK", "rtnl_mutex",
			 "deletes an ifb device, whose end (netdev_run_todo) is waited for after rtnl is released; only the "
			 "deleting is timed",
			 KB_GROUND_USER },
};

struct kb_thread {
	struct kb *kb;
	enum kb_op op;
	int socket;
	int uevent;
	uint64_t expected; /* answers of a dump; 0: at least one */
	uint32_t dropped;  /* since the last wait of create_and_drop() */
	struct kb_buffer request, other;
	struct kb_totals totals;
	char error[256];
};

/* ---- begin and end ---- */

static int fill(struct kb_thread *thread, struct kb *kb)
{
	switch (thread->op) {
	case KB_GETNEIGHTBL:
		kb_dump_neighbour_tables(&thread->request);
		return 0;
	case KB_GETNSID:
		kb_dump_ids(&thread->request);
		thread->expected = kb->id_count;
		/* The kernel makes the first part of a dump as large as what the socket has been offered before: 4 KiB at first, and this
		 * dump has one part only. */
		kb_get_loopback(&thread->other);
		return kb_request(thread->socket, thread->other.bytes, thread->other.length, &(uint64_t){ 0 });
	case KB_GETADDR:
		kb_set_loopback_up(&thread->other);
		kb_dump_addresses(&thread->request);
		return kb_request(thread->socket, thread->other.bytes, thread->other.length, &(uint64_t){ 0 });
	case KB_SETLINK:
		kb_set_loopback_alias(&thread->request);
		return 0;
	case KB_GETLINK:
		kb_get_loopback(&thread->request);
		return 0;
	case KB_DELLINK:
		kb_new_ifb(&thread->other, DEVICE);
		kb_delete_link(&thread->request, DEVICE);
		return 0;
	case KB_UEVENT:
		thread->uevent = open(UEVENT_FILE, O_WRONLY | O_CLOEXEC);
		return thread->uevent < 0 ? -errno : 0;
	default:
		return 0;
	}
}

int kb_begin(struct kb *kb, enum kb_op op, uint32_t seat, struct kb_thread **begun)
{
	struct kb_thread *thread = calloc(1, sizeof(*thread));

	if (!thread)
		return -ENOMEM;
	thread->kb = kb;
	thread->op = op;
	thread->uevent = -1;
	int error = -EINVAL; /* kb_prepare() has not made what it takes: a seat, or ids */

	if (op == KB_UNSHARE)
		error = kb_go(kb->home);
	else if (op == KB_GETNSID ? kb->ids >= 0 : seat < kb->seat_count)
		error = kb_go(op == KB_GETNSID ? kb->ids : kb->seats[seat]);
	thread->socket = error ? error : kb_route_socket();
	if (thread->socket < 0)
		error = thread->socket;
	if (!error)
		error = fill(thread, kb);
	*begun = thread;
	if (error)
		kb_thread_end(thread);
	return error;
}

struct kb_thread *kb_thread_begin(struct kb *kb, enum kb_op op, uint32_t seat)
{
	struct kb_thread *thread;
	const int error = kb_begin(kb, op, seat, &thread);

	if (!error)
		return thread;
	kb_fail(-error, "%s cannot be prepared: %s", kb_operations[op].name, strerror(-error));
	return NULL;
}

void kb_thread_end(struct kb_thread *thread)
{
	if (thread->socket >= 0)
		close(thread->socket);
	if (thread->uevent >= 0)
		close(thread->uevent);
	kb_go(thread->kb->home);
	/* Relaxed: read when this thread has been joined. */
	if (thread->op == KB_UNSHARE)
		__atomic_store_n(&thread->kb->owes, true, __ATOMIC_RELAXED);
	free(thread);
}

/* ---- one of each; return 0 or a negative errno, the time where it is timed inside ---- */

/* What the limit of a user namespace does for a creator in one, this does where there is no limit. */
static int let_them_die(struct kb_thread *thread)
{
	if (thread->kb->limit >= 0 || ++thread->dropped <= KB_DYING)
		return 0;
	thread->dropped = 1;
	thread->totals.throttled++;
	return kb_wait_by_sentinels(thread->kb->home);
}

static int create_and_drop(struct kb_thread *thread, uint64_t *timed)
{
	const uint64_t began = kb_now();
	int error = let_them_die(thread);

	if (!error)
		error = kb_create(&thread->totals.throttled);

	*timed += kb_now() - began;
	if (error)
		return error;
	error = kb_go(thread->kb->home);
	return error ? kb_fail(-error, "the thread cannot go back to the worker's namespace: %s", strerror(-error)) : 0;
}

static int make_and_delete(struct kb_thread *thread, uint64_t *timed)
{
	uint64_t items = 0;
	int error = kb_request(thread->socket, thread->other.bytes, thread->other.length, &items);

	/* One whose deleting failed was left: there would be no other in this namespace, ever. */
	if (error == -EEXIST && !kb_request(thread->socket, thread->request.bytes, thread->request.length, &items))
		error = kb_request(thread->socket, thread->other.bytes, thread->other.length, &items);
	if (error)
		return error;
	const uint64_t began = kb_now();

	error = kb_request(thread->socket, thread->request.bytes, thread->request.length, &items);
	*timed += kb_now() - began;
	return error;
}

static int send_uevent(struct kb_thread *thread)
{
	return pwrite(thread->uevent, "change", 6, 0) == 6 ? 0 : -errno;
}

static int ask(struct kb_thread *thread)
{
	uint64_t items = 0;
	const int error = kb_request(thread->socket, thread->request.bytes, thread->request.length, &items);

	thread->totals.items += items;
	if (error)
		return error;
	/* What is set is acknowledged, and has no answers. */
	if (thread->op == KB_SETLINK || (thread->expected ? items == thread->expected : items > 0))
		return 0;
	return kb_fail(ENODATA, "a dump had %lu answers where %lu were due: it ended early, and did not say so", items,
		       thread->expected);
}

int kb_once(struct kb_thread *thread, uint64_t *timed)
{
	switch (thread->op) {
	case KB_UNSHARE:
		return create_and_drop(thread, timed);
	case KB_DELLINK:
		return make_and_delete(thread, timed);
	case KB_UEVENT:
		return send_uevent(thread);
	default:
		return ask(thread);
	}
}

uint64_t kb_section(struct kb_thread *thread, uint64_t operations, uint64_t *timed_ns)
{
	uint64_t done = 0, timed = 0;

	while (done < operations && !thread->error[0]) {
		const int error = kb_once(thread, &timed);

		if (error) {
			const char *reason = error == -ENODATA || thread->op == KB_UNSHARE ? kb_error() : strerror(-error);

			strncat(thread->error, kb_operations[thread->op].name, 32);
			strncat(thread->error, ": ", 3);
			strncat(thread->error, reason, sizeof(thread->error) - 48);
			break;
		}
		done++;
	}
	thread->totals.operations += done;
	*timed_ns = timed;
	return done;
}

const char *kb_thread_error(const struct kb_thread *thread)
{
	return thread->error[0] ? thread->error : NULL;
}

struct kb_totals kb_thread_totals(const struct kb_thread *thread)
{
	return thread->totals;
}
