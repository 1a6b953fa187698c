import Testing

@testable import BenchmarkEngine

@Suite struct GoogleBenchmarkOptionsTests {
    @Test func whatIsAllowedPasses() throws {
        try GoogleBenchmarkOptions.validate([
            "--benchmark_filter=rcu_.*/[0-9]+$", "--benchmark_filter=-rcu", "--benchmark_repetitions=5",
            "--benchmark_out=x.json", "--benchmark_out_format=json",
            "--benchmark_format=console", "--benchmark_context=a=b,c=d", "--benchmark_counters_tabular",
            "--benchmark_report_aggregates_only=true", "--benchmark_display_aggregates_only=1",
            "--benchmark_color=auto", "--benchmark_time_unit=us", "--benchmark_list_tests=true",
        ])
    }

    @Test(arguments: [
        "--benchmark_min_time=1", "--benchmark_perf_counters=x", "--v=3", "filter", "", "--benchmark_filter",
        "--benchmark_filter=", "--benchmark_filter=(", "--benchmark_repetitions=0", "--benchmark_repetitions=x",
        "--benchmark_out=", "--benchmark_out_format=csv", "--benchmark_format=csv", "--benchmark_context=a",
        "--benchmark_context=a=b,", "--benchmark_list_tests=maybe", "--benchmark_time_unit=h",
        "--benchmark_color=red", "--help",
    ])
    func anythingElseIsRefused(argument: String) {
        #expect(throws: GoogleBenchmarkOptions.Refusal.self) { try GoogleBenchmarkOptions.validate([argument]) }
    }

    @Test func anUnknownOptionIsToldTheNearest() {
        let refusal = #expect(throws: GoogleBenchmarkOptions.Refusal.self) {
            try GoogleBenchmarkOptions.validate(["--benchmark_filtre=x"])
        }
        #expect(refusal?.description.contains("Did you mean '--benchmark_filter'?") == true)
    }
}
