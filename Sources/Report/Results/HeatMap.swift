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
        /// Cases that were left out, as fewer replicates have both.
        public let leftOut: Int
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
    /// Who takes least in each scenario, and how the next one stands to it.
    let leaders: [Leader]
    /// What is in no cell, in words: scenarios that the baseline lacks, and the running kernel.
    let absent: [String]

    /// The least of a scenario, among rules that somebody could use and that were measured in as many cases as any.
    struct Leader {
        let scenario: String
        let variant: String
        /// The next one, and its time over the leader's.
        let next: (variant: String, cell: Cell)?
    }

    /// - Parameter wanted: the baseline; nil takes `net_list_mutex`, or the first.
    /// - Returns: nil where there is no other variant.
    init?(_ rows: ReportRows, baseline wanted: String?) {
        let figures = CaseFigure.all(rows.rows) { $0.number("ns_per_op") }.filter {
            $0.key[column: "scenario"] != "empty" && $0.center > 0 && $0.key[column: "kernel_op"] == nil
        }
        let byVariant = Dictionary(grouping: figures) { FileParts.variantLabel($0.example) }
        let usual = byVariant["net_list_mutex"] == nil ? byVariant.keys.sorted().first : "net_list_mutex"
        guard byVariant.count > 1, let baseline = wanted ?? usual, let base = byVariant[baseline] else { return nil }
        self.baseline = baseline
        variants = [baseline] + byVariant.keys.filter { $0 != baseline }.sorted()
        var cells: [String: [String: Cell]] = [:]
        var leaders: [Leader] = []
        let parts = byVariant.mapValues { figures in Dictionary(grouping: figures) { Self.scenario(of: $0.key) } }
        let present = Set(figures.map { Self.scenario(of: $0.key) }).sorted()
        for scenario in present {
            for (variant, figures) in parts {
                cells[variant, default: [:]][scenario] = Self.cell(figures[scenario] ?? [], base, rows)
            }
            let found = cells.compactMap { variant, cells in cells[scenario].map { (variant: variant, cell: $0) } }
            let mostCases = found.map(\.cell.cases).max() ?? 0
            let ranked = found.filter {
                $0.variant != "unlocked" && !isNegativeControl($0.variant) && $0.cell.cases == mostCases
            }.sorted { ($0.cell.ratio, $0.variant) < ($1.cell.ratio, $1.variant) }
            guard let first = ranked.first else { continue }
            let next = ranked.dropFirst().first.flatMap { next in
                Self.cell(parts[next.variant]?[scenario] ?? [], parts[first.variant]?[scenario] ?? [], rows)
                    .map { (variant: next.variant, cell: $0) }
            }
            leaders.append(Leader(scenario: scenario, variant: first.variant, next: next))
        }
        self.cells = cells
        self.leaders = leaders
        let scenarios = Set(cells.values.flatMap(\.keys)).sorted()
        self.scenarios = scenarios
        absent =
            present.filter { !scenarios.contains($0) }
            + (rows.rows.contains { $0["kernel_op"] != nil } ? ["the running kernel"] : [])
        guard !scenarios.isEmpty, cells.contains(where: { $0.key != baseline && !$0.value.isEmpty }) else { return nil }
    }

    /// Whether what is measured there is how often liburcu's worker looks, under rules with RCU (docs/measuring.md): no headline.
    static func isPoll(_ scenario: String) -> Bool { scenario == "netdev_todo/unregister" }

    static func scenario(of key: CaseKey) -> String {
        ["scenario", "shape"].compactMap { key[column: $0] }.map { legible($0) }.joined(separator: "/")
    }

    private static func cell(_ figures: [CaseFigure], _ base: [CaseFigure], _ rows: ReportRows) -> Cell? {
        let known = Dictionary(grouping: base) { $0.key.without(FileParts.ignored("variant")) }.compactMapValues(
            \.first)
        let pairs = figures.compactMap { figure -> (places: [Int], ratios: [CaseFigure.Replicate: Double])? in
            guard let other = known[figure.key.without(FileParts.ignored("variant"))] else { return nil }
            let ratios = figure.logRatios(over: other)
            return ratios.isEmpty ? nil : (figure.places + other.places, ratios)
        }
        // A case that fewer replicates have would leave few replicates with all.
        let most = pairs.map(\.ratios.count).max() ?? 0
        let kept = pairs.filter { $0.ratios.count == most }
        var logs: [CaseFigure.Replicate: [Double]] = [:]
        for (replicate, ratio) in kept.flatMap(\.ratios) { logs[replicate, default: []].append(ratio) }
        let means = logs.values.filter { $0.count == kept.count }.map { $0.reduce(0, +) / Double(kept.count) }
        guard let middle = median(means) else { return nil }
        return Cell(
            ratio: exp(middle),
            interval: signInterval(means).map {
                Interval(lower: exp($0.lower), upper: exp($0.upper), level: $0.level)
            }, cases: kept.count, replicates: means.count, leftOut: pairs.count - kept.count,
            rows: rows.ids(Array(Set(kept.flatMap(\.places)))))
    }

    /// The table: a row a variant, a column a scenario.
    public var grid: TextGrid {
        TextGrid(
            titles: ["variant"] + scenarios, numeric: Set(1...scenarios.count),
            rows: variants.map { variant in
                [Self.label(variant)] + scenarios.map { text(variant, $0) }
            })
    }

    /// A variant; who is wrong on purpose is called so.
    static func label(_ variant: String) -> String {
        legible(variant) + (isNegativeControl(variant) ? " (negative control)" : "")
    }

    /// A cell; with the number of its cases where another variant has more.
    func text(_ variant: String, _ scenario: String) -> String {
        guard let cell = cells[variant]?[scenario] else { return "" }
        let most = cells.values.compactMap { $0[scenario]?.cases }.max() ?? 0
        return Self.text(cell) + (cell.cases < most ? " (\(cell.cases)/\(most))" : "")
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
        + "than six replicates, no interval. (7/14): 7 of the 14 cases that others of the column have, "
        + "and so not comparable with these."

    /// Every cell with its interval and the rows behind it.
    public var figures: TextGrid {
        TextGrid(
            titles: ["scenario", "variant", "ratio", "interval", "standing", "cases", "left out", "n", "rows"],
            numeric: [2, 5, 6, 7],
            rows: scenarios.flatMap { scenario in
                variants.compactMap { variant in
                    cells[variant]?[scenario].map { cell in
                        [
                            scenario, Self.label(variant), ratioFigure(cell.ratio), bounds(cell.interval),
                            cell.standing.rawValue, "\(cell.cases)", cell.leftOut > 0 ? "\(cell.leftOut)" : "",
                            "\(cell.replicates)", cell.rows,
                        ]
                    }
                }
            })
    }
}

/// Whether the variant is wrong on purpose: their names begin so.
func isNegativeControl(_ variant: String) -> Bool { variant.hasPrefix("busted_") }
