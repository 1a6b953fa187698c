import BenchmarkResults
import Statistics
import TestSupport
import Testing

@testable import Comparing

/// What stands around the figures: environments, the floor, exact figures, warnings, what is left out.
@Suite struct ConditionTests {
    func changed(_ rows: [ResultRow], _ change: (inout ResultRow) -> Void) -> [ResultRow] {
        rows.map { row in
            var row = row
            change(&row)
            return row
        }
    }

    func pair(_ factor: Double = 1.5) -> (old: [ResultRow], new: [ResultRow]) {
        duel(pairs: 12, factors: [factor], seed: 5)
    }

    // MARK: Environments

    @Test(arguments: [
        ("kernel", "6.1", "6.2", true), ("cpu", "A", "B", true), ("governor", "performance", "powersave", true),
        ("commit", "1", "2", false), ("host", "x", "y", false), ("compiler", "Swift 6.2", "Swift 6.3", true),
        ("liburcu", "0.13", "0.14", true),
    ])
    func adifferenceThatMattersMakesSidesIncomparable(
        _ column: String, _ old: String, _ new: String, _ matters: Bool
    ) throws {
        let before = changed(campaign("a", processes: 12, factors: [1], seed: 1)) { $0[column] = .text(old) }
        let after = changed(campaign("b", processes: 12, factors: [1.5], seed: 2)) { $0[column] = .text(new) }
        var options = try options()
        let environment = compare(before, after, options).matches[0].environment
        #expect(environment.map(\.column) == [column])
        #expect(environment.map(\.matters) == [matters])
        #expect(environment.first.map { [$0.old, $0.new] } == [old, new])
        // The calibration is of this very machine, whatever it is called: whether that may be is not the question here.
        let calibrated = { (options: ComparisonOptions) in
            compare(before, after, options, calibrationOf([before[0], after[0]])).cases[0].verdict
        }
        #expect(calibrated(options) == (matters ? .notComparable("\(column) differs") : .regression))
        options.allowsEnvironmentMismatch = true
        #expect(calibrated(options) == .regression)
    }

    func calibrationOf(_ rows: [ResultRow]) -> Calibration {
        Calibration(
            rows.map { row in
                CalibrationEntry(
                    CalibratedCase(row, metric: "ns_per_op"),
                    spread: CampaignSpread(deviation: 0.01, degrees: 20, processes: 12), calibration: "k")
            })
    }

    /// In a duel builds and settings are what is compared; the machine still is not.
    @Test func inADuelOnlyTheMachineMatters() throws {
        let (old, new) = pair()
        let built = changed(new) {
            $0["compiler"] = .text("Swift 9")
            $0["duration_s"] = .number(1)
        }
        let before = changed(old) {
            $0["compiler"] = .text("Swift 6")
            $0["duration_s"] = .number(2)
        }
        #expect(compare(before, built, try options()).cases[0].verdict == .regression)
        #expect(compare(before, built, try options()).matches[0].environment.count == 2)
        let moved = changed(new) { $0["kernel"] = .text("7") }
        let here = changed(old) { $0["kernel"] = .text("6") }
        #expect(compare(here, moved, try options()).cases[0].verdict == .notComparable("kernel differs"))
    }

    @Test func whatOneSideDoesNotKnowIsSaidAndDoesNotMatter() throws {
        let (old, new) = pair()
        let comparison = compare(old, changed(new) { $0["governor"] = .text("performance") }, try options())
        #expect(comparison.matches[0].environment.map(\.text) == ["governor: unknown | performance (does not matter)"])
        #expect(comparison.cases[0].verdict == .regression)
    }

    // MARK: The floor

    func withFloor(_ rows: [ResultRow], _ level: Double, drift: (Int64) -> Double) -> [ResultRow] {
        let moved = changed(rows) { row in
            let factor = drift(row.integer("block") ?? 0)
            row["ns_per_op"] = row.number("ns_per_op").map { .number($0 * factor) }
        }
        return moved
            + moved.map { one in
                row(
                    one.text("campaign") ?? "", process: Int(one.integer("process") ?? 0),
                    block: Int(one.integer("block") ?? 0), "unlocked", level * drift(one.integer("block") ?? 0)
                ) { $0["readers"] = .integer(1) }
            }
    }

