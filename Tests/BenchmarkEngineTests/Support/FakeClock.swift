import Foundation

@testable import BenchmarkEngine

/// A clock that stands still but for its users: workers advance it, and a worker that sleeps advances it to its deadline.
///
/// The thread that made it is the coordinator: it sleeps until the workers have brought the time forward.
final class FakeClock: MonotonicClock, @unchecked Sendable {
    private let condition = NSCondition()
    private let coordinator = pthread_self()
    private var time: UInt64

    init(at time: UInt64 = 1000) {
        self.time = time
    }

    func now() -> UInt64 {
        condition.withLock { time }
    }

    func advance(_ nanoseconds: UInt64) {
        condition.withLock {
            time += nanoseconds
            condition.broadcast()
        }
    }

    func sleep(until deadline: UInt64) {
        condition.withLock {
            if pthread_equal(pthread_self(), coordinator) != 0 {
                while time < deadline { condition.wait() }
            } else if time < deadline {
                time = deadline
                condition.broadcast()
            }
        }
    }
}

/// A flag that threads wait for.
final class Gate: @unchecked Sendable {
    private let condition = NSCondition()
    private var isOpen = false

    func open() {
        condition.withLock {
            isOpen = true
            condition.broadcast()
        }
    }

    func wait() {
        condition.withLock {
            while !isOpen { condition.wait() }
        }
    }
}

/// Counts by name, from all threads.
final class Tally: @unchecked Sendable {
    private let lock = NSLock()
    private var counts: [String: Int] = [:]

    func add(_ name: String, _ count: Int = 1) {
        lock.withLock { counts[name, default: 0] += count }
    }

    subscript(_ name: String) -> Int {
        lock.withLock { counts[name, default: 0] }
    }
}
