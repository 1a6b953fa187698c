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
        let byName = Dictionary(lines.map { ($0.entry.name, $0) }, uniquingKeysWith: { first, _ in first })
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

    private func count(_ pairs: Int?) -> String { pairs.map { "\($0)" } ?? "> 100000" }

    private func deviation(_ variance: Double?) -> String { variance.map { percentFigure($0.squareRoot()) } ?? "" }
}
