import BenchmarkEngine

/// Says on stderr where a measurement is: one line redrawn in place on a terminal, elsewhere a plain line a minute.
final class ProgressLine {
    /// Where it is written to, and by which clock; tests have their own.
    struct Outlet {
        var display: () -> TerminalDisplay = { .errors }
        var write: (String) -> Void = writeToStandardError
        var now: () -> UInt64 = { SystemClock().now() }
    }

    /// What can be said of the rows so far; asked at most once a block, and only where it is shown.
    var verdict: () -> String? = { nil }

    private let title: String
    private let noun: String
    private let isQuiet: Bool
    private let outlet: Outlet
    private var pace: ProgressPace
    private var lastLine: UInt64
    private var isShown = false
    // The verdict of the block `judged`, when it was found, and how long that took.
    private var judgement: String?
    private var judged = 0
    private var judgedAt: UInt64 = 0
    private var judgingCost: UInt64 = 0

    private static let minute: UInt64 = 60_000_000_000
    /// Where nothing says how wide a terminal is.
    private static let usualWidth = 80

    /// - Parameters:
    ///   - title: what stands before the numbers.
    ///   - noun: what is counted.
    ///   - done: windows that were there at the start.
    ///   - perBlock: windows of a block.
    init(
        _ title: String = "", total: Int, noun: String = "windows", done: Int = 0, perBlock: Int, isQuiet: Bool,
        outlet: Outlet = Outlet()
    ) {
        self.title = title
        self.noun = noun
        self.isQuiet = isQuiet
        self.outlet = outlet
        lastLine = outlet.now()
        pace = ProgressPace(total: total, done: done, perBlock: perBlock, now: lastLine)
    }

    /// One window more is done, of that case.
    func advance(_ name: String) { show(pace.done + 1, name) }

    /// So many windows are done, and that case is the present one.
    func show(_ done: Int, _ name: String) {
        let now = outlet.now()
        pace.note(done, now: now)
        guard !isQuiet else { return }
        let display = outlet.display()
        guard display.canRedraw || now - lastLine >= Self.minute else { return }
        judge(now)
        guard display.canRedraw else {
            lastLine = now
            return outlet.write(line(name, now, "\(pace.done)/\(pace.total) \(noun)", about: "about ") + "\n")
        }
        isShown = true
        // A line that fills the last column makes some terminals go on to the next.
        let room = max(1, (display.width ?? Self.usualWidth) - 1)
        outlet.write("\r\u{1B}[K" + cut(line(name, now, "\(pace.done)/\(pace.total)", about: ""), to: room))
    }

    /// Takes the line away.
    func clear() {
        guard isShown else { return }
        isShown = false
        outlet.write("\r\u{1B}[K")
    }

    /// Numbers and time first, the name last: it is what may be cut.
    private func line(_ name: String, _ now: UInt64, _ numbers: String, about: String) -> String {
        let left = pace.secondsLeft(now: now).map { ", \(about)\(duration($0)) left" } ?? ""
        let soFar = judgement.map { "; so far \($0)" } ?? ""
        return "\(title)\(numbers)\(left)\(soFar); \(name)"
    }

    private func cut(_ text: String, to room: Int) -> String {
        text.count <= room ? text : room <= 3 ? String(text.prefix(room)) : text.prefix(room - 3) + "..."
    }

    /// Asks for the verdict after a block; where that takes long, more rarely: it is to cost 5 % of the time at most.
    private func judge(_ now: UInt64) {
        guard pace.blocks > judged, judged == 0 || now - judgedAt >= 20 * judgingCost else { return }
        judged = pace.blocks
        judgement = verdict()
        judgedAt = outlet.now()
        judgingCost = judgedAt - now
    }
}
