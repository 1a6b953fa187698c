import BenchmarkResults
import Foundation
import Statistics
import Testing

@testable import netnsbench

/// The judgement over made-up rates, whose answers are known.
@Suite struct RealityTests {
    private let plan = RealityPlan(namespaces: 100)

    /// Rows of both backends in which a quotient has the value that `value` gives it, in every block of every run.
    private func rows(
        blocks: Int = 8, runs: Int = 1, _ value: (_ subject: RealitySubject, _ isKernel: Bool, _ run: Int) -> Double?
    ) -> [ResultRow] {
        var rows: [ResultRow] = []
        for run in 0..<runs {
            for block in 1...blocks {
                // The machine is of another speed in every block.
                let speed = Double(1000 + block * 100)
                for subject in plan.subjects {
                    for (isKernel, quotient) in [(false, subject.model), (true, subject.kernel)] {
                        guard let value = value(subject, isKernel, run) else { continue }
                        rows.append(row(quotient.under, speed, run, block, isKernel))
                        rows.append(row(quotient.over, speed * value, run, block, isKernel))
                    }
                }
            }
        }
        return rows
    }

    private func row(
        _ wanted: RealityPlan.Wanted, _ rate: Double, _ run: Int, _ block: Int, _ isKernel: Bool
    ) -> ResultRow {
        var row = ResultRow()
        for (column, text) in wanted { row[column] = Int64(text).map { .integer($0) } ?? .text(text) }
        if isKernel { row["variant"] = .text("running_kernel") }
        row["shape"] =
            wanted["shape"].map { .text($0) } ?? (wanted["scenario"] == "net_lifecycle" ? .text("create") : nil)
        row["campaign"] = .text("run-\(run)")
        row["block"] = .integer(Int64(block))
        row["valid"] = .flag(true)
        row["kernel"] = .text("6.18.1")
        if let role = measuredRole(scenario: row.text("scenario"), shape: row.text("shape")) {
            row["\(role)_ops_per_s"] = .number(rate)
        }
        return row
    }

    private func isWalk(_ subject: RealitySubject, _ name: String) -> Bool { subject.name == "walk under \(name)" }

    @Test func figuresAreWhatWasPutIn() {
        let report = RealityReport(plan, RealityRows(rows { _, isKernel, _ in isKernel ? 1.5 : 0.75 }))
        let data = report.data.rows
        #expect(data.count == plan.subjects.count)
        // Subjects that share their denominator share rows, and so a figure; all are the same here.
        #expect(data.allSatisfy { $0[2] == "0.75" && $0[6] == "1.5" && $0[5] == "8" && $0[9] == "8" }, "\(data)")
        #expect(report.remarks.joined().contains("Kernel 6.18.1; which lock a request takes was checked on 6.18."))
        #expect(report.rankings.allSatisfy { $0.agreement == .agrees })
        #expect(report.rankings[0].model == "rtnl = list mutex = RCU")
    }

    @Test func anOrderThatBothHaveAgrees() {
        let rows = rows { subject, _, _ in isWalk(subject, "RCU") ? 2 : 1 }
        let ranked = RealityReport(plan, RealityRows(rows)).rankings[0]
        #expect(ranked.agreement == .agrees && ranked.kernel == "RCU > rtnl = list mutex", "\(ranked)")
    }

    /// Negative control: a model that has it the wrong way round must not pass.
    @Test func anOrderThatIsReversedContradicts() {
        let rows = rows { subject, isKernel, _ in isWalk(subject, isKernel ? "RCU" : "rtnl") ? 2 : 1 }
        let ranked = RealityReport(plan, RealityRows(rows)).rankings[0]
        #expect(ranked.agreement == .contradicts, "\(ranked)")
        #expect(ranked.pairs.filter { $0.agreement == .contradicts }.map { [$0.one, $0.other] } == [["rtnl", "RCU"]])
    }

    /// As for whoever is not root: what only one of the two has is not ranked.
    @Test func withoutTheListMutexTheOthersAreRanked() {
        let rows = rows { subject, isKernel, _ in
            isKernel && isWalk(subject, "list mutex") ? nil : isWalk(subject, "RCU") ? 2 : 1
        }
        let report = RealityReport(plan, RealityRows(rows))
        #expect(report.rankings[0].kernel == "RCU > rtnl" && report.rankings[0].pairs.count == 1)
        #expect(report.rankings[0].agreement == .agrees)
    }