    @Test func theDriftOfTheFloorIsSaidAndDividedOut() throws {
        let old = withFloor(campaign("a", processes: 12, factors: [1], seed: 1), 40) { _ in 1 }
        let new = withFloor(campaign("b", processes: 12, factors: [1], seed: 2), 40) { 1.3 + 0.01 * Double($0) }
        var options = try options()
        let plain = compare(old, new, options)
        let floor = try #require(plain.matches[0].floor)
        #expect(abs(floor.ratio - 1.365) < 0.02)
        #expect((plain.cases[0].ratio ?? 0) > 1.3)
        options.normalizesByFloor = true
        let divided = compare(old, new, options)
        #expect(abs((divided.cases[0].ratio ?? 0) - 1) < 0.03)
        // The floor over itself is 1.
        #expect(divided.cases.first { $0.key.values["variant"] == "unlocked" }?.ratio == 1)
    }

    @Test func aBlockWithoutTheFloorIsLeftOutAndSaid() throws {
        var old = withFloor(campaign("a", processes: 12, factors: [1], seed: 1), 40) { _ in 1 }
        old.removeLast()
        let new = withFloor(campaign("b", processes: 12, factors: [1], seed: 2), 40) { _ in 1 }
        var options = try options()
        options.normalizesByFloor = true
        let item = try #require(compare(old, new, options).cases.first { $0.key.values["variant"] == "v0" })
        #expect(item.units.old == 11 && item.units.new == 12)
        #expect(item.warnings.contains(.noFloor("old")) && !item.warnings.contains(.noFloor("new")))
    }

    // MARK: Exact figures

    @Test func inspectionsOfAQuiescentDrainMustBeEqual() throws {
        let (old, new) = pair(1)
        let before = changed(old) { $0["inspected_per_op"] = .number(1000) }
        let after = changed(new) { $0["inspected_per_op"] = .number(1001) }
        let differences = compare(before, after, try options()).exactDifferences
        #expect(differences.map(\.column) == ["inspected_per_op"])
        #expect(differences[0].old == [1000] && differences[0].new == [1001])
        #expect(compare(before, before.map { $0 }, try options()).exactDifferences.isEmpty)
        // Where senders are at work the number is noise.
        let storm = { (rows: [ResultRow]) in self.changed(rows) { $0["senders"] = .integer(1) } }
        #expect(compare(storm(before), storm(after), try options()).exactDifferences.isEmpty)
    }

