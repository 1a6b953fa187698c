import ArgumentParser
import BenchmarkResults
import Comparing

/// `netnsbench compare`.
struct CompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Compares result files case by case, or the variants of one file.",
        discussion: """
            Files of one campaign, as `duel` makes them, are paired by block. Otherwise the unit is the process, and a verdict
            needs to know by how much campaigns differ of themselves: `calibrate --campaigns` measures that, and its file
            calibration.csv is read from beside the last file. The first file is the baseline.

            Examples:
              netnsbench compare old.csv new.csv --threshold 5%
              netnsbench compare old=a.csv new=b.csv newer=c.csv --format markdown
              netnsbench compare --variants run.csv --baseline net_list_mutex
              netnsbench compare --by sender_mode run.csv --baseline blocking
              netnsbench compare old.csv new.csv --by variant

            Exit codes: 0 no regression; 1 a file cannot be read, or no case is in both; 2 usage; 3 a regression, or an exact
            metric that differs; 4 inconclusive or not comparable, under --strict.
            """)

    @Argument(
        help: "OLD.csv NEW.csv [MORE.csv ...], each with a label before it if you like (old=a.csv); or one file.",
        completion: Completions.results)
    var files: [String]

    @Flag(help: "Set the variants of one file against each other: --by variant.")
    var variants = false

    @Option(
        help: """
            With one file: set the values of this key column (or of `threads`) against each other. With several: the \
            geometric mean for each of its values besides.
            """, completion: Completions.keys)
    var by: String?

    @Option(help: "With one file: the value all others are set against. net_list_mutex for variants, else the first.")
    var baseline: String?

    @Option(help: "Key columns in which the files may differ, comma-separated.")
    var ignore: String?

    @Option(help: "Only cases that match this regular expression.")
    var filter: String?

    @Option(help: "The calibration to use.", completion: Completions.results)
    var calibration: String?

    @Flag(help: "Give verdicts although the environments differ in what matters.")
    var allowEnvMismatch = false

    @OptionGroup var arguments: ComparisonArguments

    func run() throws {
        var options = try arguments.options()
        options.allowsEnvironmentMismatch = allowEnvMismatch
        options.ignored = try ignoredColumns()
        let column = try partColumn()
        if files.count == 1, let column { return try compareParts(by: column, options) }
        guard files.count >= 2, !variants else {
            throw ProgramFailure.usage(
                "compare takes two files or more, or one with --variants or --by COLUMN; got \(files.count).")
        }
        guard baseline == nil else {
            throw ProgramFailure.usage("--baseline is for one file: of several the first is the baseline.")
        }
        let sides = try Sides(files, filter: filter)
        options.ignored.formUnion(sides.placementToIgnore)
        try sides.refuseWhatCannotBeCompared(options)
        let output = ComparisonOutput(
            comparison: Comparison(
                baseline: sides.all[0], contenders: Array(sides.all.dropFirst()), options: options,
                calibration: sides.hasSeveralCampaigns || calibration != nil
                    ? try CalibrationSource.find(calibration, beside: sides.all.map(\.path)) : nil),
            format: arguments.format, means: column)
        try output.write()
        try output.exit(strict: arguments.strict)
    }

    private func compareParts(by column: String, _ options: ComparisonOptions) throws {
        guard calibration == nil else {
            throw ProgramFailure.usage(
                "--calibration is for files of different campaigns: parts of one file are paired.")
        }
        let rows = try readRows(files[0], filter: nil)
        let parts = FileParts(
            rows: try filtered(rows, filter, of: files[0]), by: column, floorRows: rows.filter(Floor.isFloor))
        let known = parts.sides.map(\.label)
        let usual = column == "variant" ? VerdictsSoFar.usualBaseline : known.first ?? ""
        guard known.count > 1 else {
            throw ProgramFailure.usage("\(files[0]) has one value of \(column) only (\(usual)): nothing to compare.")
        }
        let wanted = baseline ?? (known.contains(usual) ? usual : known[0])
        guard let comparison = parts.comparison(baseline: wanted, options: options) else {
            throw unknownValue("baseline", wanted, known: known)
        }
        let output = ComparisonOutput(comparison: comparison, format: arguments.format, parts: column)
        try output.write()
        try output.exit(strict: arguments.strict)
    }

    private func partColumn() throws -> String? {
        if variants, let by, by != "variant" {
            throw ProgramFailure.usage("--variants is --by variant: give one of them, not --by \(by) as well.")
        }
        guard let column = variants ? "variant" : by else { return nil }
        guard FileParts.columns.contains(column) else {
            throw unknownValue("column", column, known: FileParts.columns)
        }
        return column
    }

    private func ignoredColumns() throws -> Set<String> {
        let columns = Set((ignore ?? "").split(separator: ",").map(String.init))
        let keys = Schema.columns.filter { $0.role == .key }.map(\.name)
        if let unknown = columns.first(where: { !keys.contains($0) }) {
            throw unknownValue("column", unknown, known: keys)
        }
        return columns
    }
}
