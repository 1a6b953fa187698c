/*
 * Google Benchmark behind extern "C": registration, one run, the list of matches.
 *
 * Google Benchmark keeps its flags, its custom context and its registered benchmarks in globals. So everything here belongs
 * to one thread at a time, and every run starts by resetting all three.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What one repetition tells Google Benchmark. The counters have the same names in every benchmark: its console reporter
 * aborts, in a build with assertions as Debian's is, when two benchmarks differ in them. */
struct benchmark_shim_result {
	double seconds_per_operation;	/* the manual time */
	double operations_per_second;	/* of the measured role, all threads */
	double valid;			/* 1 or 0 */
	double full_concurrency_fraction;	/* 0 ... 1 */
};

/* One repetition of case `index`. Called on the thread that called benchmark_shim_run(). Must not throw. */
typedef struct benchmark_shim_result (*benchmark_shim_repetition)(void *_Nullable context, size_t index);

/* Takes text in pieces of `length` bytes (not terminated). */
typedef void (*benchmark_shim_text)(void *_Nullable context, const char *_Nonnull text, size_t length);

/* Forget all registered benchmarks and the custom context of an earlier run. */
void benchmark_shim_reset(void);

/* Register case `index`: one thread, one iteration, manual time, nanoseconds.
 * Return: 0, or -1 (out of memory). */
int benchmark_shim_register(const char *_Nonnull name, size_t index, int repetitions,
			    benchmark_shim_repetition _Nonnull repetition, void *_Nullable context);

/* Parse `arguments` (arguments[0] is the program) into Google Benchmark's flags.
 * Context: only arguments that were checked before; Google Benchmark ends the process on some that are wrong.
 * Return: 0, or -1 when an argument was not recognised. */
int benchmark_shim_configure(int count, const char *_Nonnull const *_Nonnull arguments);

/* Run what matches --benchmark_filter; with `console` Google Benchmark's own reporter prints to stdout, else none does.
 * Return: the number of matching benchmarks, or -1 when C++ threw; `error` then gets the reason. */
long benchmark_shim_run(bool console, benchmark_shim_text _Nonnull error, void *_Nullable context);

/* The full names of what matches --benchmark_filter, one per line, to `names`; a bad pattern is told to `error`.
 * Context: configured with --benchmark_list_tests=true.
 * Return: as benchmark_shim_run(). */
long benchmark_shim_list(benchmark_shim_text _Nonnull names, benchmark_shim_text _Nonnull error, void *_Nullable context);

#ifdef __cplusplus
}
#endif
