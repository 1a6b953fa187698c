/* Google Benchmark, as Debian's libbenchmark-dev installs it. */
#pragma once

#if defined(__cplusplus)
#if !__has_include(<benchmark/benchmark.h>)
#error "benchmark/benchmark.h not found: install Debian's libbenchmark-dev"
#endif
#include <benchmark/benchmark.h>
#endif
