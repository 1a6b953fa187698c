/// A group of threads that do the same work in a case.
public struct Role: Sendable {
    /// The prefix of its columns: `reader`, `updater`, `locker`, ...
    public var name: String
    /// How many threads it has.
    public var threads: Int
    /// Whether its time is the row's headline.
    public var measured: Bool
    /// Whether single operations are sampled after each chunk.
    public var samplesLatency: Bool
    /// Operations per section; nil calibrates to a chunk of about 50 us.
    public var fixedBatch: Int?
    /// Operations per second of each thread, counted from their intended starts; nil is a closed loop.
    public var ratePerSecond: Double?
    /// Seed of random intended starts (independent of each other, as of many unrelated clients); nil spaces them evenly.
    public var arrivalSeed: UInt64?
    /// Makes the worker of thread `index` (0 ..< `threads`); called on that thread.
    public var makeWorker: @Sendable (_ index: Int) -> any RoleWorker

    /// Creates a role; without more said it is one closed-loop thread that is measured and not sampled.
    public init(
        name: String, threads: Int = 1, measured: Bool = true, samplesLatency: Bool = false, fixedBatch: Int? = nil,
        ratePerSecond: Double? = nil, arrivalSeed: UInt64? = nil,
        makeWorker: @escaping @Sendable (_ index: Int) -> any RoleWorker
    ) {
        self.name = name
        self.threads = threads
        self.measured = measured
        self.samplesLatency = samplesLatency
        self.fixedBatch = fixedBatch
        self.ratePerSecond = ratePerSecond
        self.arrivalSeed = arrivalSeed
        self.makeWorker = makeWorker
    }
}
