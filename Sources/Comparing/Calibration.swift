import BenchmarkResults
import Statistics

/// By how much campaigns of one program differ of themselves, by case and machine.
public struct Calibration: Sendable {
    private struct Place: Hashable {
        let name: String
        let metric: String
        let cpu: String
        let cpus: String
    }
    private let spreads: [Place: [CampaignSpread]]

    /// What was measured, of one machine or several.
    public init(_ entries: [CalibrationEntry]) {
        spreads = Dictionary(grouping: entries) {
            Place(name: $0.name, metric: $0.metric, cpu: $0.cpu, cpus: $0.cpusAllowed)
        }.mapValues { $0.map(\.spread) }
    }

    /// The pooled spread of that case on that machine; nil where it was not calibrated.
    ///
    /// Several calibrations are pooled by their degrees of freedom; the largest of their campaigns counts.
    func spread(of row: ResultRow, metric: String) -> CampaignSpread? {
        let place = Place(
            name: row.caseKey.benchmarkName, metric: metric, cpu: row.text("cpu") ?? "",
            cpus: row.text("cpus_allowed") ?? "")
        guard let known = spreads[place] else { return nil }
        let degrees = known.reduce(0) { $0 + $1.degrees }
        guard degrees > 0 else { return nil }
        let squares = known.reduce(0) { $0 + Double($1.degrees) * $1.deviation * $1.deviation }
        return CampaignSpread(
            deviation: (squares / Double(degrees)).squareRoot(), degrees: degrees,
            processes: known.map(\.processes).max() ?? 0)
    }
}

/// One line of a calibration file: one case, as one `calibrate` measured it.
public struct CalibrationEntry: Sendable, Equatable {
    /// The case's name.
    public let name: String
    /// The metric.
    public let metric: String
    /// The machine.
    public let cpu: String
    /// Its CPUs, as far as they were allowed.
    public let cpusAllowed: String
    /// What was found.
    public let spread: CampaignSpread

    /// An entry.
    public init(name: String, metric: String, cpu: String, cpusAllowed: String, spread: CampaignSpread) {
        self.name = name
        self.metric = metric
        self.cpu = cpu
        self.cpusAllowed = cpusAllowed
        self.spread = spread
    }
}
