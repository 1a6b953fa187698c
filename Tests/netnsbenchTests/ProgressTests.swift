import BenchmarkResults
import Comparing
import Foundation
import TestSupport
import Testing

@testable import netnsbench

/// What is said while it is measured: by a clock and a terminal of the test's own.
@Suite struct ProgressTests {
    /// A clock that stands still, and a stderr that keeps what is written.
    private final class Bench {
        var now: UInt64 = 0
        var text = ""
        let display: TerminalDisplay

        init(isTerminal: Bool, width: Int? = nil) {
            display = TerminalDisplay(isTerminal: isTerminal, columns: width, environment: [:])
        }

        func line(_ total: Int, done: Int = 0, perBlock: Int, isQuiet: Bool = false) -> ProgressLine {
            ProgressLine(
                total: total, done: done, perBlock: perBlock, isQuiet: isQuiet,
                outlet: .init(
                    display: { self.display }, write: { self.text += $0 }, now: { self.now }))
        }

        /// The last line that stood there.
        var last: String { text.components(separatedBy: "\r\u{1B}[K").last ?? "" }
    }

    private static let second: UInt64 = 1_000_000_000

    @Test func aTerminalHasOneLineThatIsRedrawn() {
        let bench = Bench(isTerminal: true, width: 200)
        let line = bench.line(40, perBlock: 4)
        bench.now = 3 * Self.second
        line.advance("for_each_net/rcu_qsbr")
        #expect(bench.text == "\r\u{1B}[K1/40; for_each_net/rcu_qsbr")
        line.clear()
        #expect(bench.text.hasSuffix("\r\u{1B}[K"))
        line.clear()
        #expect(bench.last == "" && !bench.text.contains("\n"))
    }

    @Test func elsewhereThereIsAPlainLineAMinute() {
        let bench = Bench(isTerminal: false)
        let line = bench.line(400, perBlock: 4)
        for _ in 1...70 {
            bench.now += Self.second
            line.advance("x")
        }
        #expect(bench.text == "60/400 windows, about 5 min 40 s left; x\n")
        for _ in 71...130 {
            bench.now += Self.second
            line.advance("x")
        }
        line.clear()
        #expect(bench.text.split(separator: "\n").count == 2 && !bench.text.contains("\u{1B}"))
    }

    @Test func aQuietOneSaysNothingAndAsksForNoVerdict() {
        for isTerminal in [true, false] {
            let bench = Bench(isTerminal: isTerminal)
            let line = bench.line(4, perBlock: 1, isQuiet: true)
            line.verdict = {
                Issue.record("asked")
                return nil
            }
            for _ in 1...4 {
                bench.now += 100 * Self.second
                line.advance("x")
            }
            line.clear()
            #expect(bench.text == "")
        }
    }

    /// The rest is predicted from whole blocks, so that a slow case in the present one does not count twice.
    @Test func theTimeLeftComesFromWholeBlocks() {
        var pace = ProgressPace(total: 12, done: 2, perBlock: 2, now: 0)
        #expect(pace.secondsLeft(now: 5) == nil)
        pace.note(3, now: Self.second)
        // One window is no block: its case may be the slowest or the fastest.
        #expect(pace.secondsLeft(now: Self.second) == nil)
        pace.note(4, now: 10 * Self.second)
        #expect(pace.secondsLeft(now: 10 * Self.second) == 40)
        // The fast case of the second block is done: what is left is its slow one and three blocks.
        pace.note(5, now: 11 * Self.second)
        #expect(pace.secondsLeft(now: 11 * Self.second) == 39)
        #expect(pace.secondsLeft(now: 1000 * Self.second) == 0)
        pace.note(12, now: 50 * Self.second)
        #expect(pace.secondsLeft(now: 50 * Self.second) == nil)
    }

    @Test func theLineIsCutToTheWidth() {
        let name = String(repeating: "n", count: 100)
        for width in [1, 2, 4, 5, 20, 80] {
            let bench = Bench(isTerminal: true, width: width)
            bench.line(9, perBlock: 3).advance(name)
            #expect(bench.last.count == max(1, width - 1), "\(bench.last)")
            #expect(width < 20 || bench.last.hasPrefix("1/9; ") && bench.last.hasSuffix("..."))
        }
        let unknown = Bench(isTerminal: true)
        unknown.line(9, perBlock: 3).advance(name)
        #expect(unknown.last.count == 79)
    }

    /// Once a block, and where that takes long, more rarely.
    @Test func theVerdictIsAskedForOnceABlockAndNotAtAnyPrice() {
        let bench = Bench(isTerminal: true, width: 200)
        let line = bench.line(1000, perBlock: 2)
        var asked = 0
        line.verdict = {
            asked += 1
            bench.now += Self.second
            return "\(asked) equivalent"
        }
        bench.now = 1
        line.advance("x")
        #expect(asked == 0 && !bench.last.contains("so far"))
        line.advance("x")
        #expect(asked == 1 && bench.last.contains("; so far 1 equivalent; x"))
        for _ in 1...20 { line.advance("x") }
        #expect(asked == 1)
        bench.now += 20 * Self.second
        line.advance("x")
        #expect(asked == 2)
    }

    @Test func buildsAreCountedByVerdict() throws {
        let pairs = duel(pairs: 14, factors: [1.3, 1.4, 0.7, 1, 1.055], seed: 1)
        let options = ComparisonOptions(metric: try #require(Schema.column("ns_per_op")))
        func counts(_ blocks: Int64) -> String? {
            func side(_ rows: [ResultRow]) -> Side {
                Side(label: "x", rows: rows.filter { ($0.integer("block") ?? 0) <= blocks })
            }
            return VerdictsSoFar.counts(
                Comparison(baseline: side(pairs.old), contenders: [side(pairs.new)], options: options))
        }
        #expect(counts(14) == "2 regressions, 1 improvement, 1 equivalent, 1 undecided")
        #expect(counts(2) == "5 undecided")
    }

    @Test func variantsAreCountedAgainstTheUsualBaseline() {
        func rows(processes: Int) -> [ResultRow] {
            (1...processes).flatMap { process in
                [("net_list_mutex", 100.0), ("rcu_qsbr", 50), ("rtnl_retry", 200)].map { variant, time in
                    row("c", process: process, block: process, variant, time + 0.1 * Double(process % 3))
                }
            }
        }
        #expect(VerdictsSoFar.variants(rows(processes: 12)) == "1 slower, 1 faster against net_list_mutex")
        #expect(VerdictsSoFar.variants(rows(processes: 12).filter { $0.text("variant") != "net_list_mutex" }) == nil)
        // What one process shows is no verdict.
        #expect(VerdictsSoFar.variants(rows(processes: 1)) == nil)
    }
}
