import Glibc

/// The intended starts of one thread of an open loop.
struct Pacer {
    private let first: Double
    private let interval: Double
    private var count = 0.0
    /// The gaps: exponential where they are random.
    private var generator: SeededGenerator?
    private var last: Double

    /// Thread `index` of `threads` that do `rate` operations per second each from `start` on: evenly spaced and taking turns,
    /// or, with a seed, at random.
    init(rate: Double, index: Int, threads: Int, start: UInt64, arrivalSeed: UInt64? = nil) {
        interval = 1e9 / rate
        first = Double(start) + interval * Double(index) / Double(threads)
        last = Double(start)
        // A stream of its own for each thread.
        generator = arrivalSeed.map { SeededGenerator(seed: $0 &+ UInt64(index) &* 0xD1B5_4A32_D192_ED03) }
    }

    /// The next intended start, in ns, whether it has passed or not.
    mutating func next() -> UInt64 {
        if var random = generator {
            last -= interval * log(1 - Double.random(in: 0..<1, using: &random))
            generator = random
            return UInt64(last)
        }
        defer { count += 1 }
        return UInt64(first + count * interval)
    }

    /// How the starts fared until a window closed, where the first that had not begun then is known; from a fresh pacer.
    func starts(from opens: UInt64, until closes: UInt64, firstNotBegun: UInt64) -> IntendedStarts {
        var pacer = self
        var starts = IntendedStarts()
        while true {
            let start = pacer.next()
            guard start < closes else { return starts }
            if start >= opens { starts.asked += 1 }
            guard start >= firstNotBegun else { continue }
            if starts.overdue == 0 { starts.oldestAge = closes - start }
            starts.overdue += 1
        }
    }
}

/// What became of the intended starts of one thread of an open loop.
struct IntendedStarts: Equatable {
    /// Those that lay inside the window.
    var asked: UInt64 = 0
    /// Those that had passed, and had not begun, when it closed.
    var overdue: Int64 = 0
    /// The age of the oldest of these at the close, in ns.
    var oldestAge: UInt64 = 0
}