    @Test func ofManyRunsTheRunIsTheReplicate() {
        // Runs disagree with each other: within each of them all blocks say the same.
        let rows = rows(runs: 6) { subject, _, run in isWalk(subject, "RCU") ? (run % 2 == 0 ? 2 : 0.5) : 1 }
        let all = RealityRows(rows)
        #expect(!all.replicatesAreBlocks)
        let report = RealityReport(plan, all)
        #expect(report.data.rows.allSatisfy { $0[5] == "6" })
        #expect(report.rankings[0].agreement == .open, "\(report.rankings[0])")
        let each = Dictionary(grouping: rows) { $0.text("campaign") ?? "" }.values.map {
            RealityReport(plan, RealityRows($0))
        }
        let counts = RealityReport.counts(each)
        let pair = counts.rows.first { $0[0] == "walks by scaling" && $0[1] == "rtnl, RCU" }
        #expect(pair?.dropFirst(2) == ["6", "0", "0", "0"], "\(counts.rows)")
    }

    @Test func whatIsNotValidIsInNoFigure() {
        var rows = rows { _, _, _ in 1 }
        for index in rows.indices where rows[index].integer("block") == 1 { rows[index]["valid"] = .flag(false) }
        let report = RealityReport(plan, RealityRows(rows))
        #expect(report.data.rows.allSatisfy { $0[5] == "7" })
        #expect(report.remarks.joined().contains("rows are not valid and are in no figure"))
    }

    /// A creator's cycle has more in it than creating: the ratio is that of what is timed.
    @Test func whatTimesItselfIsTakenByItsTime() throws {
        var rows = rows { _, _, _ in 1 }
        for index in rows.indices where rows[index].text("scenario") == "net_lifecycle" {
            rows[index]["estimator"] = .text("timed_mean")
            // Beside a walker it takes twice as long, and comes as often.
            rows[index]["ns_per_op"] = .number(rows[index].integer("readers") == 1 ? 200 : 100)
        }
        let data = RealityReport(plan, RealityRows(rows)).data.rows.filter { $0[0] == "create" }
        // Two creators that each take as long as one do twice as much.
        #expect(data.map { $0[6] } == ["2.0", "0.5", "0.5", "0.5"], "\(data)")
    }

    @Test func whatOutlastsItsWindowAndWhatIsOwedIsSaid() {
        var rows = rows { _, _, _ in 1 }
        for index in rows.indices {
            let isKernel = rows[index]["kernel_op"] != nil
            rows[index]["backend"] = .text(isKernel ? "kernel" : "model")
            rows[index]["ns_per_op"] = .number(1)
            if (rows[index].integer("creators") ?? 0) + (rows[index].integer("updaters") ?? 0) > 0 {
                rows[index]["quiesce_ns"] = .number(isKernel ? 70e6 : 30e3)
            }
        }
        let before = RealityReport(plan, RealityRows(rows)).remarks.joined()
        #expect(before.contains("the kernel destroyed for 70 ms more (the model 0.03 ms), and that is in no ratio"))
        #expect(!before.contains("outlasted the window"))
        rows[0]["ns_per_op"] = nil
        rows[1]["censored"] = .integer(1)
        #expect(
            RealityReport(plan, RealityRows(rows)).remarks.joined().contains(
                "In 2 rows an operation outlasted the window"))
    }

    /// Runs of root and of others have unlike pairs: each is counted under its own name.
    @Test func aRunThatLacksAPairIsCountedWhereItHasOne() {
        let runs = [false, true].map { isRoot in
            RealityReport(
                plan,
                RealityRows(
                    rows { subject, isKernel, _ in
                        !isRoot && isKernel && isWalk(subject, "list mutex") ? nil : isWalk(subject, "RCU") ? 2 : 1
                    }))
        }
        let counts = RealityReport.counts(runs).rows.filter { $0[0] == "walks by scaling" }
        #expect(
            counts.map { Array($0.dropFirst().prefix(2)) } == [
                ["rtnl, RCU", "2"], ["rtnl, list mutex", "1"], ["list mutex, RCU", "1"],
            ], "\(counts)")
    }

    @Test func anotherKernelIsSaid() {
        var rows = rows { _, _, _ in 1 }
        for index in rows.indices { rows[index]["kernel"] = .text("6.180.0") }
        #expect(RealityReport(plan, RealityRows(rows)).remarks.joined().contains("this is another: --verify-locks"))
    }

    /// Every case that the plan wants is one that `run` makes, of the model and of the kernel.
    @Test func everyPairIsMeasured() throws {
        let wanted = plan.subjects.flatMap { [$0.model.over, $0.model.under, $0.kernel.over, $0.kernel.under] }
        var names: Set<String> = []
        var matched: Set<RealityPlan.Wanted> = []
        for options in plan.modelOptions + [plan.kernelOptions] {
            let session = try RunSession(try RunCommand.parse(options), words: options, seed: 1)
            for planned in session.plan.measurable {
                for want in wanted where planned.isMeant(by: want) {
                    matched.insert(want)
                    names.insert(planned.name)
                }
            }
        }
        // The model's floor has no rules for creators, and no creator is there beside its readers.
        let missing = Set(wanted).subtracting(matched)
        #expect(missing.allSatisfy { $0["variant"] == "unlocked" && $0["kernel_op"] == nil }, "\(missing)")
        #expect(names.count == matched.count, "each is one case")
    }
}
