import BenchmarkResults
import Foundation
import NetNamespace
import Statistics
import TestSupport
import Testing

@testable import netnsbench

/// The study of shapes on rows that were made up: every answer is seen to go either way.
@Suite struct ShapesTests {
    // MARK: Answers

    @Test func aShapeIsSeenByItsMedianAndACounterByEveryWindow() {
        let figures = [0.9, 1, 1.1, 5]
        #expect(ShapeFinding.shape(1, "x", figures, .within(0.8...1.35)).outcome == .seen)
        #expect(ShapeFinding.shape(1, "x", figures, .within(0.8...1.35), exact: true).outcome == .missing)
        #expect(ShapeFinding.shape(1, "x", [3, 3, 4], .exactly(3), exact: true).outcome == .missing)
        #expect(ShapeFinding.shape(1, "x", [3, 3, 3], .exactly(3), exact: true).outcome == .seen)
        #expect(ShapeFinding.shape(1, "x", [], .atMost(1)).outcome == .missing, "what was not measured is not seen")
        #expect(ShapeFinding.shape(1, "x", [2], .atMost(1), isRequired: false).outcome == .noted)
    }

    @Test func aPromiseHoldsByItsWholeInterval() {
        let figures = [1.0, 1.1, 1.2, 1.3, 1.4, 1.5]
        #expect(ShapeFinding.promise("a", "x", figures, .atMost(1.5)).outcome == .holds)
        #expect(ShapeFinding.promise("a", "x", figures, .atMost(1.4)).outcome == .open)
        #expect(ShapeFinding.promise("a", "x", figures, .atMost(1.2)).outcome == .open)
        #expect(ShapeFinding.promise("a", "x", figures, .atMost(0.9)).outcome == .broken)
        #expect(ShapeFinding.promise("a", "x", [5, 5, 5], .atMost(0.9)).outcome == .open, "too few to say so")
        #expect(ShapeFinding.promise("a", "x", [], .atMost(1)).outcome == .open)
        #expect(ShapeFinding.promise("a", "x", figures, .atMost(1.5)).figure == "1.25 [1, 1.50]")
    }

    // MARK: Shapes 1 to 3

    private func missing(_ plan: ShapePlan, _ parts: [ShapeRows.Part: [ResultRow]]) -> [String] {
        DrainShapes(plan: plan, rows: ShapeRows(parts)).findings.filter { $0.outcome == .missing }.map(\.claim)
    }

    @Test(arguments: [true, false]) func rulesAsMeantHaveTheShapes(_ isQuick: Bool) {
        let plan = ShapePlan(isQuick: isQuick)
        #expect(missing(plan, MadeUpShapes.drains(plan, MadeUpShapes.meant)) == [])
    }

    /// The negative control of shape 1: the seed's figures under the name of a variant that must be flat.
    @Test(arguments: [true, false]) func theSeedsFiguresAreNotFlat(_ isQuick: Bool) throws {
        let plan = ShapePlan(isQuick: isQuick)
        let seed = try #require(ShapeVariants.restarting.first)
        let parts = MadeUpShapes.drains(plan) { variant, length, pending in
            MadeUpShapes.meant(variant.name == "rtnl_sync" ? seed : variant, length, pending)
        }
        let missing = missing(plan, parts)
        #expect(missing.count == 1 && missing.allSatisfy { $0.hasPrefix("rtnl_sync: idle unlock, exponent") })
    }

    @Test func aQueueThatWalksIsFoundByItsCountersAndItsTime() {
        let plan = ShapePlan(isQuick: false)
        let parts = MadeUpShapes.drains(plan) { variant, length, pending in
            variant.drainsByQueue
                ? (20 + 2 * Double(length) + 100 * Double(pending), length)
                : MadeUpShapes.meant(variant, length, pending)
        }
        let missing = missing(plan, parts)
        #expect(missing.count { $0.contains("exponent") } >= 2 && missing.count { $0.contains("inspected") } == 2)
    }

    @Test func aSeedThatDoesNotRestartIsNoSeed() throws {
        let plan = ShapePlan(isQuick: false)
        let onePass = try #require(ShapeVariants.onePass.first)
        let parts = MadeUpShapes.drains(plan) { variant, length, pending in
            MadeUpShapes.meant(variant.restarts ? onePass : variant, length, pending)
        }
        #expect(missing(plan, parts).count == 2, "its counter and its exponent")
    }

    @Test func oneVisitTooManyIsSeen() {
        let plan = ShapePlan(isQuick: true)
        let parts = MadeUpShapes.drains(plan) { variant, length, pending in
            let meant = MadeUpShapes.meant(variant, length, pending)
            return (meant.ns, meant.inspected + (variant.name == "rcu_memb" && pending == 64 ? 1 : 0))
        }
        #expect(missing(plan, parts).count == 1)
    }

    @Test func aStormWithoutGrowthAndABoundedVariantThatRestartsAreSeen() {
        let plan = ShapePlan(isQuick: false)
        var parts = MadeUpShapes.drains(plan, MadeUpShapes.meant)
        for window in plan.storms {
            parts[ShapePlan.storm(window)] = parts[ShapePlan.storm(window)]?.map { row in
                var row = row
                row["restarts_max"] = .integer(1)
                row["inspected_per_op"] = .number(65)
                return row
            }
        }
        let bounded = ShapeVariants.onePass.count + ShapeVariants.queueing.count
        #expect(missing(plan, parts).count == 1 + 2 * bounded)
    }

