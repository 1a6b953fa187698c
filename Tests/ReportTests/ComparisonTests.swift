import BenchmarkResults
import Statistics
import Testing

@testable import Report

/// Normal noise by Box and Muller over SplitMix64, seeded.
struct Noise {
    var state: UInt64
    mutating func uniform() -> Double {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return (Double((z ^ (z >> 31)) >> 11) + 0.5) / Double(UInt64(1) << 53)
    }
    /// Roughly normal: the sum of twelve uniforms.
    mutating func normal() -> Double { (0..<12).reduce(-6) { sum, _ in sum + uniform() } }
}

/// Rows of one file: for each case a factor on 100 ns, noise of 2 % between processes.
func file(
    processes: Int, factors: [Double], seed: UInt64, campaign: String = "c", repetitions: Int = 1, noise: Double = 0.02
) -> [ResultRow] {
    var generator = Noise(state: seed)
    var rows: [ResultRow] = []
    for process in 1...processes {
        for (index, factor) in factors.enumerated() {
            let level = 100 * factor * (1 + noise * generator.normal())
            for repetition in 1...repetitions {
                rows.append(row(campaign, process, repetition, "v\(index)", level * (1 + noise * generator.normal())))
            }
        }
    }
    return rows
}

func row(_ campaign: String, _ process: Int, _ repetition: Int, _ variant: String, _ time: Double) -> ResultRow {
    var row = ResultRow()
    row["schema"] = .integer(1)
    row["campaign"] = .text(campaign)
    row["process"] = .integer(Int64(process))
    row["block"] = .integer(Int64(repetition))
    row["repetition"] = .integer(Int64(repetition))
    row["scenario"] = .text("for_each_net")
    row["variant"] = .text(variant)
    row["namespaces"] = .integer(64)
    row["ns_per_op"] = .number(time)
    row["estimator"] = .text("throughput")
    row["valid"] = .flag(true)
    row["status"] = .text("ok")
    return row
}

func options(_ metric: String = "ns_per_op", threshold: Double = 0.05) throws -> ComparisonOptions {
    ComparisonOptions(metric: try #require(Schema.column(metric)), threshold: threshold)
}

@Suite struct ComparisonTests {
    @Test func manyProcessesGiveEveryVerdict() throws {
        let old = file(processes: 12, factors: [1, 1, 1, 1], seed: 1)
        let new = file(processes: 12, factors: [1.3, 0.7, 1, 1.06], seed: 2, campaign: "d")
        let comparison = Comparison(old: old, new: new, options: try options())
        #expect(comparison.cases.map(\.verdict) == [.regression, .improvement, .equivalent, .inconclusive])
        #expect(abs(comparison.cases[0].ratio - 1.3) < 0.05)
        #expect(comparison.cases.allSatisfy { !$0.isDescriptive && ($0.interval?.level ?? 0) >= 0.95 })
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
        let comparison = Comparison(
            old: rates(file(processes: 12, factors: [1], seed: 1)),
            new: rates(file(processes: 12, factors: [1.3], seed: 2)), options: try options("reader_ops_per_s"))
        #expect(comparison.cases.map(\.verdict) == [.improvement])
    }

    @Test func oneProcessPerSideIsDescribedAndNotJudged() throws {
        let old = file(processes: 1, factors: [1, 1], seed: 1, repetitions: 10)
        let new = file(processes: 1, factors: [2, 1], seed: 2, repetitions: 10)
        let comparison = Comparison(old: old, new: new, options: try options())
        #expect(
            comparison.cases.map(\.verdict.text) == Array(repeating: "not comparable (one process per side)", count: 2))
        #expect(comparison.cases[0].ratio > 1.5)
        #expect(comparison.cases[0].interval != nil)
        #expect(ComparisonReport(comparison).remarks.contains { $0.contains("no replicates") })
    }

    @Test func tooFewProcessesAreCounted() throws {
        let factors = [Double](repeating: 1, count: 24)
        let comparison = Comparison(
            old: file(processes: 5, factors: factors, seed: 1),
            new: file(processes: 5, factors: factors.map { $0 * 1.5 }, seed: 2), options: try options())
        #expect(comparison.notes == ["24 cases, 5 processes: no case can reach significance; run 7 processes a side"])
        #expect(comparison.cases.allSatisfy { $0.verdict == .notComparable("5 processes, 7 needed") })
    }

    @Test func unlikeEstimatorsAreNotCompared() throws {
        let new = file(processes: 12, factors: [1], seed: 2).map { row in
            var row = row
            row["estimator"] = .text("chunk_median")
            return row
        }
        let comparison = Comparison(old: file(processes: 12, factors: [1], seed: 1), new: new, options: try options())
        #expect(comparison.cases.map(\.verdict) == [.notComparable("unlike estimators")])
    }

    @Test func unmatchedAndInvalidCasesAreSaidAndNotInTheMean() throws {
        var old = file(processes: 12, factors: [1, 1, 1], seed: 1)
        var new = file(processes: 12, factors: [1, 1, 1], seed: 2)
        old.removeAll { $0.text("variant") == "v1" }
        for index in new.indices where new[index].text("variant") == "v2" { new[index]["valid"] = .flag(false) }
        let comparison = Comparison(old: old, new: new, options: try options())
        #expect(comparison.cases.count == 1)
        #expect(comparison.geometricMeanRatio?.cases == 1)
        #expect(comparison.onlyNew.map(\.description) == ["for_each_net variant=v1 namespaces=64"])
        #expect(comparison.invalidRows == 12)
        let remarks = ComparisonReport(comparison).remarks
        #expect(remarks.contains { $0.contains("only in the new file") })
        #expect(remarks.contains { $0.contains("12 rows are not valid") })
    }

    /// The promise: identical files are called different in at most 5 % of families, a true 15 % is found in 90 %.
    @Test func thePromiseHoldsInSimulation() throws {
        var wrong = 0
        var found = 0
        let tries = 200
        for index in 0..<tries {
            let old = file(processes: 12, factors: [1, 1, 1], seed: UInt64(3 * index))
            let same = file(processes: 12, factors: [1, 1, 1], seed: UInt64(3 * index + 1))
            let slower = file(processes: 12, factors: [1.15, 1, 1], seed: UInt64(3 * index + 2))
            let null = Comparison(old: old, new: same, options: try options(threshold: 0))
            if null.cases.contains(where: { $0.verdict == .regression || $0.verdict == .improvement }) { wrong += 1 }
            if Comparison(old: old, new: slower, options: try options()).cases[0].verdict == .regression { found += 1 }
        }
        // Three standard deviations of 200 tries at 5 % are 9.
        #expect(wrong <= tries / 20 + 9)
        #expect(found >= tries * 9 / 10)
    }
}
