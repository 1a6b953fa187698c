import BenchmarkResults
import Glibc
import Statistics

/// One variant against the baseline in one case of one campaign, paired by process, block and repetition.
public struct VariantRatio: Sendable {
    /// The case, without its variant.
    public let key: CaseKey
    /// The variant.
    public let variant: String
    /// Its median of ns per operation.
    public let median: Double
    /// Variant over baseline: the median of the paired ratios; nil without pairs.
    public let ratio: Double?
    /// The sign-test interval; nil below 6 pairs.
    public let interval: Interval?
    /// Pairs behind it.
    public let pairs: Int
    /// Why there is no ratio, empty where there is one.
    public let reason: String

    /// In words, by the interval alone.
    public var verdict: String {
        guard reason.isEmpty else { return reason }
        guard let interval else { return "no interval at 95 % with n=\(pairs)" }
        if interval.upper < 1 { return "faster" }
        return interval.lower > 1 ? "slower" : "no clear difference"
    }
}

/// Which lock a reader holds belongs to a variant's rules, so it does not keep its case apart.
let variantColumns: Set<String> = ["variant", "list_lock"]

/// The variants of one file set against each other.
public struct VariantComparison: Sendable {
    /// The variant all others are set against.
    public let baseline: String
    /// One row per case and variant; the baseline's own rows have ratio 1.
    public let ratios: [VariantRatio]

    /// Compares the valid rows by `ns_per_op`.
    public init(rows: [ResultRow], baseline: String) {
        self.baseline = baseline
        let cases = Dictionary(grouping: rows.filter { $0.flag("valid") == true && $0.number("ns_per_op") != nil }) {
            $0.caseKey.without(variantColumns)
        }
        ratios = cases.keys.sorted().flatMap { Self.compare($0, cases[$0] ?? [], baseline) }
    }

    private static func compare(_ key: CaseKey, _ rows: [ResultRow], _ baseline: String) -> [VariantRatio] {
        let variants = Dictionary(grouping: rows, by: label)
        return variants.keys.sorted().map { variant in
            compare(key, variant, variants[variant] ?? [], against: variants[baseline] ?? [])
        }
    }

    /// The variant, with the lock its readers chose where that is not the usual one.
    static func label(_ row: ResultRow) -> String {
        let variant = row.text("variant") ?? ""
        return row.text("list_lock") == "net_mutex" ? variant + " (net_mutex)" : variant
    }

    private static func compare(
        _ key: CaseKey, _ variant: String, _ rows: [ResultRow], against base: [ResultRow]
    ) -> VariantRatio {
        let center = median(rows.compactMap { $0.number("ns_per_op") }) ?? .nan
        func without(_ reason: String) -> VariantRatio {
            VariantRatio(
                key: key, variant: variant, median: center, ratio: nil, interval: nil, pairs: 0, reason: reason)
        }
        guard !base.isEmpty else { return without("the baseline has no such case") }
        let estimators = Set((rows + base).compactMap { $0.text("estimator") })
        guard estimators.count <= 1 else { return without("unlike estimators") }
        let other = Dictionary(base.map { (pairKey($0), $0) }, uniquingKeysWith: { first, _ in first })
        let logs = rows.compactMap { row -> Double? in
            guard let partner = other[pairKey(row)]?.number("ns_per_op"), let own = row.number("ns_per_op"),
                own > 0, partner > 0
            else { return nil }
            return log(own / partner)
        }
        guard let middle = median(logs) else { return without("no pairs") }
        let interval = signInterval(logs).map { Interval(lower: exp($0.lower), upper: exp($0.upper), level: $0.level) }
        return VariantRatio(
            key: key, variant: variant, median: center, ratio: exp(middle), interval: interval, pairs: logs.count,
            reason: "")
    }

    private static func pairKey(_ row: ResultRow) -> [String] {
        [row.text("campaign") ?? ""] + ["process", "block", "repetition"].map { "\(row.integer($0) ?? 0)" }
    }

    /// The rows as a table.
    public var grid: TextGrid {
        TextGrid(
            titles: ["case", "variant", "ns_per_op", "ratio", "low", "high", "level", "pairs", "against \(baseline)"],
            numeric: [2, 3, 4, 5, 7],
            rows: ratios.map { item in
                [
                    item.key.description, item.variant, figure(item.median), ratioFigure(item.ratio),
                    ratioFigure(item.interval?.lower), ratioFigure(item.interval?.upper),
                    item.interval.map { percentFigure($0.level) } ?? "", item.pairs > 0 ? "\(item.pairs)" : "",
                    item.variant == baseline ? "baseline" : item.verdict,
                ]
            })
    }
}
