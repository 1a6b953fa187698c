/* The ground a worker stands on: a user namespace, a network namespace, and a watch on the process it works for. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "kb_internal.h"

static _Thread_local char sentence[512];

const char *kb_error(void)
{
	return sentence;
}

int kb_fail(int code, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(sentence, sizeof(sentence), format, arguments);
	va_end(arguments);
	return -code;
}

uint64_t kb_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000000000 + (uint64_t)now.tv_nsec;
}

void kb_pause(void)
{
	nanosleep(&(struct timespec){ .tv_nsec = 200000 }, NULL);
}

/* ---- a user namespace ---- */

static int write_file(const char *path, const char *text)
{
	const int fd = open(path, O_WRONLY | O_CLOEXEC);

	if (fd < 0)
		return -errno;
	const ssize_t written = write(fd, text, strlen(text));
	const int error = written < 0 ? -errno : 0;

	close(fd);
	return error;
}

static long read_limit(const char *path)
{
	long value = -1;
	FILE *file = fopen(path, "re");

	if (file) {
		if (fscanf(file, "%ld", &value) != 1)
			value = -1;
		fclose(file);
	}
	return value;
}

static int refuse_user_namespace(int code)
{
	switch (code) {
	case ENOSPC:
		return kb_fail(code,
			       "no user namespace can be made: their number is used up (unshare says ENOSPC, and it is not "
			       "the disk): /proc/sys/user/max_user_namespaces is %ld here, and every user namespace around this "
			       "one has a limit of its own; raise the one that is too low",
			       read_limit("/proc/sys/user/max_user_namespaces"));
	case EPERM:
		return kb_fail(code,
			       "no user namespace can be made: unshare(CLONE_NEWUSER) is not permitted; it would be with the sysctl "
			       "kernel.unprivileged_userns_clone=1 (Debian), with kernel.apparmor_restrict_unprivileged_userns=0 "
			       "(Ubuntu), with a seccomp profile that lets unshare through (containers), or outside a chroot");
	case EINVAL:
		return kb_fail(code, "no user namespace can be made: this kernel has none (CONFIG_USER_NS), or this process has a "
				     "second thread already (a sanitizer starts one): use a kernel that has them, and a build "
				     "without");
	case ENOSYS:
		return kb_fail(code, "no user namespace can be made: this kernel has none (CONFIG_USER_NS); use one that has");
	default:
		return kb_fail(code, "no user namespace can be made: %s", strerror(code));
	}
}

static int enter_user_namespace(void)
{
	char map[64];
	const unsigned user = geteuid(), group = getegid();

	if (unshare(CLONE_NEWUSER))
		return refuse_user_namespace(errno);
	/* A kernel before 3.19 has no setgroups file, and asks for none. */
	int error = write_file("/proc/self/setgroups", "deny");

	if (error == -ENOENT)
		error = 0;
	snprintf(map, sizeof(map), "0 %u 1\n", user);
	if (!error)
		error = write_file("/proc/self/uid_map", map);
	snprintf(map, sizeof(map), "0 %u 1\n", group);
	if (!error)
		error = write_file("/proc/self/gid_map", map);
	if (error)
		return kb_fail(-error,
			       "the user namespace cannot have a root: writing its id map says %s; a system that restricts "
			       "unprivileged user namespaces does that: allow them, or run as root",
			       strerror(-error));
	return 0;
}

static int refuse_network_namespace(enum kb_ground ground, int code)
{
	if (code == ENOSPC)
		return kb_fail(code,
			       "no network namespace can be made: their number is used up (unshare says ENOSPC, and it is not the "
			       "disk): this user namespace and every one around it has a limit of its own in "
			       "/proc/sys/user/max_net_namespaces; raise the one that is too low, or end what uses them up");
	if (code == EPERM && ground == KB_GROUND_MACHINE)
		return kb_fail(code, "no network namespace of the machine's own can be made: that needs root (CAP_SYS_ADMIN)");
	if (code == EPERM)
		return kb_fail(code,
			       "no network namespace can be made although there is a user namespace: unshare(CLONE_NEWNET) is not "
			       "permitted; a seccomp profile or AppArmor does that: let unshare through, or run as root");
	if (code == EINVAL)
		return kb_fail(code, "no network namespace can be made: this kernel has none (CONFIG_NET_NS); use one that has");
	return kb_fail(code, "no network namespace can be made: %s", strerror(code));
}

/* ---- whom it works for ---- */

static void *watch(void *argument)
{
	struct pollfd parent = { .fd = (int)(intptr_t)argument, .events = POLLIN };

	while (poll(&parent, 1, -1) < 0 && errno == EINTR)
		;
	/* Nobody reads the rows any more. As a signal, because every thread of this process may be busy in the kernel. */
	kill(getpid(), SIGKILL);
	return NULL;
}

/*
 * Not by PR_SET_PDEATHSIG: that comes when the *thread* that forked ends, and who started this one forks on a thread of a pool.
 */
static int watch_parent(int parent)
{
	pthread_t thread;
	sigset_t all, before;
	const int fd = (int)syscall(SYS_pidfd_open, parent, 0);

	if (fd < 0)
		return kb_fail(errno, "the process %d that this worker works for cannot be watched: %s", parent, strerror(errno));
	if (getppid() != parent)
		return kb_fail(ESRCH, "the process %d that this worker works for is gone", parent);
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	const int error = pthread_create(&thread, NULL, watch, (void *)(intptr_t)fd);

	pthread_sigmask(SIG_SETMASK, &before, NULL);
	if (error)
		return kb_fail(error, "the worker's watch cannot be started: %s", strerror(error));
	pthread_detach(thread);
	return 0;
}

/* A namespace is a descriptor: take as many as may be. */
static void raise_descriptors(void)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < limit.rlim_max) {
		limit.rlim_cur = limit.rlim_max;
		setrlimit(RLIMIT_NOFILE, &limit);
	}
}

/* The kernel gives the first of them this number (PROC_USER_INIT_INO). */
static bool is_in_first_user_namespace(void)
{
	struct stat status;

	return stat("/proc/self/ns/user", &status) == 0 && status.st_ino == 0xEFFFFFFD;
}

int kb_enter(enum kb_ground ground, int parent)
{
	int error;

	raise_descriptors();
	if (ground == KB_GROUND_MACHINE && !is_in_first_user_namespace())
		return kb_fail(EPERM, "the namespaces made here would not be the machine's own, as this process is in a user namespace: "
				      "run as root outside of it (of the container)");
	if (ground == KB_GROUND_USER) {
		error = enter_user_namespace();
		if (error)
			return error;
	}
	if (unshare(CLONE_NEWNET))
		return refuse_network_namespace(ground, errno);
	return watch_parent(parent);
}

/* ---- namespaces ---- */

int kb_own_namespace(void)
{
	const int fd = open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC);

	return fd < 0 ? -errno : fd;
}

int kb_go(int fd)
{
	return setns(fd, CLONE_NEWNET) ? -errno : 0;
}

int kb_create(uint64_t *throttled)
{
	uint64_t began = 0;

	while (unshare(CLONE_NEWNET)) {
		const int error = errno;

		if (error != ENOSPC)
			return refuse_network_namespace(KB_GROUND_USER, error);
		if (!began)
			began = kb_now();
		else if (kb_now() - began > (uint64_t)KB_PATIENCE_MS * 1000000)
			return refuse_network_namespace(KB_GROUND_USER, error);
		(*throttled)++;
		kb_pause();
	}
	return 0;
}
