import BenchmarkEngine
import Glibc
import NetNamespaceBenchmarks

/// What a run will measure, checked before anything is opened or started.
struct RunPlan {
    /// A case that is not measured, and why.
    typealias Skipped = (benchmark: any PlannedCase, reason: String)

    /// The cases that are measured.
    private(set) var measurable: [any PlannedCase]
    /// The cases that are not measured, with the reason: the prediction where they would take too long.
    private(set) var skipped: [Skipped] = []
    /// Why combinations were left out.
    let refusals: [String]

    private let window: UInt64
    private let warmup: UInt64
    private let cores: Int

    /// What a process costs besides its windows and worlds: its start, and finding out what machine this is; measured.
    static let processSeconds = 0.1

    /// The cases of the model.
    ///
    /// - Parameters:
    ///   - seed: of everything random inside a case.
    ///   - window: the nominal length of a window, in ns.
    ///   - warmup: in ns.
    init(
        request: SweepRequest, seed: UInt64, window: UInt64, warmup: UInt64, selection: CaseSelection = CaseSelection()
    ) throws {
        let sweep = Sweep(request, seed: seed)
        try self.init(
            cases: sweep.cases, refusals: sweep.refusals, cores: request.cores, seed: seed, window: window,
            warmup: warmup, selection: selection)
    }

    /// Any cases, and the references that every campaign measures besides.
    ///
    /// - Parameter refusals: why combinations were left out.
    init(
        cases: [any PlannedCase], refusals: [String], cores: Int, seed: UInt64, window: UInt64, warmup: UInt64,
        selection: CaseSelection
    ) throws {
        self.window = window
        self.warmup = warmup
        self.cores = cores
        self.refusals = refusals
        guard !cases.isEmpty else {
            let reasons = refusals.joined(separator: "\n")
            throw ProgramFailure.usage(reasons.isEmpty ? "no case can be made of these options." : reasons)
        }
        measurable = try selection.select(cases, references: Sweep.references(seed: seed))
        let longest = WindowForecast.longest(window)
        skip { planned in
            let predicted = planned.predictedNanoseconds
            guard predicted > Double(longest) else { return nil }
            return "one operation is predicted to take \(milliseconds(predicted)) or more, and a window is extended to "
                + "\(milliseconds(Double(longest))) at most: nothing would end in it; use a longer --duration, or less of the rest"
        }
    }

    /// Leaves out all cases but those.
    mutating func restrict(to isWanted: (any PlannedCase) -> Bool) {
        measurable.removeAll { !isWanted($0) }
        skipped.removeAll { !isWanted($0.benchmark) }
    }

    /// Measures no case of which `reason` says why.
    mutating func skip(_ reason: (any PlannedCase) -> String?) {
        let judged = measurable.map { (benchmark: $0, reason: reason($0)) }
        measurable = judged.filter { $0.reason == nil }.map(\.benchmark)
        skipped += judged.compactMap { judged in judged.reason.map { (judged.benchmark, $0) } }
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

    /// Prints the names, one a line.
    func list() {
        for benchmark in measurable { print(benchmark.name) }
        for (benchmark, reason) in skipped { print("\(benchmark.name)  (skipped: \(reason))") }
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
