import CBenchmarkShim
import Glibc

/// What one window told Google Benchmark.
public struct GoogleBenchmarkResult: Sendable {
    let name: String
    let shim: benchmark_shim_result

    /// A result of case `name`: ns per operation of the measured role, its operations per second over all threads, whether
    /// the window's checks held, and the share of it in which all threads were in their loops.
    public init(
        name: String, nanosecondsPerOperation: Double, operationsPerSecond: Double, isValid: Bool,
        fullConcurrency: Double
    ) {
        self.name = name
        shim = benchmark_shim_result(
            seconds_per_operation: nanosecondsPerOperation * 1e-9, operations_per_second: operationsPerSecond,
            valid: isValid ? 1 : 0, full_concurrency_fraction: fullConcurrency)
    }
}

/// Google Benchmark's own reports, on the console and as JSON.
///
/// Windows are measured block by block, and in several processes, while Google Benchmark reports a case with all its
/// repetitions. So its reports are made at the end: the results are handed to it once more, as they were measured, and what it
/// prints, writes and aggregates is its own.
public struct GoogleBenchmarkReport {
    private static let reporting = ["--benchmark_out", "--benchmark_format"]
    private let arguments: [String]

    /// The report that `arguments` ask for; nil where they ask for none.
    /// - Throws: `EngineError` where the output cannot be written: Google Benchmark would end the process.
    public init?(arguments: [String]) throws(EngineError) {
        guard Self.reporting.contains(where: { GoogleBenchmarkOptions.value(of: $0, in: arguments) != nil }) else {
            return nil
        }
        self.arguments = arguments
        if let path = GoogleBenchmarkOptions.value(of: "--benchmark_out", in: arguments) {
            let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o666)
            guard descriptor >= 0 else { throw EngineError("cannot write '\(path)': \(errorText(errno)).") }
            close(descriptor)
        }
    }

    /// Reports `results`, in any order; the console's report goes to stdout where `--benchmark_format` was given.
    public func write(_ results: [GoogleBenchmarkResult]) throws(EngineError) {
        var names: [String] = []
        var replay = Replay()
        for result in results {
            if replay.waiting[result.name] == nil { names.append(result.name) }
            replay.waiting[result.name, default: []].append(result.shim)
        }
        replay.names = names
        // What was measured is what passed the filter.
        try GoogleBenchmark.configure(arguments.filter { !$0.hasPrefix("--benchmark_filter") })
        defer { GoogleBenchmark.reset() }
        let isAsked = GoogleBenchmarkOptions.value(of: "--benchmark_format", in: arguments) != nil
        try withUnsafeMutablePointer(to: &replay) { replay throws(EngineError) in
            for (index, name) in names.enumerated() {
                try GoogleBenchmark.register(
                    name, index: index, repetitions: replay.pointee.waiting[name]?.count ?? 1, body: Self.next,
                    context: replay)
            }
            try GoogleBenchmark.run(console: isAsked)
        }
    }

    private struct Replay {
        var names: [String] = []
        var waiting: [String: [benchmark_shim_result]] = [:]
    }

    /// The next result of case `index`, in the order of measuring.
    private static let next: benchmark_shim_repetition = { context, index in
        guard let replay = context?.assumingMemoryBound(to: Replay.self),
            let result = replay.pointee.waiting[replay.pointee.names[index]]?.first
        else { return benchmark_shim_result() }
        replay.pointee.waiting[replay.pointee.names[index]]?.removeFirst()
        return result
    }
}
