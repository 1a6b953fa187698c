// Google Benchmark behind extern "C". Nothing else of the program includes its header, and no C++ exception leaves this file.
#if !__has_include(<benchmark/benchmark.h>)
#error "benchmark/benchmark.h not found: install Debian's libbenchmark-dev"
#else

#include "benchmark_shim.h"

#include <benchmark/benchmark.h>

#include <exception>
#include <map>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

namespace {

// The display of a run whose rows are printed elsewhere.
class SilentReporter : public benchmark::BenchmarkReporter {
 public:
	bool ReportContext(const Context &) override { return true; }
	void ReportRuns(const std::vector<Run> &) override {}
};

void tell(benchmark_shim_text sink, void *context, const std::string &text)
{
	if (!text.empty())
		sink(context, text.data(), text.size());
}

// The body of every benchmark: exactly one iteration, whose time the engine measured.
void repetition_body(benchmark::State &state, benchmark_shim_repetition repetition, void *context, size_t index)
{
	benchmark_shim_result result = {};
	// Google Benchmark asserts that the loop ran to its end, so it does, whatever the repetition said.
	for (auto _ : state) {
		result = repetition(context, index);
		state.SetIterationTime(result.seconds_per_operation);
	}
	state.counters["ops_per_s"] = result.operations_per_second;
	state.counters["valid"] = result.valid;
	state.counters["full_concurrency_fraction"] = result.full_concurrency_fraction;
}

}  // namespace

void benchmark_shim_reset(void)
{
	benchmark::ClearRegisteredBenchmarks();
	// AddCustomContext() refuses a key that an earlier run left behind.
	std::map<std::string, std::string> *&context = benchmark::internal::GetGlobalContext();
	delete context;
	context = nullptr;
}

int benchmark_shim_register(const char *name, size_t index, int repetitions, benchmark_shim_repetition repetition,
			    void *context)
{
	try {
		auto body = [=](benchmark::State &state) { repetition_body(state, repetition, context, index); };
		// One thread is the default; to say so would only add "/threads:1" to the name.
		benchmark::RegisterBenchmark(name, body)
			->Iterations(1)
			->Repetitions(repetitions)
			->UseManualTime()
			->Unit(benchmark::kNanosecond);
		return 0;
	} catch (const std::exception &) {
		return -1;
	}
}

int benchmark_shim_configure(int count, const char *const *arguments)
{
	// Initialize() moves the pointers about and never writes through them. It keeps arguments[0] as the name of the
	// program for ever, so the strings of the last call stay alive here.
	static std::vector<std::string> kept;
	try {
		kept.assign(arguments, arguments + count);
		std::vector<char *> pointers;
		for (std::string &argument : kept)
			pointers.push_back(argument.data());
		pointers.push_back(nullptr);
		int left = count;
		benchmark::Initialize(&left, pointers.data());
		return left > 1 ? -1 : 0;
	} catch (const std::exception &) {
		return -1;
	}
}

long benchmark_shim_run(bool console, benchmark_shim_text error, void *context)
{
	try {
		if (console)
			return static_cast<long>(benchmark::RunSpecifiedBenchmarks());
		SilentReporter silent;
		return static_cast<long>(benchmark::RunSpecifiedBenchmarks(&silent));
	} catch (const std::exception &failure) {
		tell(error, context, failure.what());
		return -1;
	}
}

long benchmark_shim_list(benchmark_shim_text names, benchmark_shim_text error, void *context)
{
	try {
		std::ostringstream output, complaint;
		SilentReporter silent;
		silent.SetOutputStream(&output);
		silent.SetErrorStream(&complaint);
		const long matches = static_cast<long>(benchmark::RunSpecifiedBenchmarks(&silent));
		tell(names, context, output.str());
		tell(error, context, complaint.str());
		return matches;
	} catch (const std::exception &failure) {
		tell(error, context, failure.what());
		return -1;
	}
}

#endif
