/* CPU sets by number. Sets are allocated for as many CPUs as the kernel knows, which may be more than CPU_SETSIZE. */
#define _GNU_SOURCE
#include "platform.h"

#include <errno.h>
#include <sched.h>

/* Large enough for every kernel configuration (NR_CPUS is at most 8192). */
enum { MOST_CPUS = 8192 };

int platform_pin_current_thread(int cpu)
{
	if (cpu < 0 || cpu >= MOST_CPUS)
		return -EINVAL;
	cpu_set_t *set = CPU_ALLOC(MOST_CPUS);
	if (!set)
		return -ENOMEM;
	const size_t size = CPU_ALLOC_SIZE(MOST_CPUS);
	CPU_ZERO_S(size, set);
	CPU_SET_S((size_t)cpu, size, set);
	const int result = sched_setaffinity(0, size, set) ? -errno : 0;
	CPU_FREE(set);
	return result;
}

int platform_allowed_cpus(int *cpus, int capacity)
{
	cpu_set_t *set = CPU_ALLOC(MOST_CPUS);
	if (!set)
		return -ENOMEM;
	const size_t size = CPU_ALLOC_SIZE(MOST_CPUS);
	CPU_ZERO_S(size, set);
	int count = 0;
	if (sched_getaffinity(0, size, set)) {
		count = -errno;
	} else {
		for (int cpu = 0; cpu < MOST_CPUS; cpu++) {
			if (!CPU_ISSET_S((size_t)cpu, size, set))
				continue;
			if (count < capacity)
				cpus[count] = cpu;
			count++;
		}
	}
	CPU_FREE(set);
	return count;
}
