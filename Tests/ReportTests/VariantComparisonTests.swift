import BenchmarkResults
import Testing

@testable import Report

@Suite struct VariantComparisonTests {
    /// Both sides drift alike by a factor of two; pairs do not see it.
    func drifting(_ pairs: Int, ratio: Double) -> [ResultRow] {
        (1...pairs).flatMap { repetition in
            let drift = 1 + Double(repetition) / Double(pairs)
            return [
                row("c", 1, repetition, "net_list_mutex", 100 * drift),
                row("c", 1, repetition, "rcu_qsbr", 100 * drift * ratio * (1 + 0.001 * Double(repetition % 3))),
            ]
        }
    }

    @Test func pairsDoNotSeeADriftThatBothSidesHave() throws {
        let comparison = VariantComparison(rows: drifting(12, ratio: 0.9), baseline: "net_list_mutex")
        let ratio = try #require(comparison.ratios.first { $0.variant == "rcu_qsbr" })
        #expect(ratio.pairs == 12)
        #expect(abs((ratio.ratio ?? 0) - 0.9) < 0.005)
        #expect(ratio.verdict == "faster")
        #expect(comparison.ratios.first { $0.variant == "net_list_mutex" }?.ratio == 1)
    }

    @Test func fewerThanSixPairsHaveNoInterval() {
        let comparison = VariantComparison(rows: drifting(5, ratio: 0.5), baseline: "net_list_mutex")
        #expect(comparison.ratios.last?.verdict == "no interval at 95 % with n=5")
    }

    @Test func aCaseWithoutTheBaselineSaysSo() {
        let comparison = VariantComparison(rows: [row("c", 1, 1, "rcu_mb", 1)], baseline: "net_list_mutex")
        #expect(comparison.ratios.map(\.verdict) == ["the baseline has no such case"])
    }

    @Test func theSummaryNamesTheWinnerAndNeverTheFloorOrTheInvalid() {
        var rows = drifting(8, ratio: 0.5)
        for repetition in 1...8 {
            rows.append(row("c", 1, repetition, "unlocked", 1))
            var invalid = row("c", 1, repetition, "busted_no_list_lock", 1)
            invalid["valid"] = .flag(false)
            rows.append(invalid)
        }
        let sentences = winners(rows: rows)
        #expect(sentences.count == 1)
        #expect(sentences[0].contains("rcu_qsbr in 1 of 1 cases"))
        #expect(sentences[0].contains("rcu_qsbr before net_list_mutex, which took"))
        #expect(!sentences[0].contains("unlocked") && !sentences[0].contains("busted"))
    }

    @Test func theTablesHoldEveryCase() {
        let rows = drifting(6, ratio: 0.5)
        let text = ShowTable.render(rows: rows, width: 200)
        #expect(text.contains("rcu_qsbr") && text.contains("net_list_mutex") && text.contains("6/6"))
        #expect(ShowTable.render(rows: rows, width: 20).contains("p25") == false)
        let grid = VariantComparison(rows: rows, baseline: "net_list_mutex").grid
        #expect(grid.csv().split(separator: "\n").count == 3)
        #expect(grid.markdown().contains("|"))
        #expect(grid.json().hasPrefix("[") && grid.json().hasSuffix("]"))
    }
}
