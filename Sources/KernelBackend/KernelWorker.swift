import BenchmarkEngine
import CKernelBackend

/// One thread of a role, in a namespace of its own, doing one operation over and over.
final class KernelWorker: RoleWorker {
    private let world: KernelWorld
    private let operation: KernelOperation
    private let seat: Int
    private let results: KernelResults
    private var thread: OpaquePointer?

    /// - Parameter seat: which of the threads' namespaces is this one's.
    init(_ operation: KernelOperation, seat: Int, world: KernelWorld, results: KernelResults) {
        self.operation = operation
        self.seat = seat
        self.world = world
        self.results = results
    }

    func begin() {
        thread = kb_thread_begin(world.handle, operation.raw, UInt32(seat))
        if thread == nil { results.add(nil, error: KernelError.last.description, operation) }
    }

    func section(_ operations: Int) -> SectionResult {
        guard let thread else { return SectionResult(operations: 0) }
        var timed: UInt64 = 0
        let done = kb_section(thread, UInt64(operations), &timed)
        return SectionResult(operations: done, timedNanoseconds: timed)
    }

    func end() {
        guard let thread else { return }
        results.add(
            kb_thread_totals(thread), error: kb_thread_error(thread).map { String(cString: $0) + "." }, operation)
        kb_thread_end(thread)
        self.thread = nil
    }
}
