import BenchmarkResults
import Comparing
import Report
import Statistics

/// How often identical builds are called different, by the ways of comparing them.
struct AAStudy {
    /// A way of comparing, and what it called.
    struct Tally {
        var different = 0
        var all = 0

        mutating func add(_ isDifferent: Bool) {
            all += 1
            if isDifferent { different += 1 }
        }

        /// Of all, those called different.
        var share: Double { Double(different) / Double(max(1, all)) }

        /// The exact bounds of the share.
        var bounds: Interval { clopperPearson(successes: different, trials: all) }
    }

    private var sides: [(old: [ResultRow], new: [ResultRow])] = []
    /// Verdicts of the duels.
    private(set) var paired = Tally()
    private var regressions = 0
    /// Duels in which any case was called different.
    private var families = Tally()
    /// What was called different, a sentence each.
    private(set) var errors: [String] = []
    private var pairedIntervals = Tally()
    private var pairingLost = Tally()
    private var uncalibrated = Tally()
    private var calibrated = Tally()
    private var calibratedIntervals = Tally()
    private var plain = Tally()

    /// The share that is promised.
    private static let promise = 0.05

    private func options() -> ComparisonOptions? { Schema.column("ns_per_op").map { ComparisonOptions(metric: $0) } }

    /// Compares the two sides of a duel, paired, and with the pairing thrown away.
    mutating func add(old: [ResultRow], new: [ResultRow]) {
        sides.append((old, new))
        guard let options = options() else { return }
        let before = paired.different
        for item in compare(old, new, options).cases where item.ratio != nil {
            paired.add(item.verdict.saysDifferent)
            if item.verdict == .regression { regressions += 1 }
            if item.verdict.saysDifferent {
                errors.append(
                    "\(item.verdict.text(.builds)): \(item.key): ratio \(item.ratio ?? 0), p_holm \(item.adjustedP ?? 1)"
                )
            }
            if let interval = item.interval { pairedIntervals.add(!(interval.lower...interval.upper).contains(1)) }
        }
        families.add(paired.different > before)
        for item in compare(old, renamed(new), options).cases {
            if let interval = item.interval { pairingLost.add(!(interval.lower...interval.upper).contains(1)) }
        }
    }

    /// Compares the old side of each duel with the new side of the next: two campaigns, one after the other.
    ///
    /// The calibration is that of all other duels, so that nothing is judged by itself.
    mutating func compareCampaigns() {
        guard let options = options() else { return }
        for index in 0..<(sides.count - 1) {
            let (old, new) = (sides[index].old, sides[index + 1].new)
            let others = sides.indices.filter { $0 != index && $0 != index + 1 }.map { sides[$0].old }
            let entries = CalibrationStudy(campaigns: others).lines(metric: options.metric.name).map(\.entry)
            for item in compare(old, new, options).cases { uncalibrated.add(item.verdict.saysDifferent) }
            for item in compare(old, new, options, Calibration(entries)).cases {
                calibrated.add(item.verdict.saysDifferent)
                if let interval = item.interval {
                    calibratedIntervals.add(!(interval.lower...interval.upper).contains(1))
                }
            }
            let before = figures(old)
            for (key, figures) in figures(new) {
                guard let others = before[key] else { continue }
                plain.add(mannWhitneyU(others, figures).p <= 0.05)
            }
        }
    }

    private func figures(_ rows: [ResultRow]) -> [CaseKey: [Double]] {
        Dictionary(grouping: rows.filter { $0.flag("valid") == true }, by: \.caseKey)
            .mapValues { $0.compactMap { $0.number("ns_per_op") } }
    }

    private func renamed(_ rows: [ResultRow]) -> [ResultRow] {
        rows.map { row in
            var row = row
            row["campaign"] = .text("another")
            return row
        }
    }

    private func compare(
        _ old: [ResultRow], _ new: [ResultRow], _ options: ComparisonOptions, _ calibration: Calibration? = nil
    ) -> Comparison {
        Comparison(
            baseline: Side(label: "old", rows: old), contenders: [Side(label: "new", rows: new)], options: options,
            calibration: calibration)
    }

    /// How many duels there were.
    var count: Int { sides.count }

    /// Whether the promise does not hold here: a false regression, or a share above what is promised.
    var isRefuted: Bool {
        regressions > 0 || [paired, pairedIntervals, calibrated].contains { $0.share > Self.promise }
    }

    /// A row per way of comparing.
    var grid: TextGrid {
        func line(_ name: String, _ tally: Tally, _ promise: String) -> [String] {
            let bounds = tally.bounds
            return [
                name, "\(tally.different) of \(tally.all)",
                percent(tally.share),
                "[\(percent(bounds.lower)), \(percent(bounds.upper))]", promise,
            ]
        }
        return TextGrid(
            titles: ["identical builds compared", "called different", "share", "exact 95 % bounds", "promised"],
            numeric: [1, 2],
            rows: [
                line("duel: any verdict of a whole duel (5 %, Holm)", families, "at most 5 %"),
                line("duel: verdict of a case (threshold 5 %, Holm)", paired, "at most 5 %"),
                line("duel: interval without 1 (not adjusted)", pairedIntervals, "at most 5 %"),
                line("the same rows, pairs thrown away: interval without 1", pairingLost, ""),
                line("two campaigns, no calibration: verdict", uncalibrated, "none"),
                line("two campaigns, calibrated: verdict", calibrated, "at most 5 %"),
                line("two campaigns, calibrated: interval without 1", calibratedIntervals, ""),
                line("two campaigns, plain U test over the rows at 5 %", plain, ""),
            ])
    }

    /// What must be known with it.
    var remarks: String {
        "\(sides.count) duels; false regressions: \(regressions) of \(paired.all) cases. The bounds are Clopper and Pearson's, as if cases of one duel "
            + "were independent."
    }

    private func percent(_ share: Double) -> String { "\((share * 1000).rounded() / 10) %" }
}
