/*
 * Stacks of all threads on stderr, for a run that hangs.
 *
 * Each thread prints its own stack from a signal handler, one thread at a time. backtrace() is not formally safe there; it is
 * called once beforehand, so that it has loaded what it needs, and the process is about to end anyway.
 */
#define _GNU_SOURCE
#include "platform.h"

#include <dirent.h>
#include <errno.h>
#include <execinfo.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum { DEEPEST_STACK = 64, LONGEST_WAIT_MS = 250 };

/* Stacks finished so far. Release in print_own_stack() pairs with acquire in ask_for_stack(): output is in order. */
static int answers;

static void print_own_stack(int number)
{
	(void)number;
	const int saved_errno = errno;
	void *frames[DEEPEST_STACK];
	backtrace_symbols_fd(frames, backtrace(frames, DEEPEST_STACK), STDERR_FILENO);
	errno = saved_errno;
	/* Pairs with the acquire in ask_for_stack(). */
	__atomic_fetch_add(&answers, 1, __ATOMIC_RELEASE);
}

static void print_name(pid_t thread)
{
	char path[64], name[32] = "";
	snprintf(path, sizeof(path), "/proc/self/task/%d/comm", (int)thread);
	FILE *comm = fopen(path, "re");
	if (comm) {
		if (!fgets(name, sizeof(name), comm))
			name[0] = '\0';
		fclose(comm);
	}
	name[strcspn(name, "\n")] = '\0';
	dprintf(STDERR_FILENO, "thread %d (%s):\n", (int)thread, name);
}

/* Whether thread `thread` blocks signal `number`, as far as the kernel says. */
static bool is_blocked(pid_t thread, int number)
{
	char path[64], line[256];
	unsigned long long mask = 0;
	snprintf(path, sizeof(path), "/proc/self/task/%d/status", (int)thread);
	FILE *status = fopen(path, "re");
	if (!status)
		return false;
	while (fgets(line, sizeof(line), status)) {
		if (sscanf(line, "SigBlk: %llx", &mask) == 1)
			break;
	}
	fclose(status);
	return mask >> (number - 1) & 1;
}

static bool ask_for_stack(pid_t thread, int number)
{
	/* Pairs with the release in print_own_stack(). */
	const int before = __atomic_load_n(&answers, __ATOMIC_ACQUIRE);
	if (syscall(SYS_tgkill, getpid(), thread, number))
		return false;
	const struct timespec millisecond = { .tv_nsec = 1000000 };
	for (int waited = 0; waited < LONGEST_WAIT_MS; waited++) {
		/* Pairs with the release in print_own_stack(). */
		if (__atomic_load_n(&answers, __ATOMIC_ACQUIRE) != before)
			return true;
		nanosleep(&millisecond, NULL);
	}
	return false;
}

int platform_dump_all_stacks(void)
{
	void *warm_up[1];
	backtrace(warm_up, 1);

	const int number = SIGRTMAX - 1;
	struct sigaction previous, action = { .sa_handler = print_own_stack, .sa_flags = SA_RESTART };
	sigemptyset(&action.sa_mask);
	DIR *tasks = opendir("/proc/self/task");
	if (!tasks)
		return 0;
	if (sigaction(number, &action, &previous)) {
		closedir(tasks);
		return 0;
	}
	int answered = 0;
	bool all = true;
	for (struct dirent *task; (task = readdir(tasks));) {
		const pid_t thread = (pid_t)strtol(task->d_name, NULL, 10);
		if (thread <= 0)
			continue;
		print_name(thread);
		if (thread == gettid()) {
			print_own_stack(number);
			answered++;
		} else if (is_blocked(thread, number)) {
			dprintf(STDERR_FILENO, "  blocks signals\n");
		} else if (ask_for_stack(thread, number)) {
			answered++;
		} else {
			all = false;
			dprintf(STDERR_FILENO, "  no answer\n");
		}
	}
	closedir(tasks);
	/* A late answer must still find the handler: its default action would end the process. */
	if (all)
		sigaction(number, &previous, NULL);
	return answered;
}
