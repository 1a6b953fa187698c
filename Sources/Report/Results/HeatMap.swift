import BenchmarkResults
import Comparing
import Glibc
import Statistics

/// Variant by scenario: how long each takes, relative to one of them.
public struct HeatMap: Sendable {
    /// One variant in one scenario.
    public struct Cell: Sendable {
        /// Time over the baseline's: the geometric mean over the cases that both have, the median over replicates.
        public let ratio: Double
        /// The sign-test interval over replicates; nil below six.
        public let interval: Interval?
        /// How many cases, and how many replicates.
        public let cases: Int, replicates: Int
        /// The rows behind it.
        public let rows: String

        /// What the whole interval says, beyond 5 %.
        public var standing: Standing {
            guard let interval else { return .unknown }
            if interval.upper < 1 / 1.05 { return .faster }
            if interval.lower > 1.05 { return .slower }
            return interval.lower >= 1 / 1.05 && interval.upper <= 1.05 ? .same : .undecided
        }
    }

    /// Where a variant stands.
    public enum Standing: String, Sendable {
        /// By 5 % or more.
        case faster, slower
        /// Within 5 %.
        case same
        /// The interval holds both.
        case undecided
        /// There is no interval: fewer than six replicates.
        case unknown
    }

    /// What all are set against.
    public let baseline: String
    /// The variants, in the order of their names; the baseline first.
    public let variants: [String]
    /// The scenarios with their shapes.
    public let scenarios: [String]
    /// The cells, by variant and scenario; none where a variant has no case in common with the baseline.
    public let cells: [String: [String: Cell]]

    /// - Parameter wanted: the baseline; nil takes `net_list_mutex`, or the first.
    /// - Returns: nil where there is no other variant.
    init?(_ rows: ReportRows, baseline wanted: String?) {
        let figures = CaseFigure.all(rows.rows) { $0.number("ns_per_op") }.filter {
            $0.key[column: "scenario"] != "empty" && $0.center > 0 && $0.key[column: "kernel_op"] == nil
        }
        let byVariant = Dictionary(grouping: figures) { FileParts.variantLabel($0.example) }
        let usual = byVariant["net_list_mutex"] == nil ? byVariant.keys.sorted().first : "net_list_mutex"
        guard byVariant.count > 1, let baseline = wanted ?? usual, let base = byVariant[baseline] else { return nil }
        let known = Dictionary(grouping: base) { $0.key.without(FileParts.ignored("variant")) }.compactMapValues(
            \.first)
        self.baseline = baseline
        variants = [baseline] + byVariant.keys.filter { $0 != baseline }.sorted()
        var cells: [String: [String: Cell]] = [:]
        for (variant, figures) in byVariant {
            let scenarios = Dictionary(grouping: figures) { Self.scenario(of: $0.key) }
            cells[variant] = scenarios.compactMapValues { Self.cell($0, known, rows) }
        }
        self.cells = cells
        scenarios = Set(cells.values.flatMap(\.keys)).sorted()
        guard !scenarios.isEmpty, cells.contains(where: { $0.key != baseline && !$0.value.isEmpty }) else { return nil }
    }

    static func scenario(of key: CaseKey) -> String {
        ["scenario", "shape"].compactMap { key[column: $0] }.map { legible($0) }.joined(separator: "/")
    }

    private static func cell(_ figures: [CaseFigure], _ base: [CaseKey: CaseFigure], _ rows: ReportRows) -> Cell? {
        var logs: [CaseFigure.Replicate: [Double]] = [:]
        var places: Set<Int> = []
        var cases = 0
        for figure in figures {
            guard let other = base[figure.key.without(FileParts.ignored("variant"))] else { continue }
            let ratios = figure.logRatios(over: other)
            if ratios.isEmpty { continue }
            cases += 1
            places.formUnion(figure.places + other.places)
            for (replicate, ratio) in ratios { logs[replicate, default: []].append(ratio) }
        }
        // A replicate that lacks a case would be of another mean.
        let means = logs.values.filter { $0.count == cases }.map { $0.reduce(0, +) / Double(cases) }
        guard cases > 0, let middle = median(means) else { return nil }
        return Cell(
            ratio: exp(middle),
            interval: signInterval(means).map {
                Interval(lower: exp($0.lower), upper: exp($0.upper), level: $0.level)
            }, cases: cases, replicates: means.count, rows: rows.ids(Array(places)))
    }

    /// The table: a row a variant, and the same with every figure.
    public var grid: TextGrid {
        TextGrid(
            titles: ["variant"] + scenarios, numeric: Set(1...scenarios.count),
            rows: variants.map { variant in
                [legible(variant)] + scenarios.map { cells[variant]?[$0].map(Self.text) ?? "" }
            })
    }

    /// The ratio with its mark: `<` faster, `>` slower, `=` the same, `?` undecided, `~` without an interval.
    static func text(_ cell: Cell) -> String { "\(mark(cell.standing)) \(ratioFigure(cell.ratio))" }

    static func mark(_ standing: Standing) -> String {
        switch standing {
        case .faster: "<"
        case .slower: ">"
        case .same: "="
        case .undecided: "?"
        case .unknown: "~"
        }
    }

    /// What the marks mean.
    public static let legend =
        "Time relative to the baseline, the geometric mean over the cases that both have: < faster and > slower by 5 % or more by the "
        + "whole interval (95 % by the sign test over replicates, each by itself and not adjusted); = within 5 %; ? undecided; ~ fewer "
        + "than six replicates, no interval."

    /// Every cell with its interval and the rows behind it.
    public var figures: TextGrid {
        TextGrid(
            titles: ["scenario", "variant", "ratio", "interval", "standing", "cases", "n", "rows"], numeric: [2, 5, 6],
            rows: scenarios.flatMap { scenario in
                variants.compactMap { variant in
                    cells[variant]?[scenario].map { cell in
                        [
                            scenario, legible(variant), ratioFigure(cell.ratio), bounds(cell.interval),
                            cell.standing.rawValue, "\(cell.cases)", "\(cell.replicates)", cell.rows,
                        ]
                    }
                }
            })
    }
}
