import BenchmarkEngine
import Glibc
import NetNamespaceBenchmarks

/// What a run will measure, checked before anything is opened or started.
struct RunPlan {
    /// The cases that are measured.
    let measurable: [NetCase]
    /// The cases that would take too long, with the prediction.
    let skipped: [(netCase: NetCase, reason: String)]
    /// Why combinations were left out.
    let refusals: [String]

    private let window: UInt64
    private let warmup: UInt64
    private let cores: Int

    /// What a process costs besides its windows and worlds: its start, and finding out what machine this is; measured.
    static let processSeconds = 0.1

    /// - Parameters:
    ///   - seed: of everything random inside a case.
    ///   - window: the nominal length of a window, in ns.
    ///   - warmup: in ns.
    ///   - filter: a regular expression for the names of the cases.
    ///   - googleBenchmark: Google Benchmark's options, of which `--benchmark_filter` selects as well.
    ///   - names: the very cases, in place of what the filters would select.
    init(
        request: SweepRequest, seed: UInt64, window: UInt64, warmup: UInt64, filter: String? = nil,
        googleBenchmark: [String] = [], names: [String]? = nil
    ) throws {
        self.window = window
        self.warmup = warmup
        cores = request.cores
        let sweep = Sweep(request, seed: seed)
        var cases = sweep.cases
        guard !cases.isEmpty else {
            let reasons = sweep.refusals.joined(separator: "\n")
            throw ProgramFailure.usage(reasons.isEmpty ? "no case can be made of these options." : reasons)
        }
        let references = Sweep.references(seed: seed)
        if let names {
            cases = try Self.named(names, among: cases + references)
        } else {
            if let filter { cases = try Self.matching(cases, filter) }
            cases = try Self.matching(cases, googleBenchmark: googleBenchmark)
            let present = Set(cases.map(\.name))
            cases += references.filter { !present.contains($0.name) }
        }
        refusals = sweep.refusals
        let longest = WindowForecast.longest(window)
        func prediction(_ netCase: NetCase) -> Double { netCase.scenario.predictedNanoseconds(netCase.parameters) }
        measurable = cases.filter { prediction($0) <= Double(longest) }
        skipped = cases.filter { prediction($0) > Double(longest) }.map { netCase in
            let reason =
                "one operation is predicted to take \(milliseconds(prediction(netCase))) or more, and a window is extended to "
                + "\(milliseconds(Double(longest))) at most: nothing would end in it; use a longer --duration, or less of the rest"
            return (netCase, reason)
        }
    }

    /// What one pass over the cases takes, in seconds: worlds, threads and windows.
    var passSeconds: Double { costs.reduce(0) { $0 + $1.seconds } }

    /// What of that is warm-up and window.
    var passWindowSeconds: Double { costs.reduce(0) { $0 + $1.window } }

    private var costs: [CaseCost] { measurable.map { $0.cost(window: window, warmup: warmup, cores: cores) } }

    /// What the whole run takes, in seconds.
    func estimatedSeconds(processes: Int, repetitions: Int) -> Double {
        Double(processes) * (Self.processSeconds + Double(repetitions) * passSeconds)
    }

    private static func matching(_ cases: [NetCase], _ filter: String) throws -> [NetCase] {
        let regex: Regex<AnyRegexOutput>
        do {
            regex = try Regex(filter)
        } catch {
            throw ProgramFailure.usage("--filter '\(filter)' is not a regular expression: \(error)")
        }
        let chosen = cases.filter { $0.name.contains(regex) }
        guard chosen.isEmpty else { return chosen }
        let hint = nearestName(to: filter, in: cases.map(\.name)).map { " The nearest is '\($0)'." } ?? ""
        throw ProgramFailure.usage("--filter '\(filter)' matches none of \(cases.count) cases.\(hint)")
    }

    private static func matching(_ cases: [NetCase], googleBenchmark: [String]) throws -> [NetCase] {
        guard let pattern = GoogleBenchmarkOptions.value(of: "--benchmark_filter", in: googleBenchmark) else {
            return cases
        }
        do {
            let names = Set(try Engine.listMatching(cases, filter: pattern).map(\.name))
            guard names.isEmpty else { return cases.filter { names.contains($0.name) } }
        } catch {
            throw ProgramFailure.usage("\(error)")
        }
        throw ProgramFailure.usage("--benchmark_filter=\(pattern) matches none of \(cases.count) cases.")
    }

    private static func named(_ names: [String], among cases: [NetCase]) throws -> [NetCase] {
        let known = Dictionary(cases.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        return try names.map { name in
            guard let netCase = known[name] else { throw unknownValue("case", name, known: known.keys.sorted()) }
            return netCase
        }
    }

    /// By the nearest word of a name, as a filter is rarely as long as a name.
    private static func nearestName(to filter: String, in names: [String]) -> String? {
        let words = Set(names.flatMap { $0.split(separator: "/").map(String.init) })
        guard let word = nearest(to: filter, in: words.sorted()) else { return names.first }
        return names.first { $0.split(separator: "/").contains(Substring(word)) }
    }

    /// Prints the names, one a line.
    func list() {
        for netCase in measurable { print(netCase.name) }
        for (netCase, reason) in skipped { print("\(netCase.name)  (skipped: \(reason))") }
    }

    /// Refuses what does not fit before it is tried.
    func refuseTooMuchMemory() throws {
        guard let largest = measurable.max(by: { $0.bytes < $1.bytes }), let available = availableMemory(),
            largest.bytes > available / 10 * 9
        else { return }
        throw ProgramFailure.usage(
            "\(largest.name) needs about \(largest.bytes >> 20) MiB, and \(available >> 20) MiB are available.")
    }

    private func availableMemory() -> Int? {
        guard let file = fopen("/proc/meminfo", "r") else { return nil }
        defer { fclose(file) }
        var buffer = [CChar](repeating: 0, count: 256)
        while fgets(&buffer, Int32(buffer.count), file) != nil {
            let line = String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
            guard line.hasPrefix("MemAvailable:") else { continue }
            return line.split(separator: " ").dropFirst().first.flatMap { Int($0) }.map { $0 * 1024 }
        }
        return nil
    }
}

/// A time in ms for people, in whole numbers where it is long.
private func milliseconds(_ nanoseconds: Double) -> String {
    let milliseconds = nanoseconds / 1e6
    return milliseconds < 10 ? "\((milliseconds * 10).rounded() / 10) ms" : "\(Int(milliseconds)) ms"
}
