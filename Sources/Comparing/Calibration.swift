import BenchmarkResults
import Statistics

/// By how much campaigns of one program differ of themselves, by case and machine.
public struct Calibration: Sendable {
    private let spreads: [CalibratedCase: [CampaignSpread]]
    /// One line on what it rests on.
    public let description: String

    /// What was measured, of one machine or several.
    ///
    /// - Parameter path: where it stands.
    public init(_ entries: [CalibrationEntry], path: String = "") {
        spreads = Dictionary(grouping: entries, by: \.measured).mapValues { $0.map(\.spread) }
        let names = Set(entries.map(\.calibration)).sorted()
        let campaigns = Set(entries.map { $0.spread.degrees + 1 }).sorted().map(String.init).joined(separator: " or ")
        description =
            "calibration: \(path.isEmpty ? "" : "\(path), ")\(campaigns) campaigns in each of \(names.count), the last "
            + (names.last ?? "none")
    }

    /// The pooled spread of that case on that machine; nil where it was not calibrated.
    ///
    /// Several calibrations are pooled by their degrees of freedom; the largest of their campaigns counts.
    func spread(of row: ResultRow, metric: String) -> CampaignSpread? {
        guard let known = spreads[CalibratedCase(row, metric: metric)] else { return nil }
        let degrees = known.reduce(0) { $0 + $1.degrees }
        guard degrees > 0 else { return nil }
        let squares = known.reduce(0) { $0 + Double($1.degrees) * $1.deviation * $1.deviation }
        return CampaignSpread(
            deviation: (squares / Double(degrees)).squareRoot(), degrees: degrees,
            processes: known.map(\.processes).max() ?? 0)
    }
}

/// A case as it was measured: all that decides by how much campaigns differ.
public struct CalibratedCase: Hashable, Sendable {
    /// The columns of the file, in order; the name of the case stands in the first.
    static let columns = [
        "case", "metric", "pin", "duration_s", "warmup_s", "cpu", "cpus_allowed", "cgroup_cpu_max", "kernel",
        "governor",
    ]
    /// Their values, empty where they are unknown.
    let values: [String]

    init(values: [String]) { self.values = values }

    init(_ row: ResultRow, metric: String) {
        values = [row.caseKey.benchmarkName, metric] + Self.columns.dropFirst(2).map { row[$0]?.text ?? "" }
    }

    /// The name of the case.
    public var name: String { values[0] }
}

/// One line of a calibration file: one case, as one `calibrate` measured it.
public struct CalibrationEntry: Sendable, Equatable {
    /// The case.
    public let measured: CalibratedCase
    /// What was found.
    public let spread: CampaignSpread
    /// The calibration's name: its start in UTC and a number.
    public let calibration: String

    /// An entry.
    public init(_ measured: CalibratedCase, spread: CampaignSpread, calibration: String) {
        self.measured = measured
        self.spread = spread
        self.calibration = calibration
    }
}
