/// What one thread did in the window.
struct ThreadMeasurement {
    var role: Role
    var totals: WindowTotals
    /// From the start of its first section in the window to the end of its last, or to the close where it was censored, in ns.
    var span: UInt64
    var chunks: [ChunkRecord] = []
    var samples: [SampleRecord] = []
    /// Of an open loop.
    var starts: IntendedStarts?

    /// Operations per ns.
    var rate: Double { span > 0 ? Double(totals.operations) / Double(span) : 0 }
}

/// Measured operations that were still running when the window closed, and those of an open loop that should have begun.
struct Censoring: Equatable {
    var count: Int64 = 0
    /// The age of the oldest, in ns: a lower bound of what it takes.
    var oldest: UInt64 = 0
    /// The threads they run on.
    var threads: Set<Int> = []

    /// Takes the intended starts of one thread that had passed, and had not begun.
    ///
    /// Where the oldest is younger than 20 chunks there is no queue: a sleeper is being woken, or one operation is being done.
    mutating func add(_ starts: IntendedStarts) {
        guard starts.oldestAge > 20 * Calibrator.target else { return }
        count += starts.overdue
        oldest = max(oldest, starts.oldestAge)
    }
}

/// What the coordinator and the threads of one repetition saw.
struct RepetitionMeasurement {
    var estimator: Estimator
    var plan: WindowPlan
    /// The window's length in nominal lengths.
    var lengths: Int
    var threads: [ThreadMeasurement]
    var censoring: Censoring
    var clockCost: UInt64
    /// The share of the window in which all threads were in their loops; nil after a timeout.
    var fullConcurrency: Double?
    /// The measured role's operations between the coordinator's two looks.
    var operationsBetweenEdges: UInt64
    var countersBefore: EnvironmentCounters
    var countersAfter: EnvironmentCounters

    var closes: UInt64 { plan.closes(lengths: lengths) }
}

/// How a repetition ended.
enum RepetitionEnd {
    case measured(RepetitionMeasurement)
    /// Threads still run; the measurement is nil where the window never opened.
    case timedOut(RepetitionMeasurement?, reason: String)
    case interrupted(signal: Int32, threadsEnded: Bool)
    case failed(String)
}
