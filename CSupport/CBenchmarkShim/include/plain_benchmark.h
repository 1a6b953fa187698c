/*
 * The same sections measured the plain way: a Google Benchmark loop in C++ with
 * KeepRunningBatch(), no role pool, no Swift. What the harness is held against.
 */
#pragma once

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What a section did; the layout of the model's struct net_section_result. */
struct plain_section_result {
	uint64_t operations;
	uint64_t timed_ns;
};

typedef struct plain_section_result (*plain_section)(void *_Nonnull state, uint64_t operations);

/* Runs @section in batches of @batch operations until about @operations are done.
 * Context: one thread at a time, no engine running. Return: nanoseconds per operation, or a negative number if
 * Google Benchmark failed. */
double plain_benchmark_run(plain_section _Nonnull section, void *_Nonnull state, uint64_t batch, uint64_t operations);

#ifdef __cplusplus
}
#endif
