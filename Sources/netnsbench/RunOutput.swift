import ArgumentParser
import BenchmarkResults
import Glibc

/// Where a run's rows go: the CSV file, opened before anything is measured, and the table at the end.
final class RunOutput {
    private let path: String
    private let isStandardOutput: Bool
    private let writer: CSVWriter
    /// Whether nothing is said of where the rows are.
    var isQuiet = false
    /// The rows so far.
    private(set) var rows: [ResultRow] = []

    /// Opens a file of `rows` to write more after them.
    init(continuing path: String, rows: [ResultRow]) throws {
        isStandardOutput = false
        self.path = path
        self.rows = rows
        do {
            writer = try CSVWriter(appendingTo: path)
        } catch {
            throw ProgramFailure.failed("\(error)")
        }
    }

    /// Opens the file; refuses one that exists, unless forced.
    init(path: String?, suite: String, campaign: Campaign, force: Bool) throws {
        isStandardOutput = path == "-"
        self.path = path ?? Self.defaultPath(suite: suite, campaign: campaign)
        do {
            writer = try isStandardOutput ? CSVWriter(standardOutput: ()) : CSVWriter(path: self.path, force: force)
        } catch {
            throw ProgramFailure.failed("\(error)")
        }
    }

    private static func defaultPath(suite: String, campaign: Campaign) -> String {
        "\(ResultsFolder.prefix)\(campaign.host)-\(suite)-\(campaign.stamp).csv"
    }

    /// Writes one row; complete on disk when this returns.
    func write(_ row: ResultRow) throws {
        try writer.write(row)
        rows.append(row)
    }

    /// Closes the file and prints the table and where the rows are.
    func finish() throws {
        try writer.close()
        if !rows.isEmpty && !isStandardOutput {
            printTable(rows)
            try flushStandardOutput()
        }
        guard !isQuiet else { return }
        writeToStandardError("\(rows.count) rows in \(isStandardOutput ? "standard output" : path)\n")
    }
}
