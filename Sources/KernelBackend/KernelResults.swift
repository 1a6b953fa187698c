import CKernelBackend
import Synchronization

/// What the threads of a repetition say at their ends.
final class KernelResults: Sendable {
    struct Sums {
        var operations: UInt64 = 0
        var items: UInt64 = 0
        var throttled: UInt64 = 0
        var errors: [String] = []
    }
    private let sums = Mutex<[KernelOperation: Sums]>([:])

    /// Takes what a thread has done, and why it stopped, if it did.
    func add(_ totals: kb_totals?, error: String?, _ operation: KernelOperation) {
        sums.withLock { sums in
            var sum = sums[operation, default: Sums()]
            sum.operations += totals?.operations ?? 0
            sum.items += totals?.items ?? 0
            sum.throttled += totals?.throttled ?? 0
            if let error { sum.errors.append(error) }
            sums[operation] = sum
        }
    }

    /// The sums of an operation; nil where nobody did it.
    subscript(operation: KernelOperation) -> Sums? { sums.withLock { $0[operation] } }

    /// Every error, each once.
    var errors: [String] { sums.withLock { sums in Set(sums.values.flatMap(\.errors)).sorted() } }
}
