import BenchmarkResults
import Comparing
import Foundation
import TestSupport
import Testing

@testable import Report

/// Reports of rows whose answers are known.
@Suite struct ResultReportTests {
    private func report(_ rows: [ResultRow], baseline: String? = nil) -> ResultReport {
        ResultReport(
            [Side(label: "run", path: "run.csv", rows: rows)], comparison: nil, baseline: baseline,
            variants: ["flat", "walk"])
    }

    private let scaled = scalingRows(exponents: ["flat": 0, "walk": 1.25])

    @Test func theExponentPrintedIsTheOnePutIn() throws {
        let section = try #require(report(scaled).sections.first { $0.id == "size" })
        let picture = try #require(section.illustrations.first).picture
        #expect(picture.panels[0].series.map(\.name) == ["flat, exponent 0.000", "walk, exponent 1.250"])
        let table = section.table
        let fits = table.rows.filter { !$0[2].isEmpty }.map { [$0[1], $0[2], $0[3]] }
        #expect(fits == [["flat", "0.000", "[0.000, 0.000]"], ["walk", "1.250", "[1.250, 1.250]"]])
    }

    @Test func theThroughputHasItsBoundAndItsLaw() throws {
        let section = try #require(report(scaled).sections.first { $0.id == "threads" })
        let series = try #require(section.illustrations.first).picture.panels[0].series
        #expect(series.contains { $0.name == "linear bound" })
        let table = section.table
        // 0.1 and 0.02 were put in, with noise of 0.1 %.
        let laws = table.rows.compactMap { row in Double(row[5]).flatMap { a in Double(row[6]).map { (a, $0) } } }
        #expect(laws.count == 2 && laws.allSatisfy { abs($0.0 - 0.1) < 0.02 && abs($0.1 - 0.02) < 0.004 })
    }

    @Test func theHeatMapSaysWhoTakesHowLong() throws {
        var rows: [ResultRow] = []
        for block in 1...8 {
            for (variant, factor) in [("base", 1.0), ("double", 2), ("half", 0.5), ("same", 1.001)] {
                rows.append(row("c", process: block, block: block, variant, 100 * factor * Double(block)))
            }
        }
        let map = try #require(report(rows, baseline: "base").heatMap)
        #expect(map.variants == ["base", "double", "half", "same"] && map.scenarios == ["for_each_net"])
        #expect(map.grid.rows.map { $0[1] } == ["= 1.000", "> 2.000", "< 0.500", "= 1.001"])
        #expect(report(rows, baseline: "base").answer[0] == "The least time have half in for_each_net.")
    }

    /// Fewer than six replicates have no interval, and no mark that says more.
    @Test func fiveReplicatesDecideNothing() throws {
        let rows = (1...5).flatMap { block in
            [row("c", process: block, block: block, "a", 1), row("c", process: block, block: block, "b", 9)]
        }
        let map = try #require(report(rows, baseline: "a").heatMap)
        #expect(
            map.grid.rows.map { $0[1] }
                == ["~ 1.000", "~ 9.000"])
        #expect(report(rows, baseline: "a").answer[2].contains("below six there is none"))
    }

    /// Unlike estimators are never compared.
    @Test func unlikeEstimatorsHaveNoRatio() {
        let rows = (1...8).flatMap { block in
            [
                row("c", process: block, block: block, "a", 1),
                row("c", process: block, block: block, "b", 9) { $0["estimator"] = .text("chunk_median") },
            ]
        }
        #expect(report(rows, baseline: "a").heatMap == nil)
    }

    @Test func rowsHaveIdsAndRangesOfThem() {
        let sides = ["a", "b"].map { name in Side(label: name, rows: [row(name, process: 1, block: 1, "v", 1)]) }
        let rows = ReportRows(sides)
        #expect(rows.id(0) == "a0" && rows.id(1) == "b0" && rows.ids([0, 1]) == "a0 b0")
    }

    /// Whatever was measured, a variant looks the same.
    @Test func aVariantHasOneLook() {
        let looks = PictureLooks(["a", "b", "c"])
        #expect(looks.looks(of: ["c", "z"])["c"] == looks.looks(of: ["a", "b", "c"])["c"])
        let many = looks.looks(of: (0..<14).map { "v\($0)" })
        #expect(Set(many.values.map { "\($0.colour) \($0.marker) \($0.dash)" }).count == 14)
    }

    /// 20,000 rows stay under 5 MB.
    @Test func aLargeFileMakesAPageThatIsNotTooLarge() throws {
        let rows = scalingRows(
            exponents: Dictionary(uniqueKeysWithValues: (0..<13).map { ("variant_\($0)", Double($0) / 10) }),
            processes: 220)
        try #require(rows.count >= 20000)
        let html = try HTMLPage(report(rows), drawing: Drawing(isPossible: false) { _, _ in Data() }).html()
        #expect(html.utf8.count < 4_000_000, "\(html.utf8.count) without pictures")
    }
}
