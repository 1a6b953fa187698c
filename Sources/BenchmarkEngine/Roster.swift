/// Which threads of a repetition have ended.
///
/// Its lock orders what a thread wrote before `ended` before what the coordinator reads after `wait`.
/// `@unchecked Sendable`: all state is under the monitor's lock.
final class Roster: @unchecked Sendable {
    private let monitor = Monitor()
    private var running: Set<Int>

    init(threads: Int) {
        running = Set(0..<threads)
    }

    func ended(_ thread: Int) {
        monitor.withLock {
            running.remove(thread)
            monitor.broadcast()
        }
    }

    /// Waits until none of `threads` runs, for about `milliseconds` of real time; whether none does.
    func wait(for threads: Set<Int>, milliseconds: UInt64) -> Bool {
        monitor.withLock {
            if !running.isDisjoint(with: threads) { monitor.wait(milliseconds: milliseconds) }
            return running.isDisjoint(with: threads)
        }
    }

    /// The threads that have not ended.
    var stillRunning: Set<Int> {
        monitor.withLock { running }
    }
}
