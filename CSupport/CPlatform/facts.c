/* Facts about this process, and a name for a thread, that macros, constants or variadics hide from Swift. */
#define _GNU_SOURCE
#include "platform.h"

#include <errno.h>
#include <linux/membarrier.h>
#include <stdio.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

void platform_name_current_thread(const char *name)
{
	prctl(PR_SET_NAME, name, 0, 0, 0);
}

void platform_sharpen_sleep(void)
{
	prctl(PR_SET_TIMERSLACK, 1, 0, 0, 0);
}

bool platform_stdout_failed(void)
{
	return ferror(stdout) != 0;
}

int platform_aslr(void)
{
	const int personality_now = personality(0xffffffff);
	FILE *file = fopen("/proc/sys/kernel/randomize_va_space", "re");
	int level = -1;
	if (file) {
		if (fscanf(file, "%d", &level) != 1)
			level = -1;
		fclose(file);
	}
	if (personality_now != -1 && (personality_now & ADDR_NO_RANDOMIZE))
		return 0;
	if (level < 0)
		return -1;
	return level > 0;
}

int platform_membarrier(void)
{
	const long commands = syscall(SYS_membarrier, MEMBARRIER_CMD_QUERY, 0, 0);

	if (commands < 0) /* ENOSYS: not built in; EPERM: a seccomp filter forbids it */
		return errno == ENOSYS || errno == EPERM ? 0 : -1;
	return (commands & MEMBARRIER_CMD_PRIVATE_EXPEDITED) != 0;
}

const char *platform_c_compiler(void)
{
	return __VERSION__;
}
