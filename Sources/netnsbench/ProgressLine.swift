import BenchmarkEngine
import Glibc

/// One line on a terminal that says where a run is; nothing when stderr is not a terminal.
final class ProgressLine {
    private let isTerminal = isatty(STDERR_FILENO) == 1
    private let total: Int
    private let before: Int
    private let clock = SystemClock()
    private let started: UInt64
    private var done: Int
    private var isShown = false

    /// - Parameter done: windows that were there at the start.
    init(total: Int, done: Int = 0) {
        self.total = total
        self.done = done
        before = done
        started = clock.now()
    }

    /// One window more is done, of that case.
    func advance(_ name: String) { show(done + 1, name) }

    /// Redraws the line.
    func show(_ done: Int, _ name: String) {
        self.done = done
        guard isTerminal else { return }
        isShown = true
        writeToStandardError("\r\u{1B}[K\(done)/\(total) \(String(name.prefix(60)))\(timeLeft)")
    }

    /// Takes the line away.
    func clear() {
        guard isShown else { return }
        isShown = false
        writeToStandardError("\r\u{1B}[K")
    }

    /// From the time that the windows so far have taken.
    private var timeLeft: String {
        guard done > before, done < total else { return "" }
        let seconds = Double(clock.now() - started) / 1e9 / Double(done - before) * Double(total - done)
        return ", about \(duration(seconds)) left"
    }
}
