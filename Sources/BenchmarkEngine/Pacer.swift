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
}