    @Test func whatWasNotMeasuredIsMissing() {
        for plan in [ShapePlan(isQuick: true), ShapePlan(isQuick: false)] {
            let all = DrainShapes(plan: plan, rows: ShapeRows([:])).findings
            #expect(all.contains { $0.outcome == .missing } && !all.contains { $0.outcome == .seen })
            #expect(ThreadShapes(plan: plan, rows: ShapeRows([:])).findings.allSatisfy { $0.outcome != .seen })
            #expect(QueuePromises(plan: plan, rows: ShapeRows([:])).findings.allSatisfy { $0.outcome == .open })
        }
    }

    // MARK: Shapes 4 to 7

    private func threads(
        batch: Double, tail: Double, locker: Double, alone: Double, rcu: Double, mutex: Double, ceiling: Double = 2
    ) -> [ShapeRows.Part: [ResultRow]] {
        let plan = ShapePlan(isQuick: false)
        var parts: [ShapeRows.Part: [ResultRow]] = [:]
        for block in 1...6 {
            for (place, size) in plan.batches.enumerated() {
                for variant in ["rcu_memb", "rcu_batch"] {
                    parts["destroy", default: []].append(
                        MadeUpShapes.row(variant, block: block) {
                            $0["shape"] = .text("destroy")
                            $0["batch"] = .integer(Int64(size))
                            $0["ns_per_op"] = .number(variant == "rcu_memb" ? 1000 * (1 + batch * Double(place)) : 1000)
                        })
                }
            }
            for variant in ShapeVariants.all {
                parts["create", default: []].append(
                    MadeUpShapes.row(variant.name, block: block) {
                        $0["scenario"] = .text("mixed")
                        $0["response_p90_ns"] = .number(variant.sharesLife ? 1000 : 1000 * tail)
                    })
            }
            for (part, gain) in [("lockers", locker), ("lockers-alone", alone)] {
                for lockers in [1, 2] {
                    parts[part, default: []].append(
                        MadeUpShapes.row("per_net_rtnl", block: block) {
                            $0["shape"] = .text("idle")
                            $0["lockers"] = .integer(Int64(lockers))
                            $0["locker_ops_per_s"] = .number(lockers == 1 ? 1e6 : 1e6 * gain)
                        })
                }
            }
            for variant in ShapeVariants.all + [Variant.named("unlocked")].compactMap({ $0 }) {
                let gain = variant.isReadOnly ? ceiling : ShapeVariants.readUnderRCU.contains(variant) ? rcu : mutex
                for readers in [1, 2] {
                    parts["walk", default: []].append(
                        MadeUpShapes.row(variant.name, block: block) {
                            $0["scenario"] = .text("for_each_net")
                            $0["namespaces"] = .integer(1024)
                            $0["readers"] = .integer(Int64(readers))
                            $0["reader_ops_per_s"] = .number(readers == 1 ? 1e6 : 1e6 * gain)
                        })
                }
            }
        }
        return parts
    }

    private func missingShapes(_ parts: [ShapeRows.Part: [ResultRow]]) -> Set<String> {
        Set(
            ThreadShapes(plan: ShapePlan(isQuick: false), rows: ShapeRows(parts)).findings
                .filter { $0.outcome == .missing }.map(\.subject))
    }

    @Test func eachOfTheOthersIsSeenAndMissed() {
        #expect(
            missingShapes(threads(batch: 1, tail: 9, locker: 0.9, alone: 1.9, rcu: 1.9, mutex: 0.8)).isEmpty)
        #expect(
            missingShapes(threads(batch: 0, tail: 9, locker: 0.9, alone: 1.9, rcu: 1.9, mutex: 0.8)) == ["shape 4"])
        #expect(
            missingShapes(threads(batch: 1, tail: 1, locker: 0.9, alone: 1.9, rcu: 1.9, mutex: 0.8)) == ["shape 5"])
        #expect(
            missingShapes(threads(batch: 1, tail: 9, locker: 1.8, alone: 1.9, rcu: 1.9, mutex: 0.8)) == ["shape 6"])
        #expect(
            missingShapes(threads(batch: 1, tail: 9, locker: 0.9, alone: 1, rcu: 1.9, mutex: 0.8)) == ["shape 6"])
        #expect(
            missingShapes(threads(batch: 1, tail: 9, locker: 0.9, alone: 1.9, rcu: 1, mutex: 0.8)) == ["shape 7"])
        #expect(
            missingShapes(threads(batch: 1, tail: 9, locker: 0.9, alone: 1.9, rcu: 1.9, mutex: 1.9)) == ["shape 7"])
    }

    /// Where others keep the second CPU, what a second thread cannot gain is held against nobody.
    @Test func aBusyMachineRefutesNothing() {
        #expect(
            missingShapes(
                threads(batch: 1, tail: 9, locker: 0.9, alone: 1, rcu: 1, mutex: 0.8, ceiling: 1.1)
            ).isEmpty)
    }

    // MARK: Text and pictures

    @Test func aReportCountsWhatIsMissing() {
        let plan = ShapePlan(isQuick: true)
        let report = ShapeReport(plan: plan, rows: ShapeRows([:]))
        #expect(report.missing > 0 && report.text.contains("\nNOT SEEN: shape 1, "))
    }

    @Test func aFileThatIsNoStudyIsRefused() throws {
        let plan = ShapePlan(isQuick: false)
        let row = MadeUpShapes.row("rcu_memb", block: 1) { $0["campaign"] = .text("20261125T020000Z-1") }
        #expect(throws: ProgramFailure.self) { try ShapeMeasuring.parts(of: [row], plan) }
        var other = row
        other["campaign"] = .text("20261125T020000Z-1-storm-320")
        #expect(try ShapeMeasuring.parts(of: [other], plan)["storm-320"]?.count == 1)
    }
}
