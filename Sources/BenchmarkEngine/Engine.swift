import BenchmarkResults
import CPlatform
import Glibc

/// Measures cases, with Google Benchmark as the conductor and pools of threads as the orchestra.
///
/// Google Benchmark keeps its state in globals, so at most one engine of a process runs at a time.
public final class Engine {
    private let configuration: EngineConfiguration

    /// Creates an engine.
    public init(configuration: EngineConfiguration) {
        self.configuration = configuration
    }

    /// Measures every repetition of the cases that match `--benchmark_filter` (all without it).
    ///
    /// SIGINT and SIGTERM end the run early while it lasts; the handlers of before are put back.
    /// - Parameters:
    ///   - cases: with unique names.
    ///   - onRow: takes each row when its window has closed; on the calling thread.
    ///   - onProgress: told before each repetition how many are done, and once after the last; on the calling thread.
    /// - Returns: what was done. After `timedOut` threads of the run still work: the caller should end the process at once.
    /// - Throws: `EngineError` or `GoogleBenchmarkOptions.Refusal` before anything has run; else what `onRow` threw, after
    ///   which nothing more is measured.
    public func run(
        _ cases: [any BenchmarkCase], onRow: @escaping (ResultRow) throws -> Void,
        onProgress: ((_ done: Int, _ total: Int, _ name: String) -> Void)?
    ) throws -> EngineSummary {
        let arguments = configuration.googleBenchmarkArguments
        try GoogleBenchmarkOptions.validate(arguments)
        let repetitions = try self.repetitions()
        try checkOutput(GoogleBenchmarkOptions.value(of: "--benchmark_out", in: arguments))
        let matches = try Engine.listMatching(cases, arguments: arguments).count

        var generator = SeededGenerator(seed: configuration.seed)
        let conductor = try Conductor(
            cases: cases.shuffled(using: &generator), configuration: configuration, total: matches * repetitions,
            onRow: onRow, onProgress: onProgress)
        try GoogleBenchmark.configure(arguments)
        defer { GoogleBenchmark.reset() }
        for (index, benchmark) in conductor.cases.enumerated() {
            try GoogleBenchmark.register(
                benchmark.name, index: index, repetitions: repetitions, body: Conductor.callback,
                context: Unmanaged.passUnretained(conductor).toOpaque())
        }
        let code = platform_catch_signals()
        guard code == 0 else { throw EngineError("cannot catch signals: \(errorText(-code)).") }
        defer { platform_release_signals() }
        let isAsked = GoogleBenchmarkOptions.value(of: "--benchmark_format", in: arguments) != nil
        try withExtendedLifetime(conductor) {
            try GoogleBenchmark.run(console: configuration.showGoogleBenchmarkConsole || isAsked)
        }
        if let failure = conductor.failure { throw failure }
        return conductor.summary
    }

    /// The cases that Google Benchmark's `--benchmark_filter=filter` selects, in their order.
    /// - Throws: `EngineError` or `GoogleBenchmarkOptions.Refusal` for a bad pattern or names that are not unique.
    public static func listMatching(_ cases: [any BenchmarkCase], filter: String) throws -> [any BenchmarkCase] {
        try listMatching(cases, arguments: filter.isEmpty ? [] : ["--benchmark_filter=" + filter])
    }

    static func listMatching(_ cases: [any BenchmarkCase], arguments: [String]) throws -> [any BenchmarkCase] {
        try GoogleBenchmarkOptions.validate(arguments)
        var seen: Set<String> = []
        for benchmark in cases where !seen.insert(benchmark.name).inserted {
            throw EngineError("two cases have the name '\(benchmark.name)'.")
        }
        let filter = GoogleBenchmarkOptions.value(of: "--benchmark_filter", in: arguments)
        let selection = filter.map { ["--benchmark_filter=" + $0] } ?? []
        try GoogleBenchmark.configure(["--benchmark_list_tests=true"] + selection)
        defer { GoogleBenchmark.reset() }
        for (index, benchmark) in cases.enumerated() {
            try GoogleBenchmark.register(
                benchmark.name, index: index, repetitions: 1, body: Conductor.callback, context: nil)
        }
        // Google Benchmark adds its own parameters to a name; the first of them is the number of iterations.
        let names = Set(try GoogleBenchmark.list().map { Engine.caseName(in: $0) })
        return cases.filter { names.contains($0.name) }
    }

    /// The name a case was registered with, from Google Benchmark's full name.
    private static func caseName(in fullName: String) -> String {
        let marker = Array("/iterations:".utf8)
        let bytes = Array(fullName.utf8)
        let starts = bytes.indices.dropLast(min(bytes.count, marker.count))
        let start = starts.last { bytes[$0...].starts(with: marker) } ?? bytes.count
        return String(decoding: bytes[..<start], as: UTF8.self)
    }

    private func repetitions() throws(EngineError) -> Int {
        let arguments = configuration.googleBenchmarkArguments
        let option = GoogleBenchmarkOptions.value(of: "--benchmark_repetitions", in: arguments)
        let count = option.flatMap { Int($0) } ?? configuration.repetitions
        guard count >= 1 else { throw EngineError("repetitions: \(count) is less than 1.") }
        return count
    }

    /// Google Benchmark ends the process where it cannot open its output.
    private func checkOutput(_ path: String?) throws(EngineError) {
        guard let path else { return }
        let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw EngineError("cannot write '\(path)': \(errorText(errno)).") }
        close(descriptor)
    }
}
