/*
 * The tracepoints lock:contention_begin and lock:contention_end: their numbers and where their fields are, which tracefs alone says.
 *
 * Where it is not mounted a thread of short life mounts it in a mount namespace of its own: nobody else sees that, and it is gone with
 * the thread, however that ends.
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>

#include "kb_locks.h"

#define MOUNT_POINT "/sys/kernel/tracing"

/* The offset of the field @name where @line of a format describes that. */
static void note_offset(const char *line, const char *name, uint32_t *offset)
{
	const size_t length = strlen(name);
	const char *end = strchr(line, ';');
	const char *at = strstr(line, "offset:");

	if (!strstr(line, "field:") || !end || !at || end < line + length + 1)
		return;
	if (!strncmp(end - length, name, length) && end[-(long)length - 1] == ' ')
		sscanf(at, "offset:%u", offset);
}

/* Return: 0, or a negative errno: -ENOENT where tracefs is not at @root, or has no such tracepoint. */
static int read_format(const char *root, const char *name, struct kb_tracepoint *point)
{
	char path[256], line[512];
	unsigned id = 0;

	*point = (struct kb_tracepoint){ 0 };
	snprintf(path, sizeof(path), "%s/events/lock/%s/format", root, name);
	FILE *file = fopen(path, "re");

	if (!file)
		return -errno;
	while (fgets(line, sizeof(line), file)) {
		sscanf(line, "ID: %u", &id);
		note_offset(line, "lock_addr", &point->address_at);
		note_offset(line, "flags", &point->flags_at);
	}
	fclose(file);
	point->id = (uint16_t)id;
	return id && point->address_at ? 0 : -EBADMSG;
}

static int read_formats(const char *root, struct kb_tracepoints *points)
{
	const int error = read_format(root, "contention_begin", &points->begin);

	return error ? error : read_format(root, "contention_end", &points->end);
}

struct search {
	struct kb_tracepoints *points;
	int mounted; /* 0, or why tracefs could not be mounted */
	int found;   /* 0, or what read_formats() said */
};

static void *search_privately(void *argument)
{
	struct search *search = argument;

	if (unshare(CLONE_NEWNS) || mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) ||
	    mount("tracefs", MOUNT_POINT, "tracefs", MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL))
		search->mounted = -errno;
	else
		search->found = read_formats(MOUNT_POINT, search->points);
	return NULL;
}

static int refuse(int error)
{
	switch (error) {
	case -EPERM:
	case -EACCES:
		return kb_fail(-error, "the lock contention tracepoints may be read by root of the machine only, not in a user namespace, and "
				       "not while the kernel is locked down: run as root, on the machine's own ground");
	case -ENOENT:
	case -ENODEV:
		return kb_fail(-error, "this kernel has no lock contention tracepoints: they need 5.19 or newer, with CONFIG_TRACEPOINTS, "
				       "CONFIG_PERF_EVENTS and tracefs");
	case -EBADMSG:
		return kb_fail(-error, "the tracepoint lock:contention_begin of this kernel does not say which lock it is: its format has "
				       "changed, and nothing can be read from it");
	default:
		return kb_fail(-error, "the lock contention tracepoints cannot be found: %s", strerror(-error));
	}
}

int kb_find_tracepoints(struct kb_tracepoints *points)
{
	struct search search = { .points = points };
	pthread_t thread;

	if (!read_formats(MOUNT_POINT, points) || !read_formats("/sys/kernel/debug/tracing", points))
		return 0;
	const int error = pthread_create(&thread, NULL, search_privately, &search);

	if (error)
		return kb_fail(error, "no thread can be started that looks for the tracepoints: %s", strerror(error));
	pthread_join(thread, NULL);
	if (search.mounted || search.found)
		return refuse(search.mounted ? search.mounted : search.found);
	return 0;
}
