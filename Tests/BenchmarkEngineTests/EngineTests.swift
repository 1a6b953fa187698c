import BenchmarkResults
import Testing

/// Everything that runs Google Benchmark, whose state is global: one test at a time.
@Suite(.serialized) enum EngineTests {}
