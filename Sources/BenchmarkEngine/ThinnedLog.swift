/// A log of bounded size: when it is full, every second record goes, and from then on every second is kept.
///
/// So what is kept is evenly spread over everything seen, and appending never allocates. Used by one thread at a time.
struct ThinnedLog<Record>: ~Copyable {
    private let buffer: UnsafeMutableBufferPointer<Record>
    private(set) var count = 0
    /// Records appended so far, kept or not.
    private(set) var seen: UInt64 = 0
    private var stride: UInt64 = 1

    /// - Parameter blank: written to every place once, so that no page is touched for the first time while measuring.
    init(capacity: Int, blank: Record) {
        buffer = .allocate(capacity: max(2, capacity))
        buffer.initialize(repeating: blank)
    }

    deinit {
        buffer.deinitialize()
        buffer.deallocate()
    }

    mutating func append(_ record: Record) {
        defer { seen &+= 1 }
        guard seen & (stride &- 1) == 0 else { return }
        if count == buffer.count {
            thin()
            guard seen & (stride &- 1) == 0 else { return }
        }
        buffer[count] = record
        count += 1
    }

    /// The records that are kept, in order of time.
    func records() -> [Record] {
        Array(buffer[..<count])
    }

    private mutating func thin() {
        let kept = (count + 1) / 2
        for index in 1..<kept { buffer[index] = buffer[2 * index] }
        count = kept
        stride &*= 2
    }
}
