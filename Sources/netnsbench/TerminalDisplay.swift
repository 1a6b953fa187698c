import BenchmarkResults
import Glibc
import Report

/// What stands behind stdout or stderr: how wide it is, whether it shows colours, whether a line can be redrawn.
///
/// The only place that decides so, by the terminal and by NO_COLOR (https://no-color.org), CLICOLOR_FORCE, TERM and COLUMNS.
struct TerminalDisplay: Sendable, Equatable {
    /// Columns; nil where nothing says how many there are, so that nothing has to fit.
    let width: Int?
    /// Whether words are coloured; they say the same without.
    let hasColour: Bool
    /// Whether a line can be taken away and written anew.
    let canRedraw: Bool

    /// - Parameters:
    ///   - columns: of the terminal's window, where it says so.
    ///   - environment: of the variables above, those that are set.
    init(isTerminal: Bool, columns: Int?, environment: [String: String]) {
        let isDumb = environment["TERM"] == "dumb"
        canRedraw = isTerminal && !isDumb
        let asked = environment["COLUMNS"].flatMap { Int($0) }.flatMap { (1...100_000).contains($0) ? $0 : nil }
        width = asked ?? (isTerminal ? columns : nil)
        let isForced = ![nil, "", "0"].contains(environment["CLICOLOR_FORCE"])
        hasColour = environment["NO_COLOR", default: ""].isEmpty && (isForced || canRedraw)
    }

    /// Behind stdout, now.
    static var output: TerminalDisplay { TerminalDisplay(descriptor: STDOUT_FILENO) }

    /// Behind stderr, now.
    static var errors: TerminalDisplay { TerminalDisplay(descriptor: STDERR_FILENO) }

    private init(descriptor: Int32) {
        var size = winsize()
        let isKnown = ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
        var environment: [String: String] = [:]
        for name in ["NO_COLOR", "CLICOLOR_FORCE", "TERM", "COLUMNS"] {
            if let value = getenv(name) { environment[name] = String(cString: value) }
        }
        self.init(
            isTerminal: isatty(descriptor) == 1, columns: isKnown ? Int(size.ws_col) : nil, environment: environment)
    }
}

extension TerminalDisplay {
    /// A sentence, in lines that fit.
    func print(_ sentence: String) { Swift.print(wrapped(legibleLines(sentence), width: width)) }

    /// A table, folded where it does not fit.
    func print(_ grid: TextGrid) { Swift.print(grid.plain(width: width, colour: hasColour)) }

    /// A word in its colour, where there are colours.
    func painted(_ word: String, _ tone: Tone) -> String { hasColour ? tone.painted(word) : word }
}
