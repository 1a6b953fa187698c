import BenchmarkResults
import TestSupport
import Testing

@testable import Comparing

func options(_ metric: String = "ns_per_op", threshold: Double = 0.05) throws -> ComparisonOptions {
    ComparisonOptions(metric: try #require(Schema.column(metric)), threshold: threshold)
}

/// What campaigns of these cases differ by, 1 % with that many degrees of freedom.
func calibration(cases: Int, degrees: Int = 20, processes: Int = 12, deviation: Double = 0.01) -> Calibration {
    Calibration(
        (0..<cases).map { index in
            CalibrationEntry(
                CalibratedCase(row("", process: 1, block: 1, "v\(index)", 1), metric: "ns_per_op"),
                spread: CampaignSpread(deviation: deviation, degrees: degrees, processes: processes), calibration: "k")
        })
}

func compare(
    _ old: [ResultRow], _ new: [ResultRow], _ options: ComparisonOptions, _ calibration: Calibration? = nil
) -> Comparison {
    Comparison(
        baseline: Side(label: "old", path: "old.csv", rows: old),
        contenders: [Side(label: "new", path: "new.csv", rows: new)], options: options, calibration: calibration)
}
