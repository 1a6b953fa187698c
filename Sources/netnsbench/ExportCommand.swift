import ArgumentParser
import BenchmarkResults
import Bridges

/// `netnsbench export`.
struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Writes a result file in the format of another harness, or as JSON.",
        discussion: """
            gbench-json is Google Benchmark's JSON, for compare.py; gobench is Go's benchmark format, for benchstat; both
            have the valid rows only. json has every row and column. Nothing of this machine enters. See docs/bridges.md.

            Examples:
              netnsbench export --format gbench-json old.csv -o old.json
              netnsbench export --format gobench run.csv --filter for_each_net | benchstat -col /variant -

            Exit codes: 0 done; 1 a file cannot be read or written, or nothing is left to export; 2 usage.
            """)

    @Argument(help: "The CSV file.", completion: Completions.results)
    var file: String

    @Option(help: "gbench-json, gobench or json.")
    var format: ExportFormat

    @Option(name: .shortAndLong, help: "The file to write; stdout by default.", completion: .file())
    var out: String?

    @Flag(help: "Replace the file if it exists.")
    var force = false

    @Option(help: "Only cases that match this regular expression.")
    var filter: String?

    @Option(
        help: "The column that is the time in gbench-json (in ns) and gobench.", completion: Completions.metrics)
    var metric = "ns_per_op"

    func run() throws {
        let metric = try metricColumn()
        // Before anything is read: a name that is taken is known at once.
        let output = try TextOutput(path: out, force: force)
        var remarks: [String] = []
        try output.write {
            let export = try export(metric)
            remarks = export.remarks + ["rows in \(output.name): \(export.rows)"]
            return export.text
        }
        for remark in remarks { writeToStandardError(remark + "\n") }
    }

    private func export(_ metric: Column) throws -> Export {
        let rows = try readRows(file, filter: filter)
        do {
            return try Export(ResultFile(path: file, rows: rows), format: format, metric: metric)
        } catch {
            throw ProgramFailure.failed("\(error)")
        }
    }

    private func metricColumn() throws -> Column {
        let known = Schema.columns.filter {
            ($0.role == .metric || $0.role == .counter) && ($0.kind == .number || $0.kind == .integer)
                && (format != .googleBenchmarkJSON || $0.unit == "ns")
        }
        guard let column = known.first(where: { $0.name == metric }) else {
            throw unknownValue("metric", metric, known: known.map(\.name))
        }
        guard format != .json || metric == "ns_per_op" else {
            throw ProgramFailure.usage("--format json has every column: --metric is for gbench-json and gobench.")
        }
        return column
    }
}

extension ExportFormat: ExpressibleByArgument {}
