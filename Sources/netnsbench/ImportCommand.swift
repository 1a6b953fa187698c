import ArgumentParser
import BenchmarkResults
import Bridges

/// `netnsbench import`.
struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Reads what another harness wrote and writes it as a result file.",
        discussion: """
            gbench-json is Google Benchmark's JSON; urcu-summary are the SUMMARY lines of liburcu's tests/benchmark, with any
            text around them. What can be read is then at hand to show and compare. See docs/bridges.md.

            Examples:
              netnsbench import other.json -o other.csv
              ./test_urcu_qsbr 2 1 10 | netnsbench import - -o urcu.csv

            Exit codes: 0 done; 1 a file cannot be read or written; 2 usage.
            """)

    @Argument(help: "The file to read; `-` is stdin.", completion: .file())
    var file: String

    @Option(help: "gbench-json or urcu-summary; guessed from the content by default.")
    var format: ImportFormat?

    @Option(help: "The variant of entries whose names are not netnsbench's (default: \(Import.defaultVariant)).")
    var variant: String?

    @Option(name: .shortAndLong, help: "The CSV file to write; stdout by default.", completion: Completions.results)
    var out: String?

    @Flag(help: "Replace the file if it exists.")
    var force = false

    func run() throws {
        if variant?.isEmpty == true { throw ProgramFailure.usage("--variant is empty: a case has a variant.") }
        announcePipe(file)
        let imported: Import
        do {
            imported = try Import.read(path: file, format: format, variant: variant)
        } catch {
            throw ProgramFailure.failed("\(error)")
        }
        if imported.format == .urcuSummary && variant != nil {
            throw ProgramFailure.usage("--variant is for gbench-json: SUMMARY lines name the program they come from.")
        }
        // Opened when everything has been read: nothing is left behind by a file that is wrong.
        let output = try TextOutput(path: out, force: force)
        for remark in imported.remarks { writeToStandardError(remark + "\n") }
        try output.write { CSVWriter.text(of: imported.rows) }
        writeToStandardError("rows from \(imported.format.rawValue) in \(output.name): \(imported.rows.count)\n")
    }
}

extension ImportFormat: ExpressibleByArgument {}
