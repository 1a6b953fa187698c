import BenchmarkResults
import CPlatform

/// Measures cases, with Google Benchmark as the conductor and pools of threads as the orchestra.
///
/// Google Benchmark keeps its state in globals, so at most one engine of a process runs at a time.
public final class Engine {
    private let configuration: EngineConfiguration

    /// Creates an engine.
    public init(configuration: EngineConfiguration) {
        self.configuration = configuration
    }

    /// Measures the cases that match `--benchmark_filter` (all without it), one pass over all of them after the other.
    ///
    /// Each pass has an order of its own, from the seed (`BlockOrder`). What Google Benchmark's options ask it to report
    /// (`GoogleBenchmarkReport`) it reports at the end.
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
        let report = try GoogleBenchmarkReport(arguments: arguments)
        let matching = try Engine.listMatching(cases, arguments: arguments)
        let conductor = try Conductor(
            cases: matching, configuration: configuration, total: matching.count * repetitions, onRow: onRow,
            onProgress: onProgress)
        let code = platform_catch_signals()
        guard code == 0 else { throw EngineError("cannot catch signals: \(errorText(-code)).") }
        defer { platform_release_signals() }
        for pass in 1...repetitions where !conductor.isOver {
            try play(pass, conductor)
        }
        if let failure = conductor.failure { throw failure }
        try report?.write(conductor.results)
        return conductor.summary
    }

    /// One pass over all cases: Google Benchmark plays them in the order in which they are registered.
    private func play(_ pass: Int, _ conductor: Conductor) throws {
        try GoogleBenchmark.configure([])
        defer { GoogleBenchmark.reset() }
        for index in blockOrder(conductor.cases.map(\.group), seed: configuration.seed, pass: pass) {
            try GoogleBenchmark.register(
                conductor.cases[index].name, index: index, repetitions: 1, body: Conductor.callback,
                context: Unmanaged.passUnretained(conductor).toOpaque())
        }
        conductor.pass = pass
        try withExtendedLifetime(conductor) { try GoogleBenchmark.run(console: false) }
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
}
