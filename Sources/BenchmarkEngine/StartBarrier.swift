/// What all threads of a repetition start at.
protocol StartingLine: Sendable {
    /// Returns when all parties have arrived (true), or when the start was called off (false).
    func arriveAndWait() -> Bool
}

/// The barrier of a repetition: no thread passes before all have arrived.
///
/// `@unchecked Sendable`: all state is under the monitor's lock.
final class StartBarrier: StartingLine, @unchecked Sendable {
    private enum State { case waiting, open, calledOff }

    private let monitor = Monitor()
    private let parties: Int
    private let onOpening: @Sendable () -> Void
    private var arrived = 0
    private var state = State.waiting

    /// - Parameter onOpening: called once, by the last to arrive, before anyone passes.
    init(parties: Int, onOpening: @escaping @Sendable () -> Void) {
        self.parties = parties
        self.onOpening = onOpening
    }

    func arriveAndWait() -> Bool {
        monitor.withLock {
            arrived += 1
            if arrived == parties, state == .waiting {
                onOpening()
                state = .open
                monitor.broadcast()
            }
            while state == .waiting { monitor.wait() }
            return state == .open
        }
    }

    /// Waits without being a party, for about `milliseconds` of real time; whether the barrier is open.
    func waitUntilOpen(milliseconds: UInt64) -> Bool {
        monitor.withLock {
            if state == .waiting { monitor.wait(milliseconds: milliseconds) }
            return state == .open
        }
    }

    /// Lets everyone who has arrived or will arrive go home, unless the barrier is open.
    func callOff() {
        monitor.withLock {
            if state == .waiting { state = .calledOff }
            monitor.broadcast()
        }
    }
}
