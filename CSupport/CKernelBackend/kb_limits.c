/* What the machine has room for: memory and descriptors. */
#define _GNU_SOURCE
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

#include "kb_internal.h"

/* Descriptors that are not namespaces: streams, libraries, sockets, the watch. */
#define OTHER_DESCRIPTORS 64
/* A thread's namespace, its socket, its way home. */
#define DESCRIPTORS_PER_THREAD 4

/* The number in a file of one number; UINT64_MAX where there is none ("max" included). */
static uint64_t read_number(const char *folder, const char *name)
{
	char path[512];
	uint64_t value = UINT64_MAX;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	FILE *file = fopen(path, "re");

	if (!file)
		return value;
	if (fscanf(file, "%lu", &value) != 1)
		value = UINT64_MAX;
	fclose(file);
	return value;
}

/* The number beside a word in a file of such lines; 0 where there is none. */
static uint64_t read_field(const char *folder, const char *name, const char *word)
{
	char path[512], field[64];
	uint64_t value = 0, found = 0;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	FILE *file = fopen(path, "re");

	if (!file)
		return 0;
	while (!found && fscanf(file, "%63s %lu", field, &value) == 2)
		if (!strcmp(field, word))
			found = value;
	fclose(file);
	return found;
}

/* The least that a control group, or one around it, still allows; in bytes. */
static uint64_t left_in_groups(const char *root, char *group, const char *limit, const char *used, const char *cache)
{
	uint64_t least = UINT64_MAX;

	for (;;) {
		char folder[400];

		snprintf(folder, sizeof(folder), "%s%s", root, group);
		const uint64_t most = read_number(folder, limit), now = read_number(folder, used);

		if (most != UINT64_MAX && now != UINT64_MAX) {
			/* The group is charged for cached files as well, which the kernel gives up first. */
			const uint64_t kept = now - read_field(folder, "memory.stat", cache), left = most > kept ? most - kept : 0;

			least = left < least ? left : least;
		}
		char *slash = strrchr(group, '/');

		if (!slash)
			return least;
		*slash = 0;
	}
}

static uint64_t left_in_control_groups(void)
{
	uint64_t least = UINT64_MAX;
	char line[512];
	FILE *file = fopen("/proc/self/cgroup", "re");

	if (!file)
		return least;
	while (fgets(line, sizeof(line), file)) {
		uint64_t left = UINT64_MAX;

		line[strcspn(line, "\n")] = 0;
		if (!strncmp(line, "0::", 3))
			left = left_in_groups("/sys/fs/cgroup", line + 3, "memory.max", "memory.current",
					      "inactive_file");
		char *first = strstr(line, ":memory:");

		if (first)
			left = left_in_groups("/sys/fs/cgroup/memory", first + 8, "memory.limit_in_bytes",
					      "memory.usage_in_bytes", "total_inactive_file");
		least = left < least ? left : least;
	}
	fclose(file);
	return least;
}

static uint64_t available_on_machine(void)
{
	uint64_t kib = UINT64_MAX >> 10;
	char line[256];
	FILE *file = fopen("/proc/meminfo", "re");

	if (!file)
		return UINT64_MAX;
	while (fgets(line, sizeof(line), file))
		if (sscanf(line, "MemAvailable: %lu", &kib) == 1)
			break;
	fclose(file);
	return kib << 10;
}

uint64_t kb_available_mib(void)
{
	const uint64_t machine = available_on_machine(), groups = left_in_control_groups();

	return (machine < groups ? machine : groups) >> 20;
}

int kb_check_room(struct kb *kb, uint32_t namespaces, uint32_t threads)
{
	struct rlimit limit;
	const uint64_t descriptors =
		(uint64_t)namespaces + DESCRIPTORS_PER_THREAD * (uint64_t)threads + OTHER_DESCRIPTORS;

	if (kb->ground == KB_GROUND_MACHINE && namespaces > KB_MOST_ON_MACHINE)
		return kb_fail(EDQUOT,
			       "%u namespaces are more than the %d that are made where no user namespace bounds them: ask for fewer "
			       "(--namespaces)",
			       namespaces, KB_MOST_ON_MACHINE);
	if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < descriptors)
		return kb_fail(EMFILE,
			       "%u namespaces take %lu file descriptors, and this process may have %lu: raise the limit (ulimit -n), "
			       "or ask for fewer (--namespaces)",
			       namespaces, descriptors, (uint64_t)limit.rlim_cur);
	const uint32_t held = kb_held(kb), more = namespaces > held ? namespaces - held : 0;
	const uint64_t needed = ((uint64_t)more + threads + KB_DYING) * KB_NAMESPACE_KIB / 1024;
	const uint64_t available = kb_available_mib();

	if (needed + KB_RESERVE_MIB > available)
		return kb_fail(ENOMEM,
			       "%u namespaces and what is dying beside them take %lu MiB of kernel memory, and %lu MiB are available, "
			       "of which %d are left alone: ask for fewer (--namespaces), or free some",
			       namespaces, needed, available, KB_RESERVE_MIB);
	return 0;
}
