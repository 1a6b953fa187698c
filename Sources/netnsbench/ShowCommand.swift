import ArgumentParser
import BenchmarkResults
import Glibc
import Report

/// `netnsbench show`.
struct ShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Shows one result file as a table, one row per case.",
        discussion: """
            Example:
              netnsbench show results/reference-quick.csv
            """)

    @Argument(help: "The CSV file.", completion: Completions.results)
    var file: String

    @Option(help: "Only cases that match this regular expression.")
    var filter: String?

    func run() throws {
        let rows = try readRows(file, filter: filter)
        printTable(rows)
    }
}

/// Prints the rows as a table, one row per case, and what they say below.
func printTable(_ rows: [ResultRow]) {
    let display = TerminalDisplay.output
    print(ShowTable.render(rows: rows, width: display.width, colour: display.hasColour))
    for sentence in winners(rows: rows) { display.print(sentence) }
}

/// The rows of a file, those only whose case matches.
func readRows(_ path: String, filter: String?) throws -> [ResultRow] {
    announcePipe(path)
    let rows: [ResultRow]
    do {
        rows = try CSVReader.read(path: path).rows
    } catch {
        throw ProgramFailure.failed("\(error)")
    }
    return try filtered(rows, filter, of: path)
}

/// The rows whose case matches; none at all is a usage error.
func filtered(_ rows: [ResultRow], _ filter: String?, of path: String) throws -> [ResultRow] {
    guard let filter else { return rows }
    let regex: Regex<AnyRegexOutput>
    do {
        regex = try Regex(filter)
    } catch {
        throw ProgramFailure.usage("--filter '\(filter)' is not a regular expression: \(error)")
    }
    let chosen = rows.filter { $0.caseKey.description.contains(regex) }
    guard chosen.isEmpty else { return chosen }
    let words = Set(rows.flatMap { $0.caseKey.values.values })
    let hint = nearest(to: filter, in: words.sorted()).map { " Did you mean '\($0)'?" } ?? ""
    throw ProgramFailure.usage("--filter '\(filter)' matches no case of \(path).\(hint)")
}
