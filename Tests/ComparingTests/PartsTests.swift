import BenchmarkResults
import TestSupport
import Testing

@testable import Comparing

/// The parts of one file set against each other.
@Suite struct PartsTests {
    /// Both sides drift alike by a factor of two; pairs do not see it.
    func drifting(_ pairs: Int, ratio: Double, process: (Int) -> Int = { $0 }) -> [ResultRow] {
        (1...pairs).flatMap { block in
            let drift = 1 + Double(block) / Double(pairs)
            return [
                row("c", process: process(block), block: block, "net_list_mutex", 100 * drift),
                row(
                    "c", process: process(block), block: block, "rcu_qsbr",
                    100 * drift * ratio * (1 + 0.001 * Double(block % 3))),
            ]
        }
    }

    func variants(_ rows: [ResultRow]) throws -> Comparison {
        try #require(
            FileParts(rows: rows, by: "variant").comparison(baseline: "net_list_mutex", options: try options()))
    }

    @Test func pairsDoNotSeeADriftThatBothSidesHave() throws {
        let item = try variants(drifting(12, ratio: 0.9)).cases[0]
        #expect(item.units.new == 12)
        #expect(abs((item.ratio ?? 0) - 0.9) < 0.005)
        #expect(item.text(.times) == "faster")
    }

    /// One process shows what it shows, and no verdict.
    @Test func whatOneProcessShowsIsNoVerdict() throws {
        let item = try variants(drifting(12, ratio: 0.5, process: { _ in 1 })).cases[0]
        #expect(item.units.new == 12)
        #expect(item.text(.times) == "(faster)")
        #expect(!item.isVerdict)
        #expect(item.warnings.contains(.oneProcessForAll))
    }

    @Test func fewerThanSixPairsHaveNoInterval() throws {
        let item = try variants(drifting(5, ratio: 0.5)).cases[0]
        #expect(item.interval == nil)
        #expect(item.verdict == .inconclusive)
    }

    @Test func aCaseWithoutTheBaselineIsNamed() throws {
        var rows = drifting(6, ratio: 1)
        rows.append(row("c", process: 1, block: 1, "rcu_mb", 1) { $0["namespaces"] = .integer(8) })
        let comparison = try variants(rows)
        let place = try #require(comparison.contenders.firstIndex { $0.label == "rcu_mb" })
        #expect(comparison.matches[place].onlyNew.map(\.description) == ["for_each_net namespaces=8 readers=2"])
        #expect(FileParts(rows: rows, by: "variant").comparison(baseline: "none", options: try options()) == nil)
    }

    /// Blocks of one process are one replicate as soon as there are others: a resumed run is not seven processes and one.
    @Test func blocksOfOneProcessCountOnce() throws {
        let resumed = drifting(12, ratio: 0.5, process: { $0 <= 10 ? 1 : $0 })
        let item = try variants(resumed).cases[0]
        #expect(item.units.new == 3)
        #expect(item.interval == nil && item.verdict == .inconclusive)
        // Two runs of one process each, put into one file.
        let two = drifting(7, ratio: 0.5, process: { _ in 1 })
        let other = two.map { row in
            var row = row
            row["campaign"] = .text("d")
            return row
        }
        #expect(try variants(two + other).cases[0].units.new == 2)
    }

    /// A block that two processes measured, as after an interruption, is no pair of one moment.
    @Test func pairsAreOfOneProcess() throws {
        var rows = drifting(6, ratio: 0.5)
        rows[1]["process"] = .integer(9)
        let item = try variants(rows).cases[0]
        #expect(item.units.new == 5)
        #expect(item.warnings.contains(.unpaired(2)))
    }

    /// Two cases of two threads each are not one case.
    @Test func casesThatFallTogetherAreNotCompared() throws {
        var rows: [ResultRow] = []
        for block in 1...6 {
            for (readers, updaters) in [(1, 0), (1, 1), (2, 0)] {
                rows.append(
                    row("c", process: block, block: block, "rcu_mb", 100) {
                        $0["readers"] = .integer(Int64(readers))
                        $0["updaters"] = .integer(Int64(updaters))
                    })
            }
        }
        let comparison = try #require(
            FileParts(rows: rows, by: "threads").comparison(baseline: "1", options: try options()))
        #expect(comparison.cases.map(\.verdict) == [.notComparable("2 cases of one side fall together")])
        #expect(comparison.cases[0].ratio == nil)
        #expect(comparison.geometricMeanRatio(of: 0) == nil)
    }

    @Test func anyKeyColumnAndTheNumberOfThreadsPartAFile() throws {
        let rows = (1...6).flatMap { block in
            [1, 2].flatMap { readers in
                ["blocking", "synchronous"].map { mode in
                    row("c", process: block, block: block, "rcu_mb", mode == "blocking" ? 100 : 50) {
                        $0["readers"] = .integer(Int64(readers))
                        $0["sender_mode"] = .text(mode)
                    }
                }
            }
        }
        let modes = try #require(
            FileParts(rows: rows, by: "sender_mode").comparison(baseline: "blocking", options: try options()))
        #expect(modes.cases.count == 2 && modes.cases.allSatisfy { abs(($0.ratio ?? 0) - 0.5) < 1e-12 })
        let threads = FileParts(rows: rows, by: "threads")
        #expect(threads.sides.map(\.label) == ["1", "2"])
        let comparison = try #require(threads.comparison(baseline: "1", options: try options()))
        #expect(comparison.cases.count == 2 && comparison.cases.allSatisfy { $0.ratio == 1 })
    }
}
