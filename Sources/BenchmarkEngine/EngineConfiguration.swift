/// How a campaign is measured; all times are in ns.
public struct EngineConfiguration: Sendable {
    /// The nominal length of a window; it is extended, at most tenfold, until the measured role has 30 chunks.
    public var window: UInt64
    /// How long the roles work before the window opens.
    public var warmup: UInt64
    /// Passes over all cases, each in an order of its own; Google Benchmark's `--benchmark_repetitions` wins over it.
    public var repetitions: Int
    /// Where the threads run.
    public var pin: Pinning
    /// How long the threads may take to arrive at the start barrier, and again to end after the window has closed.
    public var timeout: UInt64
    /// Shuffles the order of every pass; recorded.
    public var seed: UInt64
    /// What one `run` made; recorded.
    public var campaign: String
    /// The command line; recorded.
    public var argv: String
    /// Google Benchmark's own options, checked by `GoogleBenchmarkOptions.validate` again.
    public var googleBenchmarkArguments: [String]
    /// The number of the process in its campaign, from 1; recorded.
    public var process: Int
    /// Asked before every window, on the coordinator, and may wait; where it says false nothing more is measured.
    public var gate: (@Sendable () -> Bool)?
    /// The clock of the whole run.
    public var clock: any MonotonicClock

    /// Creates a configuration; the defaults measure three short windows per case.
    public init(
        window: UInt64 = 20_000_000, warmup: UInt64 = 5_000_000, repetitions: Int = 3, pin: Pinning = .none,
        timeout: UInt64 = 10_000_000_000, seed: UInt64 = 1, campaign: String = "", argv: String = "",
        googleBenchmarkArguments: [String] = [], process: Int = 1,
        gate: (@Sendable () -> Bool)? = nil, clock: any MonotonicClock = SystemClock()
    ) {
        self.window = window
        self.warmup = warmup
        self.repetitions = repetitions
        self.pin = pin
        self.timeout = timeout
        self.seed = seed
        self.campaign = campaign
        self.argv = argv
        self.googleBenchmarkArguments = googleBenchmarkArguments
        self.process = process
        self.gate = gate
        self.clock = clock
    }
}

/// What a run did.
public struct EngineSummary: Sendable {
    /// Rows handed to `onRow`.
    public var rows: Int = 0
    /// Of these, rows with `valid` false.
    public var invalidRows: Int = 0
    /// A repetition did not end: threads of it still run, and the caller should end the process at once.
    public var timedOut: Bool = false
    /// The signal (SIGINT or SIGTERM) that ended the run early, or nil.
    public var interruptedBy: Int32?
    /// One sentence per row that was not valid, with the name of its case.
    public var errors: [String] = []

    /// Creates an empty summary.
    public init() {}
}

/// Why a run did not start.
public struct EngineError: Error, Sendable, Equatable, CustomStringConvertible {
    /// One sentence for the user.
    public let description: String

    init(_ description: String) {
        self.description = description
    }
}
