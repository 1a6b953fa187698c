/// The intended starts of one thread of an open loop.
struct Pacer {
    private let first: Double
    private let interval: Double
    private var count = 0.0

    /// Thread `index` of `threads` that do `rate` operations per second each from `start` on, taking turns.
    init(rate: Double, index: Int, threads: Int, start: UInt64) {
        interval = 1e9 / rate
        first = Double(start) + interval * Double(index) / Double(threads)
    }

    /// The next intended start, in ns, whether it has passed or not.
    mutating func next() -> UInt64 {
        defer { count += 1 }
        return UInt64(first + count * interval)
    }
}
