import ArgumentParser
import BenchmarkResults
import Report

/// `netnsbench compare`.
struct CompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Compares two result files case by case, or the variants of one file.",
        discussion: """
            The unit of replication is the process. Two files of one process each are described, not judged.

            Examples:
              netnsbench compare old.csv new.csv --threshold 5%
              netnsbench compare old.csv new.csv --by variant --format markdown
              netnsbench compare --variants run.csv --baseline net_list_mutex

            Exit codes: 0 no regression; 1 a file cannot be read; 2 usage; 3 a regression;
            4 inconclusive or not comparable, under --strict.
            """)

    /// How the comparison is written.
    enum Format: String, CaseIterable, ExpressibleByArgument {
        case table, csv, json, markdown
    }

    @Argument(help: "OLD.csv NEW.csv, or one file with --variants.")
    var files: [String]

    @Flag(help: "Set the variants of one file against each other, paired by repetition.")
    var variants = false

    @Option(help: "With --variants: the variant all others are set against.")
    var baseline = "net_list_mutex"

    @Option(help: "A change smaller than this does not matter.")
    var threshold = "5%"

    @Option(help: "The column to compare.")
    var metric = "ns_per_op"

    @Option(help: "Only cases that match this regular expression.")
    var filter: String?

    @Option(help: "Besides, the geometric mean for each value of this key column.")
    var by: String?

    @Flag(help: "Exit with 4 where a case is inconclusive or not comparable, or nothing matched.")
    var strict = false

    @Option(help: "table, csv, json or markdown.")
    var format: Format = .table

    func run() throws {
        if variants { return try compareVariants() }
        guard files.count == 2 else {
            throw ProgramFailure.usage(
                "compare takes two files, OLD.csv NEW.csv, or one with --variants; got \(files.count).")
        }
        let options = ComparisonOptions(metric: try metricColumn(), threshold: try thresholdShare())
        let column = try byColumn()
        let old = try readRows(files[0], filter: nil)
        let new = try readRows(files[1], filter: nil)
        let comparison = Comparison(
            old: try matching(old, new, files[0]), new: try matching(new, old, files[1]), options: options)
        write(comparison, by: column)
        try exit(comparison)
    }

    /// The filter applies to the pair: it must match a case of one of them.
    private func matching(_ rows: [ResultRow], _ others: [ResultRow], _ path: String) throws -> [ResultRow] {
        guard filter != nil else { return rows }
        let all = rows + others
        let keys = Set(try filtered(all, filter, of: path).map(\.caseKey))
        return rows.filter { keys.contains($0.caseKey) }
    }

    private func write(_ comparison: Comparison, by column: String?) {
        let report = ComparisonReport(comparison)
        switch format {
        case .table:
            print(report.grid.plain())
            if let column { print(report.geometricMeans(by: column).plain()) }
            for line in report.remarks { print(line) }
        case .markdown:
            print(report.grid.markdown())
            if let column { print(report.geometricMeans(by: column).markdown()) }
            for line in report.remarks { print("\n\(line)") }
        case .csv:
            print(report.grid.csv(), terminator: "")
            for line in report.remarks { writeToStandardError(line + "\n") }
        case .json:
            let remarks = report.remarks.map(TextGrid.jsonString).joined(separator: ",\n    ")
            print("{\n  \"cases\": \(report.grid.json()),\n  \"remarks\": [\n    \(remarks)\n  ]\n}")
        }
    }

    private func exit(_ comparison: Comparison) throws {
        let verdicts = comparison.cases.map(\.verdict)
        if verdicts.contains(.regression) { throw ExitCode(ExitStatus.regression.rawValue) }
        let isDecided = !verdicts.isEmpty && verdicts.allSatisfy { [.improvement, .equivalent].contains($0) }
        if strict && !isDecided { throw ExitCode(ExitStatus.inconclusive.rawValue) }
    }

    private func compareVariants() throws {
        guard files.count == 1 else {
            throw ProgramFailure.usage("compare --variants takes one file; got \(files.count).")
        }
        let rows = try readRows(files[0], filter: filter)
        let known = Set(rows.compactMap { $0.text("variant") }).sorted()
        guard known.contains(baseline) else { throw unknownValue("baseline", baseline, known: known) }
        let grid = VariantComparison(rows: rows, baseline: baseline).grid
        switch format {
        case .table: print(grid.plain())
        case .markdown: print(grid.markdown())
        case .csv: print(grid.csv(), terminator: "")
        case .json: print(grid.json())
        }
    }

    private func metricColumn() throws -> Column {
        let metrics = Schema.columns.filter { $0.role == .metric || $0.role == .counter }
        guard let column = metrics.first(where: { $0.name == metric }) else {
            throw unknownValue("metric", metric, known: metrics.map(\.name))
        }
        return column
    }

    private func byColumn() throws -> String? {
        guard let by else { return nil }
        let keys = Schema.columns.filter { $0.role == .key }.map(\.name)
        guard keys.contains(by) else { throw unknownValue("column", by, known: keys) }
        return by
    }

    private func thresholdShare() throws -> Double {
        let digits = threshold.hasSuffix("%") ? threshold.dropLast() : threshold[...]
        guard threshold.hasSuffix("%"), let percent = Double(digits), percent.isFinite, percent >= 0, percent < 100
        else {
            throw ProgramFailure.usage(
                "--threshold \(threshold) is not a percentage from 0% to below 100%, such as 5%.")
        }
        return percent / 100
    }
}
