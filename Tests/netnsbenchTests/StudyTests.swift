import BenchmarkResults
import Comparing
import Report
import Statistics
import TestSupport
import Testing

@testable import netnsbench

/// The studies' own arithmetic, on rows that were made up.
@Suite struct StudyTests {
    @Test func identicalSidesKeepThePromise() {
        var study = AAStudy()
        for index in 0..<30 {
            let rows = duel(pairs: 12, factors: [1, 1, 1], seed: UInt64(index))
            study.add(old: rows.old, new: rows.new)
        }
        #expect(study.count == 30 && study.paired.all == 90 && study.paired.different == 0)
        #expect(!study.isRefuted)
        // Campaigns whose drift is as wild as this one's are another matter: they are compared, and counted.
        study.compareCampaigns()
        #expect(study.grid.rows.count == 8)
        #expect(study.remarks.contains("false regressions: 0 of 90 cases"))
    }

    /// A study that cannot fail shows nothing: builds that differ break it.
    @Test func differentSidesBreakIt() {
        var study = AAStudy()
        for index in 0..<3 {
            let rows = duel(pairs: 12, factors: [1, 1.3], seed: UInt64(index))
            study.add(old: rows.old, new: rows.new)
        }
        #expect(study.paired.different == 3 && study.isRefuted)
        #expect(study.errors.count == 3 && study.errors.allSatisfy { $0.hasPrefix("regression: ") })
        #expect(study.remarks.contains("false regressions: 3 of 6 cases"))
    }

    @Test func sharesHaveTheirExactBounds() {
        var tally = AAStudy.Tally()
        for index in 0..<40 { tally.add(index < 2) }
        #expect(tally.share == 0.05)
        #expect(tally.bounds == clopperPearson(successes: 2, trials: 40))
    }

    @Test func aPowerCurveCountsWhatWasFoundByEachMoment() throws {
        var curve = PowerCurve(share: 0.1, extra: 13)
        func found(_ factor: Double, _ pairs: Int) throws -> CaseComparison {
            let rows = duel(pairs: pairs, factors: [factor], seed: 4)
            let metric = try #require(Schema.column("ns_per_op"))
            return try #require(
                Comparison(
                    baseline: Side(label: "old", rows: rows.old), contenders: [Side(label: "new", rows: rows.new)],
                    options: ComparisonOptions(metric: metric)
                ).cases.first)
        }
        let (few, many, none) = (try found(1.3, 3), try found(1.3, 14), try found(1, 14))
        curve.add(PowerStudy.Attempt(items: [1: few, 5: many], logRatios: []))
        curve.add(PowerStudy.Attempt(items: [5: none], logRatios: []))
        let early = try #require(curve.called(within: 1))
        #expect(early.regressions == 0 && early.above == 0 && early.tries == 2)
        let late = try #require(curve.called(within: 5))
        #expect(late.regressions == 1 && late.above == 1 && late.tries == 2)
        #expect(PowerCurve.grid([curve], seconds: [1, 5]).rows.map { $0[3] } == ["0 of 2", "1 of 2"])
    }

    /// The noise of made-up duels is what was put into them, and the plan follows from it.
    @Test func aCalibrationFindsTheNoiseThatWasPutIn() throws {
        let metric = try #require(Schema.column("ns_per_op"))
        let duels = (0..<8).map { duel(pairs: 25, factors: [1, 1], seed: UInt64($0)) }
        let findings = CalibrationStudy.noise(
            duels: duels, options: ComparisonOptions(metric: metric), pairs: 14)
        #expect(findings.count == 2 && findings.allSatisfy { $0.pairs == 200 })
        // Both sides have 1 % of their own: a pair has sqrt(2) %, within three standard errors (1.2 sigma / sqrt(200)).
        for finding in findings {
            #expect(abs(finding.noise - 0.0141) < 0.0036)
            let detectable = try #require(finding.detectable)
            #expect(detectable > 0.005 && detectable < 0.06)
            let (five, one) = (try #require(finding.pairsForFivePercent), try #require(finding.pairsForOnePercent))
            #expect(five < one)
        }
        let table = NoiseTable(findings, lines: [], metric: metric)
        #expect(table.grid.rows.count == 2 && table.records.rows.allSatisfy { Double($0[3]) != nil })
    }
}
