/// What one section of a worker did.
public struct SectionResult: Sendable {
    /// Operations that were really done; the engine divides by this, not by what it asked for.
    public var operations: UInt64
    /// Nanoseconds the section timed itself, from its beginning in an open loop; 0 where the driver's clock around it counts.
    public var timedNanoseconds: UInt64

    /// Creates a result; `timedNanoseconds` is 0 where the driver's clock around the section counts.
    public init(operations: UInt64, timedNanoseconds: UInt64 = 0) {
        self.operations = operations
        self.timedNanoseconds = timedNanoseconds
    }
}

/// One thread's work, made on that thread and used only on it.
///
/// The engine calls `begin`, then sections until the window has closed for all, then `end`. Whatever the engine does that
/// may block the thread (the start barrier, the pauses of an open loop) lies between `willBlock` and `didBlock`; so a
/// QSBR reader, which must be offline there, hooks itself in.
public protocol RoleWorker: AnyObject {
    /// Prepares the thread, before the start barrier.
    func begin()
    /// Does about `operations` operations in one go and says what it did.
    func section(_ operations: Int) -> SectionResult
    /// Does the same work without what is measured; for `Estimator.differential` only.
    func referenceSection(_ operations: Int) -> SectionResult
    /// Undoes `begin`, after the last section.
    func end()
    /// The thread is about to block in the engine.
    func willBlock()
    /// The thread has stopped blocking in the engine.
    func didBlock()
    /// A second latency of the last sampled single operation, such as enqueue to handled, in ns; 0 where there is none.
    var lastSampleNanoseconds: UInt64 { get }
    /// How long the last section was held back, which is in no latency, in ns; nil where nothing holds the worker back.
    var heldBackNanoseconds: UInt64? { get }
}

extension RoleWorker {
    /// Does nothing.
    public func begin() {}
    /// Does nothing and says so.
    public func referenceSection(_ operations: Int) -> SectionResult { SectionResult(operations: 0) }
    /// Does nothing.
    public func end() {}
    /// Does nothing.
    public func willBlock() {}
    /// Does nothing.
    public func didBlock() {}
    /// None.
    public var lastSampleNanoseconds: UInt64 { 0 }
    /// Nothing does.
    public var heldBackNanoseconds: UInt64? { nil }
}
