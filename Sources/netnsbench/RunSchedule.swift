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
    /// Cases that are not measured.
    let skipped: Int
    /// How long it will take, in seconds, worlds and processes included.
    let seconds: Double
    /// What of that is warm-up and windows.
    let windowSeconds: Double
    private let suite: Suite?

    /// The level of a family of verdicts.
    static let alpha = 0.05
    /// Passes in the only process of a run, and the fewest to which the budget of a suite may bring them down.
    private static let usualRepetitions = 7
    private static let fewestRepetitions = 3

    /// - Parameter suite: of the model; nil of the running kernel, which has one suite.
    init(plan: RunPlan, suite: Suite?, measuring: MeasuringOptions, repetitions: Int?) {
        self.suite = suite
        cases = plan.measurable.count
        skipped = plan.skipped.count
        needed = minimumPairsForHolm(cases: cases, alpha: Self.alpha, disagreeing: 1)
        processes = measuring.processes ?? (suite == .full ? needed : 1)
        let usual = processes == 1 ? Self.repetitions(in: suite, passSeconds: plan.passSeconds) : 1
        self.repetitions = repetitions ?? measuring.repetitions ?? usual
        seconds = plan.estimatedSeconds(processes: processes, repetitions: self.repetitions)
        windowSeconds = Double(processes * self.repetitions) * plan.passWindowSeconds
    }

    /// Passes of an only process: seven, or as many as the suite has time for, but three at least.
    static func repetitions(in suite: Suite?, passSeconds: Double) -> Int {
        guard passSeconds > 0 else { return usualRepetitions }
        let affordable = ((suite ?? .quick).budgetSeconds - RunPlan.processSeconds) / passSeconds
        return max(fewestRepetitions, Int(min(Double(usualRepetitions), affordable)))
    }

    /// Windows of the whole run.
    var windows: Int { cases * processes * repetitions }

    /// Blocks: a process is one, but where there is only one process each of its passes is.
    var blocks: Int { processes == 1 ? repetitions : processes }

    /// How many replicates a verdict over that many cases needs.
    static func need(cases: Int, needed: Int, unit: String) -> String {
        let least = minimumPairsForHolm(cases: cases, alpha: alpha)
        return
            "A verdict over \(cases) \(cases == 1 ? "case" : "cases") needs \(least) \(unit) that all agree; \(needed) let one "
            + "of them disagree."
    }

    /// One line for the user who goes on with a run of which `done` windows are there.
    func rest(after done: Int) -> String {
        let left = Double(max(0, windows - done)) / Double(max(1, windows))
        return "\(done) of \(windows) windows are there: about \(duration(seconds * left)) left."
    }

    /// One line for the user, before the start.
    var sentence: String {
        func count(_ n: Int, _ one: String, _ many: String) -> String { "\(n) \(n == 1 ? one : many)" }
        let size =
            "\(count(cases, "case", "cases")), \(count(processes, "process", "processes")) of "
            + "\(count(repetitions, "repetition", "repetitions")): about \(duration(seconds)) for "
            + "\(count(blocks, "block", "blocks")), \(duration(windowSeconds)) of them in windows. "
            + (skipped == 0
                ? ""
                : "\(count(skipped, "case is", "cases are")) skipped\(suite == nil ? "" : ": too slow for any window"). ")
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
