import ArgumentParser
import BenchmarkResults
import Comparing
import Report

/// Writes a comparison in the format that was asked for, and says how the program ends.
struct ComparisonOutput {
    /// The comparison.
    let comparison: Comparison
    /// The format.
    let format: ComparisonFormat
    /// The column whose values are the sides, where they are parts of one file.
    var parts: String?
    /// A column of the key for whose values the geometric mean is wanted besides.
    var means: String?

    /// Prints to stdout; in CSV what is no record goes to stderr.
    ///
    /// - Throws: `ProgramFailure` where nothing could be compared.
    func write() throws {
        guard !comparison.cases.isEmpty else {
            throw ProgramFailure.failed(
                "no case has valid figures of \(comparison.options.metric.name) on both sides: nothing was compared")
        }
        let report = ComparisonReport(comparison)
        let grid = parts.map(report.parts) ?? report.grid
        let below = report.remarks + report.numberedFootnotes
        switch format {
        case .table:
            let display = TerminalDisplay.output
            for line in report.header { display.print(line) }
            display.print(grid)
            if let means { display.print(report.geometricMeans(by: means)) }
            for line in below { display.print(line) }
        case .markdown:
            for line in report.header { print("\(legibleLines(line))\n") }
            print(grid.markdown())
            if let means { print(report.geometricMeans(by: means).markdown()) }
            for line in below { print("\n\(legibleLines(line))") }
        case .csv:
            print(report.records.csv(), terminator: "")
            let meansLines = means.map { report.geometricMeans(by: $0).csv().split(separator: "\n").map(String.init) }
            for line in report.header + below + (meansLines ?? []) { writeToStandardError(line + "\n") }
        case .json:
            func list(_ lines: [String]) -> String {
                lines.isEmpty ? "[]" : "[\n    \(lines.map(JSONString.literal).joined(separator: ",\n    "))\n  ]"
            }
            let members = [
                "\"header\": \(list(report.header))", "\"cases\": \(report.records.json())",
                "\"remarks\": \(list(report.remarks))", "\"footnotes\": \(list(report.numberedFootnotes))",
                "\"means\": \(means.map { report.geometricMeans(by: $0).json() } ?? "[]")",
            ]
            print("{\n  \(members.joined(separator: ",\n  "))\n}")
        }
    }

    /// Throws the exit code: 3 for a regression of a build, 4 under `strict` where anything is undecided.
    func exit(strict: Bool) throws {
        let verdicts = comparison.cases.map { $0.isVerdict ? $0.verdict : .inconclusive }
        if parts == nil && verdicts.contains(where: { [.regression, .differs].contains($0) }) {
            throw ExitCode(ExitStatus.regression.rawValue)
        }
        if strict && !verdicts.allSatisfy(\.isDecided) {
            throw ExitCode(ExitStatus.inconclusive.rawValue)
        }
    }
}
