import BenchmarkResults
import Statistics
import TestSupport
import Testing

@testable import Comparing

/// Two sides of one campaign.
@Suite struct PairedTests {
    @Test func everyVerdictIsReached() throws {
        let (old, new) = duel(pairs: 14, factors: [1.3, 0.7, 1, 1.055], seed: 1)
        let comparison = compare(old, new, try options())
        #expect(comparison.matches[0].isPaired)
        #expect(comparison.cases.map(\.verdict) == [.regression, .improvement, .equivalent, .inconclusive])
        #expect(abs((comparison.cases[0].ratio ?? 0) - 1.3) < 0.03)
        #expect(comparison.cases.allSatisfy { $0.units.new == 14 && ($0.interval?.level ?? 0) >= 0.95 })
    }

    /// The drift is ten times the noise: without the pairs nothing can be told, with them everything.
    @Test func thePairsTakeAwayWhatBothSidesShare() throws {
        let (old, new) = duel(pairs: 14, factors: [1.2], seed: 3)
        #expect(compare(old, new, try options()).cases[0].verdict == .regression)
        let apart = new.map { row in
            var row = row
            row["campaign"] = .text("another")
            return row
        }
        let unpaired = compare(old, apart, try options(), calibration(cases: 1, processes: 1, deviation: 0))
        #expect(!unpaired.matches[0].isPaired)
        #expect(
            (unpaired.cases[0].interval?.upper ?? 0) > (compare(old, new, try options()).cases[0].interval?.upper ?? 9))
    }

    /// More is better for a throughput: the direction comes from the schema, not from the sign.
    @Test func theDirectionIsThatOfTheMetric() throws {
        func rates(_ rows: [ResultRow]) -> [ResultRow] {
            rows.map { row in
                var row = row
                row["reader_ops_per_s"] = row["ns_per_op"]
                return row
            }
        }
        let (old, new) = duel(pairs: 12, factors: [1.3], seed: 1)
        #expect(
            compare(rates(old), rates(new), try options("reader_ops_per_s")).cases.map(\.verdict) == [.improvement])
    }

    @Test func aBlockWithOneSideIsLeftOutAndSaid() throws {
        var (old, new) = duel(pairs: 12, factors: [1], seed: 1)
        old.removeFirst()
        new.removeLast(2)
        let item = compare(old, new, try options()).cases[0]
        #expect(item.units.old == 9 && item.units.new == 9)
        #expect(item.warnings.contains(.unpaired(3)))
    }

    @Test func tooFewPairsAreCounted() throws {
        let (old, new) = duel(pairs: 7, factors: [Double](repeating: 2, count: 24), seed: 2)
        let comparison = compare(old, new, try options())
        #expect(comparison.cases.allSatisfy { $0.verdict == .inconclusive })
        #expect(comparison.footnotes.contains(.tooFew(cases: 24, units: 7, needed: 10, paired: true)))
        #expect(
            Warning.tooFew(cases: 24, units: 7, needed: 10, paired: true).text
                == "24 cases, 7 pairs: no case can reach significance; run 10 pairs, one a process")
    }

    /// Repetitions inside a process are no replicates: thirty windows of two pairs are two pairs.
    @Test func repetitionsAreMediansOfTheirBlock() throws {
        var old: [ResultRow] = []
        var new: [ResultRow] = []
        for block in 1...2 {
            for repetition in 1...15 {
                let number: (inout ResultRow) -> Void = { $0["repetition"] = .integer(Int64(repetition)) }
                old.append(
                    row("c", process: 2 * block, block: block, "rcu_qsbr", 100 + Double(repetition), change: number))
                new.append(
                    row("c", process: 2 * block + 1, block: block, "rcu_qsbr", 200 + Double(repetition), change: number)
                )
            }
        }
        let item = compare(old, new, try options()).cases[0]
        #expect(item.units.new == 2)
        #expect(item.interval == nil)
        #expect(item.verdict == .inconclusive)
        #expect(abs((item.ratio ?? 0) - 208.0 / 108) < 1e-12)
    }

    /// The promise in simulation: identical sides are called different in at most 5 % of cases, a true 10 % is found in 90 %.
    @Test func thePromiseHoldsInSimulation() throws {
        let tries = 200
        var wrong = 0
        var excluded = 0
        var found = 0
        for index in 0..<tries {
            let same = duel(pairs: 12, factors: [1, 1, 1], seed: UInt64(2 * index))
            let null = compare(same.old, same.new, try options(threshold: 0))
            wrong += null.cases.count { $0.verdict.saysDifferent }
            excluded += null.cases.count { ($0.interval?.lower ?? 0) > 1 || ($0.interval?.upper ?? 2) < 1 }
            let slower = duel(pairs: 12, factors: [1.1, 1, 1], seed: UInt64(2 * index + 1))
            found += compare(slower.old, slower.new, try options()).cases[0].verdict == .regression ? 1 : 0
        }
        let cases = 3 * tries
        // After Holm a twentieth of the families at most; three standard deviations of 200 tries at 5 % are 9.
        #expect(wrong <= tries / 20 + 9)
        // The interval of 12 pairs misses in 3.86 % exactly, within three standard errors (600 tries: 14).
        #expect(abs(Double(excluded) - 0.0386 * Double(cases)) <= 15)
        #expect(found >= tries * 9 / 10)
    }
}
