import CBenchmarkShim
import Glibc

/// Google Benchmark's globals: flags, registered benchmarks, context; one thread at a time.
enum GoogleBenchmark {
    /// Forgets an earlier run and sets the flags: the defaults, then `arguments`, which must have been validated.
    static func configure(_ arguments: [String]) throws(EngineError) {
        benchmark_shim_reset()
        let all = ["netnsbench"] + GoogleBenchmarkOptions.defaults + arguments
        let copies: [UnsafePointer<CChar>] = all.compactMap { strdup($0).map { UnsafePointer($0) } }
        defer { copies.forEach { free(UnsafeMutablePointer(mutating: $0)) } }
        guard copies.count == all.count, benchmark_shim_configure(Int32(copies.count), copies) == 0 else {
            throw EngineError("Google Benchmark does not take its options: \(arguments.joined(separator: " ")).")
        }
    }

    /// Forgets the benchmarks of a run, and with them the pointers they hold.
    static func reset() {
        benchmark_shim_reset()
    }

    /// Registers benchmark `index`, whose repetitions call `body` with `context`.
    static func register(
        _ name: String, index: Int, repetitions: Int, body: benchmark_shim_repetition, context: UnsafeMutableRawPointer?
    ) throws(EngineError) {
        guard benchmark_shim_register(name, index, Int32(clamping: repetitions), body, context) == 0 else {
            throw EngineError("cannot register benchmark '\(name)'.")
        }
    }

    /// Runs what matches the filter.
    static func run(console: Bool) throws(EngineError) {
        var complaint = ""
        let matches = withUnsafeMutablePointer(to: &complaint) {
            benchmark_shim_run(console, GoogleBenchmark.append, $0)
        }
        if matches < 0 { throw EngineError("Google Benchmark failed: \(complaint)") }
    }

    /// The full names that match the filter; the flag `--benchmark_list_tests` must be set.
    static func list() throws(EngineError) -> [String] {
        var names = ""
        var complaint = ""
        // One context serves both texts: a bad pattern leaves no names.
        let matches = withUnsafeMutablePointer(to: &names) { namesPointer in
            withUnsafeMutablePointer(to: &complaint) { complaintPointer in
                var sinks = (namesPointer, complaintPointer)
                return withUnsafeMutablePointer(to: &sinks) {
                    benchmark_shim_list(GoogleBenchmark.appendFirst, GoogleBenchmark.appendSecond, $0)
                }
            }
        }
        if matches < 0 || complaint.contains("Could not compile") {
            throw EngineError("Google Benchmark: \(complaint.trimmingWhitespace())")
        }
        return matches == 0 ? [] : names.split(separator: "\n").map(String.init)
    }

    private typealias Sinks = (UnsafeMutablePointer<String>, UnsafeMutablePointer<String>)

    private static func text(_ bytes: UnsafePointer<CChar>, _ length: Int) -> String {
        String(decoding: UnsafeRawBufferPointer(start: bytes, count: length), as: UTF8.self)
    }

    private static let append: benchmark_shim_text = { context, bytes, length in
        context?.assumingMemoryBound(to: String.self).pointee += text(bytes, length)
    }

    private static let appendFirst: benchmark_shim_text = { context, bytes, length in
        context?.assumingMemoryBound(to: Sinks.self).pointee.0.pointee += text(bytes, length)
    }

    private static let appendSecond: benchmark_shim_text = { context, bytes, length in
        context?.assumingMemoryBound(to: Sinks.self).pointee.1.pointee += text(bytes, length)
    }
}
