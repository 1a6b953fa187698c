import Glibc

/// The clock of a run; all threads use it at once.
public protocol MonotonicClock: Sendable {
    /// Nanoseconds since some fixed moment.
    func now() -> UInt64
    /// Sleeps until `now()` reaches `deadline`; may return early.
    func sleep(until deadline: UInt64)
}

/// `CLOCK_MONOTONIC`.
public struct SystemClock: MonotonicClock {
    /// Creates the clock.
    public init() {}

    /// Nanoseconds since boot, without time asleep.
    public func now() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) &* 1_000_000_000 &+ UInt64(time.tv_nsec)
    }

    /// Sleeps until `deadline`, or until a signal arrives.
    public func sleep(until deadline: UInt64) {
        var time = timespec(tv_sec: Int(deadline / 1_000_000_000), tv_nsec: Int(deadline % 1_000_000_000))
        clock_nanosleep(CLOCK_MONOTONIC, Int32(TIMER_ABSTIME), &time, nil)
    }
}

extension MonotonicClock {
    /// What one reading costs, in ns: the median difference of neighbouring readings.
    func measuredCost() -> UInt64 {
        let pairs = 101
        var differences = [UInt64](repeating: 0, count: pairs)
        for index in 0..<pairs {
            let first = now()
            differences[index] = now() &- first
        }
        differences.sort()
        return differences[pairs / 2]
    }
}
