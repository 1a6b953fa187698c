/// One chunk of a thread in the window.
struct ChunkRecord: Equatable {
    var end: UInt64
    var nanosecondsPerOperation: Double
}

/// One sampled operation of a thread in the window, in ns; 0 is none.
struct SampleRecord: Equatable {
    var end: UInt64
    var latency: UInt64
    var second: UInt64
}

/// Sums over a thread's sections in the window.
struct WindowTotals: Equatable {
    /// Operations of chunks and of samples.
    var operations: UInt64 = 0
    /// Operations of the sections that an edge of the window cuts, in proportion to what lies inside.
    var cutOperations = 0.0
    var chunks: UInt64 = 0
    /// What the chunks count for, in ns, and their operations.
    var chunkNanoseconds = 0.0
    var chunkOperations: UInt64 = 0
    /// How long the thread was held back, in ns, in proportion where an edge cuts a section; nil where nothing holds it back.
    var heldBack: Double?
    /// The start of the first section, and the end of the last.
    var firstStart: UInt64?
    var lastEnd: UInt64 = 0
    var samples: UInt64 = 0
    var longestSample: UInt64 = 0

    /// Takes the share of a section that lies inside.
    fileprivate mutating func cut(_ operations: UInt64, _ held: Double?, share: Double) {
        cutOperations += Double(operations) * share
        holdBack(held, share: share)
    }

    fileprivate mutating func holdBack(_ held: Double?, share: Double) {
        if let held { heldBack = (heldBack ?? 0) + held * share }
    }
}

/// What one thread keeps of its sections; only that thread touches it until it has ended.
///
/// A section counts where it lies inside the window. How long the window is turns out later (it may be extended), so the sums
/// are put aside at each moment at which the window may close.
final class ThreadLog {
    private(set) var plan: WindowPlan
    private(set) var totals = WindowTotals()
    private var atClose: [WindowTotals] = []
    private var chunkLog: ThinnedLog<ChunkRecord>
    private var sampleLog: ThinnedLog<SampleRecord>
    /// The first intended start that had not begun at each moment at which the window may close.
    private var notBegun: [UInt64] = []
    /// When the thread passed the barrier and when it left its loop.
    var entered: UInt64 = 0
    var left: UInt64 = 0

    init(plan: WindowPlan, capacity: Int, samples: Bool) {
        self.plan = plan
        atClose.reserveCapacity(WindowPlan.mostLengths)
        notBegun.reserveCapacity(WindowPlan.mostLengths)
        chunkLog = ThinnedLog(capacity: capacity, blank: ChunkRecord(end: 0, nanosecondsPerOperation: 0))
        sampleLog = ThinnedLog(capacity: samples ? capacity : 2, blank: SampleRecord(end: 0, latency: 0, second: 0))
    }

    func start(_ plan: WindowPlan) {
        self.plan = plan
    }

    /// Takes a chunk of `operations` that counts for `nanoseconds` in all, and for `heldBack` ns could not begin.
    func chunk(start: UInt64, end: UInt64, operations: UInt64, nanoseconds: Double, heldBack: UInt64? = nil) {
        let held = heldBack.map { Double($0) }
        guard isInside(start, end, operations, held) else { return }
        count(start, end, operations)
        totals.holdBack(held, share: 1)
        // What did nothing (a creator whose ring is full) is no chunk.
        guard operations > 0 else { return }
        totals.chunks &+= 1
        totals.chunkNanoseconds += nanoseconds
        totals.chunkOperations &+= operations
        chunkLog.append(ChunkRecord(end: end, nanosecondsPerOperation: nanoseconds / Double(operations)))
    }

    /// Takes a sampled operation; `operations` is 0 where they were counted as a chunk.
    func sample(start: UInt64, end: UInt64, operations: UInt64, latency: UInt64, second: UInt64) {
        guard isInside(start, end, operations) else { return }
        if operations > 0 { count(start, end, operations) }
        totals.samples &+= 1
        totals.longestSample = max(totals.longestSample, latency)
        sampleLog.append(SampleRecord(end: end, latency: latency, second: second))
    }

    /// Takes the moment at which the operation of an intended start began.
    func begins(at start: UInt64, intended: UInt64) {
        while notBegun.count < WindowPlan.mostLengths, start > plan.closes(lengths: notBegun.count + 1) {
            notBegun.append(intended)
        }
    }

    /// The thread leaves its loop before the operation of an intended start.
    func leaves(intended: UInt64) { begins(at: .max, intended: intended) }

    /// The first intended start that had not begun when the window, of `lengths` nominal lengths, closed.
    func firstNotBegun(lengths: Int) -> UInt64 {
        lengths <= notBegun.count ? notBegun[lengths - 1] : .max
    }

    /// The sums when the window is `lengths` nominal lengths long.
    func totals(lengths: Int) -> WindowTotals {
        lengths <= atClose.count ? atClose[lengths - 1] : totals
    }

    /// How many of the moments at which the window may close have passed.
    var closesPassed: Int { atClose.count }

    /// The chunks kept that end by `close`.
    func chunks(until close: UInt64) -> [ChunkRecord] {
        chunkLog.records().filter { $0.end <= close }
    }

    /// The samples kept that end by `close`.
    func samples(until close: UInt64) -> [SampleRecord] {
        sampleLog.records().filter { $0.end <= close }
    }

    private func isInside(_ start: UInt64, _ end: UInt64, _ operations: UInt64, _ held: Double? = nil) -> Bool {
        let from = max(start, plan.opens)
        while atClose.count < WindowPlan.mostLengths, end > plan.closes(lengths: atClose.count + 1) {
            var cut = totals
            let close = plan.closes(lengths: atClose.count + 1)
            if close > from { cut.cut(operations, held, share: Double(close - from) / Double(end - start)) }
            atClose.append(cut)
        }
        if start < plan.opens, end > plan.opens {
            totals.cut(operations, held, share: Double(end - plan.opens) / Double(end - start))
        }
        return start >= plan.opens && atClose.count < WindowPlan.mostLengths
    }

    private func count(_ start: UInt64, _ end: UInt64, _ operations: UInt64) {
        if totals.firstStart == nil { totals.firstStart = start }
        totals.lastEnd = end
        totals.operations &+= operations
    }
}
