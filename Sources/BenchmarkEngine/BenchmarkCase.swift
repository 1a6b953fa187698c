import BenchmarkResults

/// What a repetition says of itself when its threads have ended.
public struct CaseOutcome: Sendable {
    /// Whether the checks at the end of the repetition held.
    public var valid: Bool
    /// What was wrong, or empty.
    public var error: String
    /// The repetition's own columns; they win over the engine's and the case's.
    public var cells: [String: CellValue]

    /// Creates an outcome.
    public init(valid: Bool = true, error: String = "", cells: [String: CellValue] = [:]) {
        self.valid = valid
        self.error = error
        self.cells = cells
    }
}

/// One repetition of a case: a world that is set up; its roles; torn down by `finish`.
///
/// All members are called on the coordinator, the thread that called `Engine.run`.
public protocol CaseRun: AnyObject {
    /// The roles; read once.
    var roles: [Role] { get }
    /// The estimator; nil is the median chunk where one thread works alone, else the throughput.
    var estimator: Estimator? { get }
    /// The window has just opened; all roles work.
    func windowOpened()
    /// The window has just closed; all roles still work.
    func windowClosed()
    /// Checks and tears down, when all threads have ended.
    ///
    /// Not called after a timeout, when threads may still be in there.
    /// - Parameter measuredOperations: the measured role's operations between `windowOpened` and `windowClosed`, as its
    ///   threads had published them then (by chunk), so that it divides counters that were read at the same two moments.
    func finish(measuredOperations: UInt64) -> CaseOutcome
}

extension CaseRun {
    /// Leaves the choice to the engine.
    public var estimator: Estimator? { nil }
    /// Does nothing.
    public func windowOpened() {}
    /// Does nothing.
    public func windowClosed() {}
}

/// A case: scenario x variant x parameters.
public protocol BenchmarkCase: Sendable {
    /// Its name in Google Benchmark, unique in a run.
    var name: String { get }
    /// Cases of one group follow each other in every block, so that what is compared stands close in time.
    var group: String { get }
    /// Its key columns.
    var cells: [String: CellValue] { get }
    /// Threads that may want a CPU at one time, workers besides the roles' threads included; the column `oversubscribed` counts
    /// these. nil is the roles' threads.
    var runnableThreads: Int? { get }
    /// Sets up one repetition, counted from 1; on the coordinator. An error becomes an invalid row with status `error`.
    func makeRun(repetition: Int) throws -> any CaseRun
}

extension BenchmarkCase {
    /// A group of its own.
    public var group: String { name }
    /// The roles' threads.
    public var runnableThreads: Int? { nil }
}
