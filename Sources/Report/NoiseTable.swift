import BenchmarkResults
import Comparing
import Statistics

/// What a calibration found, as people and programs read it.
public struct NoiseTable {
    private let findings: [NoiseFinding]
    private let lines: [CaseKey: CalibrationStudy.Line]
    private let metric: Column

    /// - Parameter lines: of campaigns, where there were several.
    public init(_ findings: [NoiseFinding], lines: [CalibrationStudy.Line], metric: Column) {
        self.findings = findings
        self.metric = metric
        let byName = Dictionary(lines.map { ($0.entry.measured.name, $0) }, uniquingKeysWith: { first, _ in first })
        self.lines = Dictionary(
            findings.compactMap { finding in byName[finding.key.benchmarkName].map { (finding.key, $0) } },
            uniquingKeysWith: { first, _ in first })
    }

    /// A row per case.
    public var grid: TextGrid {
        let hasCampaigns = !lines.isEmpty
        let unit = metric.unit.isEmpty ? metric.name : metric.unit
        return TextGrid(
            titles: ["case", unit, "noise of a pair", "pairs", "detectable", "pairs for 5 %", "pairs for 1 %"]
                + (hasCampaigns ? ["between campaigns", "campaign", "process", "block"] : []),
            numeric: Set(1..<(hasCampaigns ? 11 : 7)),
            rows: findings.map { finding in
                let line = lines[finding.key]
                return [
                    finding.key.description, figure(finding.center), percentFigure(finding.noise), "\(finding.pairs)",
                    finding.detectable.map(percentFigure) ?? "none", count(finding.pairsForFivePercent),
                    count(finding.pairsForOnePercent),
                ]
                    + (hasCampaigns
                        ? [
                            line.map { percentFigure($0.entry.spread.deviation) } ?? "",
                            deviation(line?.components.campaign), deviation(line?.components.process),
                            deviation(line?.components.block),
                        ] : [])
            })
    }

    /// The same with all figures as numbers, shares of 1 and empty where there is none: for programs.
    public var records: TextGrid {
        func number(_ value: Double?) -> String { value.flatMap { $0.isFinite ? "\($0)" : nil } ?? "" }
        func deviation(_ variance: Double?) -> Double? { variance?.squareRoot() }
        return TextGrid(
            titles: [
                "case", "metric", "center", "noise", "pairs", "detectable", "pairs_for_5_percent",
                "pairs_for_1_percent",
                "center_sd", "campaign_sd", "process_sd", "block_sd",
            ], numeric: Set(2..<12),
            rows: findings.map { finding in
                let line = lines[finding.key]
                return [
                    finding.key.description, metric.name, number(finding.center), number(finding.noise),
                    "\(finding.pairs)", number(finding.detectable), finding.pairsForFivePercent.map { "\($0)" } ?? "",
                    finding.pairsForOnePercent.map { "\($0)" } ?? "", number(line?.entry.spread.deviation),
                    number(deviation(line?.components.campaign)), number(deviation(line?.components.process)),
                    number(deviation(line?.components.block)),
                ]
            })
    }

    private func count(_ pairs: Int?) -> String { pairs.map { "\($0)" } ?? "> 100000" }

    private func deviation(_ variance: Double?) -> String { variance.map { percentFigure($0.squareRoot()) } ?? "" }
}
