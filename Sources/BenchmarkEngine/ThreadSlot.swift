import Synchronization

/// The cache line and its neighbour, which the hardware fetches along with it.
struct CacheLinePadding: Sendable {
    private let words = InlineArray<16, UInt64>(repeating: 0)
}

/// What a thread publishes while it works, on cache lines of its own; the coordinator reads it.
///
/// Each word stands for itself and is relaxed, but for the pair in `chunks(lengths:)`; what else needs order goes through the
/// roster's lock.
final class ThreadSlot: Sendable {
    private let before = CacheLinePadding()
    /// Not a time and not a count: what `sectionStart` is between sections.
    static let idle = UInt64.max

    /// Start of the section that is running, in ns, or `idle`.
    let sectionStart = Atomic<UInt64>(ThreadSlot.idle)
    /// The longest section that has ended, in ns.
    let longestSection = Atomic<UInt64>(0)
    /// All operations since the start, warm-up included.
    let operations = Atomic<UInt64>(0)
    /// Operations and chunks inside the window so far.
    let windowOperations = Atomic<UInt64>(0)
    let windowChunks = Atomic<UInt64>(0)
    /// The chunks there were at each moment at which the window may close, or `idle` where it has not been passed.
    let chunksAtClose = InlineArray<10, Atomic<UInt64>> { _ in Atomic(ThreadSlot.idle) }
    private let after = CacheLinePadding()

    /// The chunks inside a window of `lengths` nominal lengths, which has ended by the clock.
    func chunks(lengths: Int) -> UInt64 {
        // Acquire pairs with the release in `RoleThread.publish`: a count that has a later chunk in it is not used.
        let sofar = windowChunks.load(ordering: .acquiring)
        let atClose = chunksAtClose[lengths - 1].load(ordering: .relaxed)
        return atClose == ThreadSlot.idle ? sofar : atClose
    }

    /// For how long the section that is running at `moment` has been running; 0 where there is none.
    func age(at moment: UInt64) -> UInt64 {
        let start = sectionStart.load(ordering: .relaxed)
        return start != ThreadSlot.idle && start < moment ? moment - start : 0
    }
}

/// A flag that is written once and read by many after each chunk: alone on its lines, so that reading it stays a hit.
final class StopFlag: Sendable {
    private let before = CacheLinePadding()
    private let value = Atomic<Bool>(false)
    private let after = CacheLinePadding()

    /// Relaxed: nothing is read on the strength of the flag.
    var isSet: Bool { value.load(ordering: .relaxed) }

    func set() {
        value.store(true, ordering: .relaxed)
    }
}
