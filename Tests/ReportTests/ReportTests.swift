import BenchmarkResults
import Comparing
import TestSupport
import Testing

@testable import Report

@Suite struct ReportTests {
    /// Rows of eight blocks of one process: the RCU list takes half the time.
    func rows() -> [ResultRow] {
        (1...8).flatMap { block in
            [("net_list_mutex", 100.0), ("rcu_qsbr", 50), ("unlocked", 1), ("busted_no_list_lock", 1)].map {
                variant, time in
                row("c", process: 1, block: block, variant, time + 0.1 * Double(block % 3)) {
                    $0["valid"] = .flag(!variant.hasPrefix("busted"))
                }
            }
        }
    }

    @Test func theSummaryNamesTheWinnerAndNeverTheFloorOrTheInvalid() {
        let sentences = winners(rows: rows())
        #expect(sentences.count == 1)
        #expect(sentences[0].contains("rcu_qsbr in 1 of 1 cases"))
        #expect(sentences[0].contains("rcu_qsbr before net_list_mutex, which took"))
        #expect(sentences[0].contains("8 pairs of one process"))
        #expect(!sentences[0].contains("unlocked") && !sentences[0].contains("busted"))
    }

    @Test func theTablesHoldEveryCase() {
        let text = ShowTable.render(rows: rows(), width: 200)
        #expect(text.contains("rcu_qsbr") && text.contains("net_list_mutex") && text.contains("8/8"))
        #expect(ShowTable.render(rows: rows(), width: 20).contains("p25") == false)
    }

    /// A percentile that too few operations support stays an empty cell, in every table.
    @Test func whatIsUnknownIsEmptyAndNever0() {
        #expect(figure(nil) == "" && ratioFigure(nil) == "" && pFigure(nil) == "")
        #expect(figure(.nan) == "" && figure(0) == "0")
    }
}
