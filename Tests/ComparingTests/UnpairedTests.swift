import BenchmarkResults
import TestSupport
import Testing

@testable import Comparing

/// Two sides of different campaigns.
@Suite struct UnpairedTests {
    @Test func withoutACalibrationThereIsNoVerdict() throws {
        let comparison = compare(
            campaign("a", processes: 12, factors: [1, 1], seed: 1),
            campaign("b", processes: 12, factors: [2, 1], seed: 2),
            try options())
        #expect(comparison.cases.allSatisfy { $0.verdict == .inconclusive && $0.adjustedP == nil })
        #expect(comparison.footnotes.contains(.notCalibrated))
        #expect(Warning.notCalibrated.text.contains("use duel"))
        #expect((comparison.cases[0].ratio ?? 0) > 1.9)
        #expect(comparison.cases[0].interval != nil)
    }

    @Test func withOneEveryVerdictIsReached() throws {
        let comparison = compare(
            campaign("a", processes: 12, factors: [1, 1, 1, 1], seed: 1),
            campaign("b", processes: 12, factors: [1.5, 0.6, 1, 1.06], seed: 2), try options(), calibration(cases: 4))
        #expect(comparison.cases.map(\.verdict) == [.regression, .improvement, .equivalent, .inconclusive])
    }

    /// A campaign that is off by 20 % where campaigns differ by 15 % proves nothing; with its processes alone it would.
    @Test func theSpreadOfCampaignsIsTakenIn() throws {
        let old = campaign("a", processes: 12, factors: [1], seed: 1)
        let new = campaign("b", processes: 12, factors: [1], seed: 2, shift: 0.2)
        let narrow = compare(old, new, try options(), calibration(cases: 1, deviation: 0.001))
        #expect(narrow.cases[0].verdict == .regression)
        let wide = compare(old, new, try options(), calibration(cases: 1, degrees: 3, deviation: 0.15))
        #expect(wide.cases[0].verdict == .inconclusive)
        let interval = try #require(wide.cases[0].interval)
        #expect(interval.lower < 0.8 && interval.upper > 1.5)
    }

    @Test func aCalibrationOfLargerCampaignsDoesNotCount() throws {
        let comparison = compare(
            campaign("a", processes: 8, factors: [1], seed: 1), campaign("b", processes: 12, factors: [2], seed: 2),
            try options(), calibration(cases: 1, processes: 12))
        #expect(comparison.cases[0].verdict == .inconclusive)
        #expect(comparison.footnotes.contains(.smallerThanCalibration(processes: 8, calibrated: 12)))
    }

    @Test func oneProcessASideIsDescribedAndNotJudged() throws {
        let old = (1...10).map { row("a", process: 1, block: $0, "rcu_qsbr", 100 + Double($0)) }
        let new = (1...10).map { row("b", process: 1, block: $0, "rcu_qsbr", 200 + Double($0)) }
        let comparison = compare(old, new, try options(), calibration(cases: 1, processes: 1))
        #expect(comparison.cases.map(\.verdict) == [.notComparable("one process a side")])
        #expect((comparison.cases[0].ratio ?? 0) > 1.5)
        #expect(comparison.footnotes.contains(.oneProcess))
    }

    /// Three processes against thirty can reach what three against three cannot.
    @Test func sidesOfUnlikeSizeAreJudgedByBoth() throws {
        let comparison = compare(
            campaign("a", processes: 3, factors: [1], seed: 1), campaign("b", processes: 30, factors: [2], seed: 2),
            try options(), calibration(cases: 1, processes: 3, deviation: 0.0001))
        #expect(comparison.cases[0].verdict == .regression)
        #expect(comparison.footnotes.isEmpty)
    }

    @Test func aCalibrationOfFewCampaignsSaysSo() throws {
        let comparison = compare(
            campaign("a", processes: 12, factors: [1], seed: 1), campaign("b", processes: 12, factors: [1], seed: 2),
            try options(), calibration(cases: 1, degrees: 2))
        #expect(comparison.footnotes == [.fewCampaigns(3)])
    }

    /// Another window is another case to a calibration.
    @Test func aCalibrationIsForWhatWasMeasuredAsItWas() throws {
        let longer: (inout ResultRow) -> Void = { $0["duration_s"] = .number(1) }
        let comparison = compare(
            campaign("a", processes: 12, factors: [1], seed: 1, change: longer),
            campaign("b", processes: 12, factors: [2], seed: 2, change: longer), try options(), calibration(cases: 1))
        #expect(comparison.cases[0].verdict == .inconclusive)
        #expect(comparison.footnotes == [.calibrationLacksCase])
    }

    @Test func whatIsDividedByTheFloorIsNotCalibrated() throws {
        func withFloor(_ rows: [ResultRow]) -> [ResultRow] {
            rows
                + rows.map { one in
                    row(
                        one.text("campaign") ?? "", process: Int(one.integer("process") ?? 0),
                        block: Int(one.integer("block") ?? 0), "unlocked", 40
                    ) { $0["readers"] = .integer(1) }
                }
        }
        var options = try options()
        options.normalizesByFloor = true
        let comparison = compare(
            withFloor(campaign("a", processes: 12, factors: [1], seed: 1)),
            withFloor(campaign("b", processes: 12, factors: [2], seed: 2)), options, calibration(cases: 1))
        #expect(comparison.cases.allSatisfy { $0.verdict == .inconclusive })
        #expect(comparison.footnotes.contains(.notCalibratedForFloor))
    }

    @Test func tooFewProcessesAreCounted() throws {
        let factors = [Double](repeating: 1, count: 24)
        let comparison = compare(
            campaign("a", processes: 5, factors: factors, seed: 1),
            campaign("b", processes: 5, factors: factors.map { $0 * 1.5 }, seed: 2), try options(),
            calibration(cases: 24, processes: 5, deviation: 0.0001))
        #expect(comparison.footnotes.contains(.tooFew(cases: 24, units: 5, needed: 7, paired: false)))
        #expect(
            Warning.tooFew(cases: 24, units: 5, needed: 7, paired: false).text
                == "24 cases, 5 processes: no case can reach significance; run 7 processes a side")
        #expect(comparison.cases.allSatisfy { $0.verdict == .inconclusive })
    }

    /// Campaigns whose centres differ by 3 %, judged by a calibration of six of them: at most a twentieth is called different.
    @Test func identicalCampaignsAreSeldomCalledDifferent() throws {
        var noise = Noise(state: 11)
        var wrong = 0
        let tries = 300
        for index in 0..<tries {
            func one(_ name: String, _ seed: Int) -> [ResultRow] {
                campaign(name, processes: 8, factors: [1], seed: UInt64(seed), shift: 0.03 * noise.normal())
            }
            let centers = (0..<6).map { one("k\($0)", 100_000 + 10 * index + $0) }
            let entry = CalibrationStudy(campaigns: centers).lines(metric: "ns_per_op")[0].entry
            let comparison = compare(
                one("a", 2 * index), one("b", 2 * index + 1), try options(threshold: 0), Calibration([entry]))
            wrong += comparison.cases[0].verdict.saysDifferent ? 1 : 0
        }
        // Three standard deviations of 300 tries at 5 % are 11.
        #expect(wrong <= tries / 20 + 11)
    }
}
