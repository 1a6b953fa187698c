/* What the engine needs of Linux and Swift cannot say: CPU sets, a signal flag, stacks of all threads, cheap facts. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Let the calling thread run on CPU `cpu` only. Return: 0 or a negative errno. */
int platform_pin_current_thread(int cpu);

/* Name the calling thread in stacks and in ps; what is beyond 15 bytes is cut off. */
void platform_name_current_thread(const char *_Nonnull name);

/* Have the calling thread's sleeps end as near to their time as the kernel can, not up to 50 us later. */
void platform_sharpen_sleep(void);

/* The CPUs the calling thread may run on, ascending, as the kernel says now.
 * Return: how many there are (which may exceed `capacity`; only `capacity` are stored), or a negative errno. */
int platform_allowed_cpus(int *_Nonnull cpus, int capacity);

/* From now on SIGINT and SIGTERM only set a flag. Keeps the handlers it replaces.
 * Context: not nested; one thread. Return: 0 or a negative errno. */
int platform_catch_signals(void);

/* Put back the handlers that platform_catch_signals() replaced, and clear the flag. */
void platform_release_signals(void);

/* Sends SIGINT and SIGTERM on to `process` when they are caught, one that was caught already at once; 0 ends it. A second signal
 * kills it.
 * `place` is 0 or 1: two processes at most are sent to.
 * Context: between platform_catch_signals() and platform_release_signals(); end it before the process is waited for. */
void platform_forward_signals(int place, int process);

/* The first signal caught and not yet cleared, or 0. */
int platform_caught_signal(void);

/* Set the flag as the signal would (0 clears it): for tests. */
void platform_set_caught_signal(int number);

/* Write the stack of every thread of the process to stderr, one after the other.
 * Context: not from a signal handler. Waits at most a quarter of a second for each thread; one that blocks signals or is stuck in
 * the kernel is named and left out. Return: how many threads answered. */
int platform_dump_all_stacks(void);

/* 1: addresses are randomised for this process, 0: they are not, -1: unknown. */
int platform_aslr(void);

/* 1: the kernel offers the membarrier() that liburcu's memb flavour wants, 0: it does not, -1: unknown. */
int platform_membarrier(void);

/* Copies the build ID of the program (the note that the linker made of its content) to `bytes`.
 * Return: its length, 0 where there is none or it is longer than `capacity`. */
size_t platform_build_id(unsigned char *_Nonnull bytes, size_t capacity);

/* Whether something that was printed to stdout could not be written, now or earlier. */
bool platform_stdout_failed(void);

/* The C compiler that built this, as it calls itself. */
const char *_Nonnull platform_c_compiler(void);

#ifdef __cplusplus
}
#endif
