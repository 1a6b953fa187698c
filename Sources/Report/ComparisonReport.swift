import BenchmarkResults
import Statistics

/// A comparison as people and programs read it.
public struct ComparisonReport {
    private let comparison: Comparison

    /// A report.
    public init(_ comparison: Comparison) { self.comparison = comparison }

    /// The cases, one a row.
    public var grid: TextGrid {
        let metric = comparison.options.metric
        let unit = metric.unit.isEmpty ? "" : " \(metric.unit)"
        return TextGrid(
            titles: [
                "case", "old\(unit)", "new\(unit)", "ratio", "low", "high", "level", "p", "p_holm", "n", "verdict",
            ],
            numeric: [1, 2, 3, 4, 5, 7, 8],
            rows: comparison.cases.map { item in
                [
                    item.key.description, figure(item.old), figure(item.new), ratioFigure(item.ratio),
                    ratioFigure(item.interval?.lower), ratioFigure(item.interval?.upper),
                    item.interval.map { percentFigure($0.level) } ?? "", pFigure(item.p), pFigure(item.adjustedP),
                    "\(item.processes.old)+\(item.processes.new)", item.verdict.text,
                ]
            })
    }

    /// What stands around the table: how it was made, what only one file has, the mean, the notes.
    public var remarks: [String] {
        var lines: [String] = []
        let unit = comparison.cases.contains(where: \.isDescriptive) ? "repetition (one process)" : "process"
        lines.append(
            "metric \(comparison.options.metric.name) (better: \(comparison.options.metric.better.rawValue)), unit: \(unit), "
                + "ratio = new / old, threshold \(percentFigure(comparison.options.threshold)); "
                + "intervals are not adjusted for \(comparison.cases.count) cases, p_holm is")
        if let mean = comparison.geometricMeanRatio {
            let all = comparison.cases.count + comparison.onlyOld.count + comparison.onlyNew.count
            lines.append("geometric mean of the ratios: \(ratioFigure(mean.ratio)) over \(mean.cases) of \(all) cases")
        }
        lines += comparison.onlyOld.map { "only in the old file: \($0)" }
        lines += comparison.onlyNew.map { "only in the new file: \($0)" }
        if comparison.invalidRows > 0 { lines.append("\(comparison.invalidRows) rows are not valid and were left out") }
        lines += comparison.notes.enumerated().map { "[\($0 + 1)] \($1)" }
        return lines
    }

    /// The geometric mean for each value of a column of the key.
    public func geometricMeans(by column: String) -> TextGrid {
        let groups = Dictionary(grouping: comparison.cases) { $0.key.values[column] ?? "" }
        return TextGrid(
            titles: [column, "ratio", "cases"], numeric: [1, 2],
            rows: groups.keys.sorted().map { value in
                let ratios = (groups[value] ?? []).map(\.ratio)
                return [value.isEmpty ? "-" : value, ratioFigure(geometricMean(ratios)), "\(ratios.count)"]
            })
    }
}