    @Test func anExactMetricIsNotTested() throws {
        let (old, new) = pair(1)
        let before = changed(old) { $0["stranded"] = .integer(0) }
        let after = changed(new) { $0["stranded"] = .integer($0.integer("block") == 3 ? 1 : 0) }
        #expect(compare(before, after, try options("stranded")).cases.map(\.verdict) == [.differs])
        #expect(
            compare(before, changed(new) { $0["stranded"] = .integer(0) }, try options("stranded")).cases.map(\.verdict)
                == [.equivalent])
    }

    // MARK: What is left out

    @Test func unmatchedAndInvalidCasesAreSaidAndNotInTheMean() throws {
        var (old, new) = duel(pairs: 12, factors: [2, 2, 2], seed: 1)
        old.removeAll { $0.text("variant") == "v1" }
        for index in new.indices where new[index].text("variant") == "v2" { new[index]["valid"] = .flag(false) }
        let comparison = compare(old, new, try options())
        #expect(comparison.cases.count == 1)
        #expect(comparison.geometricMeanRatio(of: 0)?.cases == 1)
        #expect(comparison.matches[0].onlyNew.map(\.description) == ["for_each_net variant=v1 namespaces=64 readers=2"])
        #expect(comparison.matches[0].invalidRows == 12)
    }

    @Test func unlikeEstimatorsAreNotCompared() throws {
        let (old, new) = pair()
        let other = changed(new) { $0["estimator"] = .text("chunk_median") }
        #expect(compare(old, other, try options()).cases.map(\.verdict) == [.notComparable("unlike estimators")])
    }

    @Test func aMedianOfNothingHasNoRatio() throws {
        let (old, new) = pair()
        let zero = changed(old) { $0["ns_per_op"] = .number(0) }
        let item = compare(zero, new, try options()).cases[0]
        #expect(item.verdict == .notComparable("a value is not positive: no ratio"))
        #expect(item.ratio == nil)
    }

    // MARK: Warnings

    @Test(
        arguments: [
            (Warning.oversubscribed, ["oversubscribed": CellValue.flag(true)]),
            (.notFullyConcurrent(percent: 80), ["full_concurrency_fraction": .number(0.8)]),
            (
                .steal("new", percent: 25),
                ["steal_ms": .number(10), "window_s": .number(0.02), "cpus_allowed": .text("0-1")]
            ),
        ] as [(Warning, [String: CellValue])])
    func conditionsBecomeFootnotes(_ warning: Warning, _ cells: [String: CellValue]) throws {
        let (old, new) = pair(1)
        #expect(!compare(old, new, try options()).footnotes.contains(warning))
        let changed = changed(new) { row in for (name, value) in cells { row[name] = value } }
        #expect(compare(old, changed, try options()).footnotes.contains(warning))
    }

    @Test func modesAndDriftOfPairsBecomeFootnotes() throws {
        let (old, new) = duel(pairs: 20, factors: [1], seed: 1)
        let modes = changed(new) { row in
            let factor = [3, 4, 8, 11, 12, 17, 19].contains(row.integer("block") ?? 0) ? 2.0 : 1
            row["ns_per_op"] = row.number("ns_per_op").map { .number($0 * factor) }
        }
        #expect(compare(old, modes, try options()).footnotes == [.severalModes("the paired ratios")])
        let drifting = changed(new) { row in
            let factor = 1 + 0.05 * Double(row.integer("block") ?? 0)
            row["ns_per_op"] = row.number("ns_per_op").map { .number($0 * factor) }
        }
        #expect(compare(old, drifting, try options()).footnotes.contains(.drift("the paired ratios")))
        #expect(compare(old, new, try options()).footnotes.isEmpty)
    }

    // MARK: What the mean is of

    /// The harness's references and what cannot be compared have no part in it.
    @Test func theMeanIsOfWhatWasAskedForAndCanBeCompared() throws {
        var (old, new) = duel(pairs: 12, factors: [2, 3], seed: 1)
        for block in 1...12 {
            for (side, time) in [(0, 50.0), (1, 500.0)] {
                let floor = row("duel", process: 2 * block - 1 + side, block: block, "unlocked", time) {
                    $0["readers"] = .integer(1)
                }
                if side == 0 { old.append(floor) } else { new.append(floor) }
            }
        }
        let comparison = compare(old, new, try options())
        #expect(comparison.cases.count == 3)
        let mean = try #require(comparison.geometricMeanRatio(of: 0))
        #expect(mean.cases == 2 && abs(mean.ratio - 6.0.squareRoot()) < 0.05)
        let unlike = new.map { row in
            var row = row
            if row.text("variant") == "v1" { row["estimator"] = .text("chunk_median") }
            return row
        }
        #expect(compare(old, unlike, try options()).geometricMeanRatio(of: 0)?.cases == 1)
    }

    // MARK: Several contenders

    @Test func severalContendersAreOneFamily() throws {
        let (old, new) = duel(pairs: 12, factors: [1, 1], seed: 1)
        let slower = duel(pairs: 12, factors: [1, 2], seed: 1).new
        let comparison = Comparison(
            baseline: Side(label: "old", rows: old),
            contenders: [Side(label: "new", rows: new), Side(label: "newer", rows: slower)], options: try options())
        #expect(comparison.cases.count == 4)
        #expect(comparison.cases(of: 0).map(\.verdict) == [.equivalent, .equivalent])
        #expect(comparison.cases(of: 1).map(\.verdict) == [.equivalent, .regression])
        // Four tests: the smallest p is multiplied by four.
        let p = try #require(comparison.cases(of: 1).last?.adjustedP)
        #expect(abs(p - 4 * signTest(Array(repeating: 1, count: 12))) < 1e-12)
    }
}
