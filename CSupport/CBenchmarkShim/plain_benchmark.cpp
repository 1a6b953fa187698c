/* A plain Google Benchmark program's loop, run on demand. */
#include "include/plain_benchmark.h"

#if !__has_include(<benchmark/benchmark.h>)
#error "benchmark/benchmark.h not found: install Debian's libbenchmark-dev"
#endif
#include <benchmark/benchmark.h>

#include <exception>
#include <vector>

namespace {

/* Keeps the real time of the one run and prints nothing. */
class Keeper : public benchmark::BenchmarkReporter {
public:
	double nanoseconds = -1;

	bool ReportContext(const Context &) override { return true; }

	void ReportRuns(const std::vector<Run> &runs) override
	{
		for (const Run &run : runs)
			if (run.run_type == Run::RT_Iteration && !run.error_occurred)
				nanoseconds = run.GetAdjustedRealTime();
	}
};

} // namespace

extern "C" double plain_benchmark_run(plain_section section, void *state, uint64_t batch, uint64_t operations)
{
	try {
		const auto iterations = static_cast<benchmark::IterationCount>(operations / batch * batch);
		const auto step = static_cast<benchmark::IterationCount>(batch);

		benchmark::ClearRegisteredBenchmarks();
		benchmark::RegisterBenchmark("plain", [=](benchmark::State &run) {
			while (run.KeepRunningBatch(step))
				section(state, batch);
		})->Iterations(iterations)->UseRealTime()->Unit(benchmark::kNanosecond);
		Keeper keeper;

		benchmark::RunSpecifiedBenchmarks(&keeper, "plain");
		benchmark::ClearRegisteredBenchmarks();
		return keeper.nanoseconds;
	} catch (const std::exception &) {
		return -1;
	}
}
