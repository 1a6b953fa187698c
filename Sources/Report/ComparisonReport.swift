import BenchmarkResults
import Comparing
import Statistics

/// A comparison as people and programs read it.
public struct ComparisonReport {
    let comparison: Comparison
    let footnotes: [Warning]

    /// A report.
    public init(_ comparison: Comparison) {
        self.comparison = comparison
        footnotes = comparison.footnotes
    }

    private var metric: Column { comparison.options.metric }

    /// The unit of the figures, with a blank before it; nothing where they have none.
    private var unit: String {
        if comparison.options.normalizesByFloor { return " x floor" }
        return metric.unit.isEmpty ? "" : " \(metric.unit)"
    }

    /// The cases, one a row: the baseline's figure, then each contender's with its ratio and its verdict.
    public var grid: TextGrid {
        let contenders = comparison.contenders
        let isOne = contenders.count == 1
        var titles = ["case", comparison.baseline.label + unit]
        var numeric: Set<Int> = [1]
        for contender in contenders {
            numeric.formUnion([titles.count, titles.count + 1])
            titles += [contender.label + unit, isOne ? "ratio" : "\(contender.label) ratio", "interval", "p_holm", "n"]
            titles.append(isOne ? "verdict" : "\(contender.label) verdict")
        }
        titles.append("notes")
        let byKey = Dictionary(grouping: comparison.cases, by: \.key)
        var grid = TextGrid(
            titles: titles, numeric: numeric, rows: byKey.keys.sorted().map { line($0, byKey[$0] ?? []) })
        for index in titles.indices where titles[index].hasSuffix("verdict") { grid.tones[index] = Tone.verdict }
        return grid
    }

    /// Every case and contender in a row, those with the strongest evidence first.
    func byEvidence(_ rows: ReportRows) -> TextGrid {
        let ignored = comparison.options.ignored
        let places = Dictionary(grouping: rows.rows.indices.filter { rows.rows[$0].flag("valid") == true }) {
            rows.rows[$0].caseKey.without(ignored)
        }
        return TextGrid(
            titles: [
                "case", "contender", comparison.baseline.label + unit, "new" + unit, "ratio", "interval", "p_holm", "n",
                "verdict", "notes", "rows",
            ], numeric: [2, 3, 4, 6, 7],
            rows: comparison.cases.sorted { ReportAnswer.strength($0) < ReportAnswer.strength($1) }.map { item in
                [
                    item.key.description, legible(comparison.contenders[item.contender].label), figure(item.old),
                    figure(item.new), ratioFigure(item.ratio), bounds(item.interval), pFigure(item.adjustedP),
                    size(item), item.text(comparison.words), notes([item]),
                    rows.ids(places[item.key.without(ignored)] ?? []),
                ]
            })
    }

    private func line(_ key: CaseKey, _ items: [CaseComparison]) -> [String] {
        var cells = [key.description, figure(items.first?.old)]
        for index in comparison.contenders.indices {
            guard let item = items.first(where: { $0.contender == index }) else {
                cells += ["", "", "", "", "", "no such case"]
                continue
            }
            cells += [
                figure(item.new), ratioFigure(item.ratio), bounds(item.interval), pFigure(item.adjustedP), size(item),
                item.text(comparison.words),
            ]
        }
        return cells + [notes(items)]
    }

    func notes(_ items: [CaseComparison]) -> String {
        let numbers = Set(items.flatMap(\.warnings)).compactMap { footnotes.firstIndex(of: $0) }.sorted()
        return numbers.map { "[\($0 + 1)]" }.joined()
    }

    func size(_ item: CaseComparison) -> String {
        comparison.matches[item.contender].isPaired ? "\(item.units.new)" : "\(item.units.old)+\(item.units.new)"
    }

    /// Every case and contender in a row, with all figures in full precision: for programs.
    public var records: TextGrid {
        func number(_ value: Double?) -> String { value.flatMap { $0.isFinite ? "\($0)" : nil } ?? "" }
        return TextGrid(
            titles: [
                "case", "contender", "metric", "old", "new", "ratio", "low", "high", "level", "p", "p_holm", "unit",
                "n_old", "n_new", "verdict", "is_verdict", "notes",
            ],
            numeric: [3, 4, 5, 6, 7, 8, 9, 10, 12, 13],
            rows: comparison.cases.map { item in
                [
                    item.key.description, comparison.contenders[item.contender].label, metric.name, number(item.old),
                    number(item.new), number(item.ratio), number(item.interval?.lower), number(item.interval?.upper),
                    number(item.interval?.level), number(item.p), number(item.adjustedP),
                    comparison.matches[item.contender].isPaired ? "block" : "process", "\(item.units.old)",
                    "\(item.units.new)", item.verdict.text(comparison.words), item.isVerdict ? "true" : "false",
                    notes([item]),
                ]
            })
    }

    /// The parts of one file, a row per case and part, the baseline's among them.
    public func parts(column: String) -> TextGrid {
        let baseline = comparison.baseline.label
        let byKey = Dictionary(grouping: comparison.cases, by: \.key)
        var rows: [[String]] = []
        for key in byKey.keys.sorted() {
            let items = (byKey[key] ?? []).sorted { $0.contender < $1.contender }
            rows.append([key.description, baseline, figure(items.first?.old), "1", "", "", "", "baseline", ""])
            rows += items.map { item in
                [
                    key.description, comparison.contenders[item.contender].label, figure(item.new),
                    ratioFigure(item.ratio), bounds(item.interval), pFigure(item.adjustedP), size(item),
                    item.text(comparison.words), notes([item]),
                ]
            }
        }
        var grid = TextGrid(
            titles: [
                "case", column, metric.name, "ratio", "interval", "p_holm", "pairs", "against \(baseline)", "notes",
            ], numeric: [2, 3], rows: rows)
        grid.tones = [7: Tone.verdict]
        return grid
    }

    /// The geometric mean for each value of a column of the key.
    public func geometricMeans(by column: String) -> TextGrid {
        let several = comparison.contenders.count > 1
        let rows = comparison.contenders.indices.flatMap { contender -> [[String]] in
            let groups = Dictionary(grouping: comparison.cases(of: contender).filter(\.countsInMean)) {
                FileParts.value(of: $0.key, column)
            }
            let parts = groups.keys.sorted {
                (Double($0) ?? .nan) < (Double($1) ?? .nan) || (Double($0) == nil && $0 < $1)
            }
            return parts.map { value in
                let ratios = (groups[value] ?? []).compactMap(\.ratio)
                return (several ? [comparison.contenders[contender].label] : [])
                    + [value, ratioFigure(geometricMean(ratios)), "\(ratios.count)"]
            }
        }
        return TextGrid(
            titles: (several ? ["contender"] : []) + [column, "ratio", "cases"], numeric: several ? [2, 3] : [1, 2],
            rows: rows)
    }
}

/// An interval for people.
func bounds(_ interval: Interval?) -> String {
    interval.map { "[\(ratioFigure($0.lower)), \(ratioFigure($0.upper))]" } ?? ""
}
