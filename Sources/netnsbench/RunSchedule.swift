import NetNamespaceBenchmarks
import Statistics

/// How many processes and repetitions a run has, and what that will cost.
struct RunSchedule {
    /// Cases that are measured.
    let cases: Int
    /// Executions of the program: the unit of replication.
    let processes: Int
    /// Passes over the cases in each.
    let repetitions: Int
    /// The fewest pairs with which one of the cases can reach significance while one pair points the other way.
    let needed: Int
    private let windowSeconds: Double

    /// The level of a family of verdicts.
    static let alpha = 0.05
    /// What a window costs besides itself, for a world and its threads; measured.
    private static let overheadSeconds = 0.004
    /// What a process costs before its first window; measured.
    private static let startSeconds = 0.06

    init(cases: Int, suite: Suite, measuring: MeasuringOptions, repetitions: Int?) {
        self.cases = cases
        needed = minimumPairsForHolm(cases: cases, alpha: Self.alpha, disagreeing: 1)
        processes = measuring.processes ?? (suite == .full ? needed : 1)
        self.repetitions = repetitions ?? measuring.repetitions ?? (processes == 1 ? 7 : 1)
        windowSeconds =
            Double(measuring.duration.nanoseconds + measuring.warmup.nanoseconds) / 1e9 + Self.overheadSeconds
    }

    /// Windows of the whole run.
    var windows: Int { cases * processes * repetitions }

    /// How long it will take, in seconds: windows that have to be extended come on top.
    var seconds: Double { Double(windows) * windowSeconds + Double(processes) * Self.startSeconds }

    /// Blocks: a process is one, but where there is only one process each of its passes is.
    var blocks: Int { processes == 1 ? repetitions : processes }

    /// How many replicates a verdict over that many cases needs.
    static func need(cases: Int, needed: Int, unit: String) -> String {
        let least = minimumPairsForHolm(cases: cases, alpha: alpha)
        return
            "A verdict over \(cases) \(cases == 1 ? "case" : "cases") needs \(least) \(unit) that all agree; \(needed) let one "
            + "of them disagree."
    }

    /// One line for the user, before the start.
    var sentence: String {
        func count(_ n: Int, _ one: String, _ many: String) -> String { "\(n) \(n == 1 ? one : many)" }
        let size =
            "\(count(cases, "case", "cases")), \(count(processes, "process", "processes")) of "
            + "\(count(repetitions, "repetition", "repetitions")): about \(duration(seconds)). "
        let need = Self.need(cases: cases, needed: needed, unit: "processes")
        return size + (processes == 1 ? "One process promises no verdict. " : "") + need
    }
}

/// A time for people: `7 s`, `3 min 20 s`, `2 h 5 min`.
func duration(_ seconds: Double) -> String {
    let whole = max(1, Int(seconds.rounded(.up)))
    if whole < 100 { return "\(whole) s" }
    if whole < 6000 { return "\(whole / 60) min \(whole % 60) s" }
    return "\(whole / 3600) h \(whole % 3600 / 60) min"
}
