import BenchmarkResults
import Statistics

/// The rows of one run of `reality`, or of several, and what follows from them.
///
/// The replicate is the block; of several runs it is the run, since the machine may differ between runs more than within one.
struct RealityRows {
    /// What is called the same: figures that differ by less.
    static let margin = 0.1
    /// As many runs have an interval of their own.
    private static let enoughRuns = 6

    /// A block of a run.
    private struct Block: Hashable {
        let campaign: String
        let number: Int64
    }

    /// A case with its rates.
    private let rates: [(key: [String: String], byBlock: [Block: Double])]
    /// How many runs there are.
    let runs: Int
    /// The kernel that was running; several where files of several were joined.
    let kernel: String
    /// Rows that were measured and are not valid.
    let invalid: Int
    /// Rows in which an operation outlasted the window, or none ended in it.
    let censored: Int
    /// Deferred work still owed after a window in which namespaces came and went, in ns: the median, by backend.
    let owed: [String: Double]
    /// Cases that were not measured, with the reason.
    let skipped: [(name: String, reason: String)]

    init(_ rows: [ResultRow]) {
        let measured = rows.filter { $0.text("status") != "skipped" }
        let valid = measured.filter { $0.flag("valid") == true }
        invalid = measured.count - valid.count
        censored = valid.count { ($0.integer("censored") ?? 0) > 0 || $0["ns_per_op"] == nil }
        let busy = valid.filter { ($0.integer("creators") ?? 0) + ($0.integer("updaters") ?? 0) > 0 }
        owed = Dictionary(grouping: busy) { $0.text("backend") ?? "model" }
            .compactMapValues { median($0.compactMap { $0.number("quiesce_ns") }) }
        runs = Set(measured.map { $0.text("campaign") ?? "" }).count
        kernel = Set(measured.compactMap { $0.text("kernel") }).sorted().joined(separator: ", ")
        skipped = rows.filter { $0.text("status") == "skipped" }
            .map { ($0.caseKey.benchmarkName, $0.text("error") ?? "") }
        rates = Dictionary(grouping: valid, by: \.caseKey).map { key, rows in
            let byBlock = Dictionary(grouping: rows) { row in
                Block(campaign: row.text("campaign") ?? "", number: row.integer("block") ?? 0)
            }
            return (key.values, byBlock.compactMapValues { median($0.compactMap(Self.rate)) })
        }
    }

    /// Operations per second of the measured threads; of the operation alone, where more than that belongs to its cycle.
    ///
    /// A creator of the model waits for its destroyer, and a deleter has to make a device before: that is not timed.
    private static func rate(of row: ResultRow) -> Double? {
        guard row.text("estimator") == "timed_mean",
            let role = measuredRole(scenario: row.text("scenario"), shape: row.text("shape")),
            let threads = row.integer("\(role)s")
        else { return measuredRate(of: row) }
        return row.number("ns_per_op").flatMap { $0 > 0 ? Double(threads) * 1e9 / $0 : nil }
    }

    /// Whether one block is a replicate, and not a run.
    var replicatesAreBlocks: Bool { runs < Self.enoughRuns }

    /// Columns of which a case has none unless it is asked for.
    private static let counts = ["readers", "updaters", "lockers", "creators", "registrars", "kernel_op"]

    /// Whether a key has those values, and no threads that are not asked for.
    static func matches(_ key: [String: String], _ wanted: RealityPlan.Wanted) -> Bool {
        (wanted.keys + counts).allSatisfy { (key[$0] ?? "0") == (wanted[$0] ?? "0") }
    }

    /// The rates of the case that is meant, by block; empty where it was not measured.
    private func rates(_ wanted: RealityPlan.Wanted) -> [Block: Double] {
        rates.first { Self.matches($0.key, wanted) }?.byBlock ?? [:]
    }

    /// The quotient in each block that has both.
    private func byBlock(_ quotient: RealityQuotient) -> [Block: Double] {
        Self.divide(rates(quotient.over), rates(quotient.under))
    }

    private static func divide(_ over: [Block: Double], _ under: [Block: Double]) -> [Block: Double] {
        over.reduce(into: [:]) { result, item in
            if let below = under[item.key], below > 0 { result[item.key] = item.value / below }
        }
    }

    private func replicates(_ byBlock: [Block: Double]) -> [Double] {
        if replicatesAreBlocks { return Array(byBlock.values) }
        return Dictionary(grouping: byBlock, by: \.key.campaign).values.compactMap { median($0.map(\.value)) }
    }

    /// The quotient of each replicate.
    func quotients(_ quotient: RealityQuotient) -> [Double] { replicates(byBlock(quotient)) }

    /// How two quotients stand to each other, paired within blocks.
    func standing(_ one: RealityQuotient, _ other: RealityQuotient) -> Standing {
        Standing(ratios: replicates(Self.divide(byBlock(one), byBlock(other))), margin: Self.margin)
    }
}
