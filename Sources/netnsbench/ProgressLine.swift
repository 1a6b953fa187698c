import Glibc

/// One line on a terminal that says where a run is; nothing when stderr is not a terminal.
final class ProgressLine {
    private let isTerminal = isatty(STDERR_FILENO) == 1
    private var isShown = false

    /// Redraws the line.
    func show(done: Int, total: Int, name: String) {
        guard isTerminal else { return }
        isShown = true
        writeToStandardError("\r\u{1B}[K\(done)/\(total) \(String(name.prefix(60)))")
    }

    /// Takes the line away.
    func clear() {
        guard isShown else { return }
        isShown = false
        writeToStandardError("\r\u{1B}[K")
    }
}
