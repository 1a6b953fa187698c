/* The namespaces that are kept alive, each by a descriptor, and the one that knows them by their ids. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "kb_internal.h"

/* Namespaces between two looks at the memory. */
#define MEMORY_STEP 64

uint32_t kb_held(const struct kb *kb)
{
	return 1 + kb->alive_count + kb->seat_count + (kb->ids >= 0) + (kb->spare >= 0);
}

int kb_allow_dying(struct kb *kb, uint32_t dying)
{
	char text[32];

	if (kb->limit < 0)
		return 0;
	const int length = snprintf(text, sizeof(text), "%u\n", kb_held(kb) + dying);

	if (pwrite(kb->limit, text, (size_t)length, 0) == length)
		return 0;
	return kb_fail(errno, "the number of namespaces cannot be bounded any more: /proc/sys/user/max_net_namespaces says %s",
		       strerror(errno));
}

struct kb *kb_setup(enum kb_ground ground)
{
	struct kb *kb = calloc(1, sizeof(*kb));

	if (!kb) {
		kb_fail(ENOMEM, "there is no memory for the backend");
		return NULL;
	}
	kb->ground = ground;
	kb->ids = kb->spare = kb->limit = -1;
	kb->home = kb_own_namespace();
	const int route = kb_route_socket();

	if (kb->home < 0 || route < 0) {
		kb_fail(EIO, "rtnetlink cannot be used here: %s; a sandbox in user space (gVisor) may be in the way",
			strerror(kb->home < 0 ? -kb->home : -route));
		goto failed;
	}
	close(route);
	if (ground == KB_GROUND_USER) {
		kb->limit = open("/proc/sys/user/max_net_namespaces", O_WRONLY | O_CLOEXEC);
		if (kb->limit < 0 || kb_allow_dying(kb, KB_DYING)) {
			kb_fail(errno, "the number of namespaces cannot be bounded: /proc/sys/user/max_net_namespaces says %s; it has "
				       "to be writable in a user namespace of one's own (mount /proc read-write)",
				strerror(errno));
			goto failed;
		}
	}
	return kb;
failed:
	kb_teardown(kb);
	return NULL;
}

static void drop(struct kb *kb, int *fd)
{
	if (*fd < 0)
		return;
	close(*fd);
	*fd = -1;
	kb->owes = true;
}

void kb_teardown(struct kb *kb)
{
	while (kb->alive_count)
		close(kb->alive[--kb->alive_count]);
	while (kb->seat_count)
		close(kb->seats[--kb->seat_count]);
	drop(kb, &kb->ids);
	drop(kb, &kb->spare);
	if (kb->limit >= 0)
		close(kb->limit);
	if (kb->home >= 0)
		close(kb->home);
	free(kb->alive);
	free(kb->seats);
	free(kb);
}

/* A new namespace's descriptor; the thread is home again. Return: negative errno with kb_error(). */
static int create_one(struct kb *kb)
{
	uint64_t throttled = 0;
	int error = kb_create(&throttled);

	if (error)
		return error;
	const int fd = kb_own_namespace();

	error = fd < 0 ? fd : 0;
	const int back = kb_go(kb->home);

	if (!error && back) {
		close(fd);
		error = back;
	}
	return error ? kb_fail(-error, "a namespace cannot be kept: %s", strerror(-error)) : fd;
}

static int grow(struct kb *kb, int **list, uint32_t *count, uint32_t wanted)
{
	if (*count >= wanted)
		return 0;
	int *larger = realloc(*list, wanted * sizeof(**list));

	if (!larger)
		return kb_fail(ENOMEM, "there is no memory for the list of %u namespaces", wanted);
	*list = larger;
	while (*count < wanted) {
		if (*count % MEMORY_STEP == 0 && kb_available_mib() < KB_RESERVE_MIB)
			return kb_fail(ENOMEM,
				       "memory became short after %u of %u namespaces: ask for fewer (--namespaces), or free some",
				       *count, wanted);
		int error = kb_allow_dying(kb, KB_DYING);
		const int fd = error ? error : create_one(kb);

		if (fd < 0)
			return fd;
		(*list)[(*count)++] = fd;
	}
	return 0;
}

static void shrink(struct kb *kb, int *list, uint32_t *count, uint32_t wanted)
{
	for (; *count > wanted; kb->owes = true)
		close(list[--*count]);
}

/* ---- ids ---- */

static int assign(int route, int fd, int id)
{
	struct kb_buffer request;
	uint64_t items = 0;

	kb_new_id(&request, fd, id);
	const int error = kb_request(route, request.bytes, request.length, &items);

	return error ? kb_fail(-error, "namespace %d cannot be given an id (RTM_NEWNSID): %s", id, strerror(-error)) : 0;
}

/* A namespace of its own knows them, so that no other has to look through so many ids when one of its kind is destroyed. */
static int know_by_ids(struct kb *kb, uint32_t namespaces)
{
	int error = 0;

	kb->ids = create_one(kb);
	if (kb->ids < 0)
		return kb->ids;
	error = kb_go(kb->ids);
	const int route = error ? error : kb_route_socket();

	if (route < 0) {
		kb_go(kb->home);
		drop(kb, &kb->ids);
		return kb_fail(-route, "the namespace of the ids has no rtnetlink: %s", strerror(-route));
	}
	error = assign(route, kb->home, 0);
	for (uint32_t i = 0; !error && i + 1 < namespaces; i++)
		error = assign(route, kb->alive[i], (int)i + 1);
	close(route);
	kb->id_count = namespaces;
	const int back = kb_go(kb->home);

	if (!error && back)
		error = kb_fail(-back, "the worker cannot go back to its own namespace: %s", strerror(-back));
	if (error) /* one that knows only some of them would be taken for one that knows all */
		drop(kb, &kb->ids);
	return error;
}

int kb_prepare(struct kb *kb, uint32_t namespaces, uint32_t threads, bool ids)
{
	if (!namespaces || (ids && namespaces > KB_MOST_IDS))
		return kb_fail(EINVAL,
			       "%u namespaces cannot be had: that of the worker is one, and a dump of ids shows %d at most",
			       namespaces, KB_MOST_IDS);
	int error = kb_check_room(kb, namespaces, threads);

	if (error)
		return error;
	if (kb->ids >= 0 && (!ids || kb->id_count != namespaces))
		drop(kb, &kb->ids);
	shrink(kb, kb->alive, &kb->alive_count, namespaces - 1);
	error = grow(kb, &kb->alive, &kb->alive_count, namespaces - 1);
	if (!error)
		error = grow(kb, &kb->seats, &kb->seat_count, threads);
	if (!error && ids && kb->ids < 0)
		error = know_by_ids(kb, namespaces);
	if (!error)
		error = kb_allow_dying(kb, KB_DYING);
	return error;
}
