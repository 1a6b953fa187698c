import ArgumentParser
import BenchmarkResults
import Comparing

/// What `compare`, `duel` and `calibrate` have in common.
struct ComparisonArguments: ParsableArguments {
    @Option(help: "A change smaller than this does not matter.")
    var threshold = "5%"

    @Option(help: "The column to compare.", completion: Completions.metrics)
    var metric = "ns_per_op"

    @Option(help: "floor: divide every figure by the floor case of the same block.")
    var normalize: Normalization?

    @Flag(help: "Exit with 4 where a case is inconclusive or not comparable, or nothing matched.")
    var strict = false

    @Option(help: "table, csv, json or markdown.")
    var format: ComparisonFormat = .table

    /// What figures may be divided by.
    enum Normalization: String, CaseIterable, ExpressibleByArgument { case floor }

    /// The options, every word of them checked.
    func options() throws -> ComparisonOptions {
        var options = ComparisonOptions(metric: try Self.column(metric), threshold: try thresholdShare())
        options.normalizesByFloor = normalize == .floor
        if options.normalizesByFloor && options.metric.unit != "ns" {
            throw ProgramFailure.usage("--normalize floor divides times: \(metric) is none.")
        }
        return options
    }

    /// The column of a metric.
    static func column(_ metric: String) throws -> Column {
        let metrics = Schema.columns.filter { $0.role == .metric || $0.role == .counter }
        guard let column = metrics.first(where: { $0.name == metric }) else {
            throw unknownValue("metric", metric, known: metrics.map(\.name))
        }
        return column
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

/// How a comparison is written.
enum ComparisonFormat: String, CaseIterable, ExpressibleByArgument {
    case table, csv, json, markdown
}
