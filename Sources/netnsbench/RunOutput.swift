import ArgumentParser
import BenchmarkEngine
import BenchmarkResults
import Glibc
import Report

/// Where a run's rows go: the CSV file, opened before anything is measured, and the table at the end.
final class RunOutput {
    private let path: String
    private let isStandardOutput: Bool
    private let writer: CSVWriter
    private var rows: [ResultRow] = []

    /// Opens the file; refuses one that exists, unless forced.
    init(path: String?, suite: String, campaign: Campaign, force: Bool) throws {
        isStandardOutput = path == "-"
        self.path = isStandardOutput ? "/dev/stdout" : path ?? Self.defaultPath(suite: suite, campaign: campaign)
        do {
            writer = try CSVWriter(path: self.path, force: force || isStandardOutput)
        } catch {
            throw ProgramFailure.failed("\(error)")
        }
    }

    /// `results/` where there is one, by the naming rule of results/README.md.
    private static func defaultPath(suite: String, campaign: Campaign) -> String {
        let folder = access("results", W_OK) == 0 ? "results/" : ""
        return "\(folder)\(campaign.host)-\(suite)-\(campaign.stamp).csv"
    }

    /// Writes one row; complete on disk when this returns.
    func write(_ row: ResultRow) throws {
        try writer.write(row)
        rows.append(row)
    }

    /// Prints the table, the summary and the closing line, and throws what the exit code must say.
    func finish(summary: EngineSummary) throws {
        try writer.close()
        if !rows.isEmpty && !isStandardOutput {
            print(ShowTable.render(rows: rows, width: terminalWidth()))
            for sentence in winners(rows: rows) { print(sentence) }
            guard fflush(nil) == 0 else {
                throw ProgramFailure.failed("cannot write to standard output: \(String(cString: strerror(errno)))")
            }
        }
        let place = isStandardOutput ? "standard output" : path
        writeToStandardError("\(rows.count) rows in \(place)\n")
        for error in summary.errors.prefix(20) { complain(error) }
        if summary.timedOut {
            // Threads of the model still hang in it: nothing can be torn down.
            complain("a repetition did not end in time; the rest was not measured")
            _exit(ExitStatus.failed.rawValue)
        }
        if let signal = summary.interruptedBy {
            throw ExitCode(signal == SIGTERM ? ExitStatus.terminated.rawValue : ExitStatus.interrupted.rawValue)
        }
        if summary.invalidRows > 0 {
            throw ProgramFailure.failed("\(summary.invalidRows) rows are not valid; see the column error")
        }
    }
}
