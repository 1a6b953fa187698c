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
        let laws = table.rows.compactMap { row in Double(row[5]).flatMap { a in Double(row[7]).map { (a, $0) } } }
        #expect(laws.count == 2 && laws.allSatisfy { abs($0.0 - 0.1) < 0.02 && abs($0.1 - 0.02) < 0.004 })
        // The intervals hold what was put in, and are no wider than the noise lets them be.
        for (place, value, width) in [(6, 0.1, 0.02), (8, 0.02, 0.004)] {
            let intervals = table.rows.map { $0[place] }.filter { !$0.isEmpty }
            #expect(intervals.count == 2)
            for text in intervals {
                let ends = text.dropFirst().dropLast().components(separatedBy: ", ").compactMap(Double.init)
                try #require(ends.count == 2, "\(text)")
                #expect(ends[0] <= value && value <= ends[1] && ends[1] - ends[0] < width, "\(text)")
            }
        }
    }

    /// With noise of 10 % too a parameter lies in its own interval.
    @Test func anEstimateLiesInItsInterval() throws {
        var noise = Noise(state: 7)
        let rows = (1...20).flatMap { block in
            [10, 100, 1000].flatMap { size in
                [1, 2, 4, 8].map { threads in
                    row("c", process: block, block: block, "a", 1) {
                        let scale = 1 + 0.1 * noise.normal()
                        $0["namespaces"] = .integer(Int64(size))
                        $0["readers"] = .integer(Int64(threads))
                        $0["ns_per_op"] = .number(Double(size) * scale)
                        let n = Double(threads)
                        $0["reader_ops_per_s"] = .number(1e6 * n / (1 + 0.02 * (n - 1) + 0.001 * n * (n - 1)) * scale)
                    }
                }
            }
        }
        let sections = report(rows).sections
        var asked = 0
        for (id, pairs) in [("size", [(2, 3)]), ("threads", [(5, 6), (7, 8)])] {
            let table = try #require(sections.first { $0.id == id }).table
            for row in table.rows {
                for (value, interval) in pairs where !row[interval].isEmpty {
                    let ends = row[interval].dropFirst().dropLast().components(separatedBy: ", ").compactMap(
                        Double.init)
                    let value = try #require(Double(row[value]))
                    #expect(ends.count == 2 && ends[0] <= value && value <= ends[1], "\(row)")
                    asked += 1
                }
            }
        }
        #expect(asked == 4 + 2 * 3)
    }

    /// What liburcu's worker sleeps is nobody's lead and nobody's loss.
    @Test func aPollIsNoHeadline() throws {
        let rows = (1...8).flatMap { block in
            [("a", 1.0), ("b", 9000)].flatMap { variant, time in
                [
                    row("c", process: block, block: block, variant, time) {
                        $0["scenario"] = .text("netdev_todo")
                        $0["shape"] = .text("unregister")
                    }, row("c", process: block, block: block, variant, variant == "a" ? 1 : 2),
                ]
            }
        }
        let report = report(rows, baseline: "a")
        #expect(report.answer[1].contains("b in for_each_net, 2.000 times") && !report.answer[1].contains("9000"))
        #expect(report.warnings.contains { $0.contains("sleeps for 10 ms") })
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
        #expect(
            report(rows, baseline: "base").answer[0]
                == "Shortest is half in for_each_net (the next, base, takes 2.000 times as long [2.000, 2.000]).")
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
        #expect(
            report(rows, baseline: "a").answer[0].hasPrefix(
                "Nobody is clear of the next; not told apart are the first two"))
        #expect(report(rows, baseline: "a").answer[2].contains("1 has none, resting on fewer than six"))
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

    /// 20,000 rows of suite `full`, pictures included, stay under 5 MB.
    @Test func aLargeFileMakesAPageThatIsNotTooLarge() throws {
        let results = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
            "../../results/reference-full-epyc-2cpu.csv")
        let lines = try String(contentsOf: results, encoding: .utf8).split(separator: "\n").prefix(20_001)
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).csv")
        defer { try? FileManager.default.removeItem(at: file) }
        try (lines.joined(separator: "\n") + "\n").write(to: file, atomically: true, encoding: .utf8)
        let rows = try CSVReader.read(path: file.path).rows
        try #require(rows.count == 20_000)
        let report = report(rows, baseline: "net_list_mutex")
        #expect(report.pictures.count > 20 && report.raw.count > 10)
        #expect(report.raw.reduce(0) { $0 + $1.grid.rows.count } == 20_000)
        let html = try HTMLPage(report, drawing: .gnuplot).html()
        #expect(html.utf8.count < 5_000_000, "\(html.utf8.count) bytes")
    }

    /// Who is wrong on purpose is fast, and no winner.
    @Test func aNegativeControlWinsNothing() throws {
        let rows = (1...8).flatMap { block in
            [("busted_x", 1.0), ("a", 5), ("b", 9)].map { row("c", process: block, block: block, $0.0, $0.1) }
        }
        let report = report(rows, baseline: "a")
        #expect(
            report.answer[0].hasPrefix("Shortest is a in for_each_net") && !report.answer.joined().contains("busted"))
        #expect(report.heatMap?.grid.rows.contains { $0[0] == "busted_x (negative control)" } == true)
        #expect(report.warnings.contains { $0.contains("wrong on purpose") })
    }

    /// One window that was long enough for a percentile says nothing of the others.
    @Test func aPercentileThatSomeWindowsLackIsLeftOut() throws {
        let rows = (1...8).map { block in
            row("c", process: block, block: block, "a", 1) {
                $0["service_p50_ns"] = .number(10)
                $0["service_p90_ns"] = .number(20)
                if block == 3 { $0["service_p99_ns"] = .number(15) }
            }
        }
        let section = try #require(report(rows).sections.first { $0.id == "latency" })
        #expect(section.table.titles.contains("p90 ns") && !section.table.titles.contains("p99 ns"))
    }

    /// A constant and a walk: no power, whatever line is laid through it.
    @Test func aLineThatBendsHasNoExponent() throws {
        let rows = (1...8).flatMap { block in
            [1, 64, 1024].map { size in
                row("c", process: block, block: block, "a", 100 + 2 * Double(size)) {
                    $0["namespaces"] = .integer(Int64(size))
                }
            }
        }
        let section = try #require(report(rows).sections.first { $0.id == "size" })
        let series = try #require(section.illustrations.first).picture.panels[0].series
        #expect(series.map(\.name) == ["a, slopes 0.193 to 0.809"], "\(series.map(\.name))")
        #expect(section.table.rows[0].contains("0.193 to 0.809") && !section.table.titles.contains("interval"))
    }

    /// A case that one variant has measured less costs that case, and not the others of its column.
    @Test func aCaseThatWasMeasuredLessIsLeftOut() throws {
        var rows: [ResultRow] = []
        for block in 1...8 {
            for (variant, size) in [("a", 64), ("a", 128), ("b", 64), ("b", 128)] {
                if variant == "b", size == 128, block > 1 { continue }
                rows.append(
                    row("c", process: block, block: block, variant, variant == "a" ? 1 : 2) {
                        $0["namespaces"] = .integer(Int64(size))
                    })
            }
        }
        let cell = try #require(report(rows, baseline: "a").heatMap?.cells["b"]?["for_each_net"])
        #expect(cell.cases == 1 && cell.leftOut == 1 && cell.replicates == 8 && cell.standing == .slower)
    }

    @Test func whereNothingIsValidItIsSaidWhy() {
        let rows = (1...3).map { block in
            row("c", process: block, block: block, "a", 1) {
                $0["valid"] = .flag(false)
                $0["status"] = .text("skipped")
                $0["error"] = .text("too slow")
            }
        }
        let report = report(rows)
        #expect(
            report.answer[0] == "None of 3 rows is valid, so there is no figure."
                && report.answer[1].contains("too slow"))
        #expect(report.warnings.contains("3 of 3 rows were skipped: too slow."))
    }

    /// With more threads than CPUs it is the scheduler that would be fitted; without one thread there is no bound.
    @Test func lawAndBoundAskForWhatTheyMean() throws {
        let rows = scalingRows(exponents: ["a": 0], threads: [2, 4, 8, 16]).map { row in
            var row = row
            row["oversubscribed"] = .flag((row.integer("readers") ?? 0) > 4)
            return row
        }
        let section = try #require(report(rows).sections.first { $0.id == "threads" })
        #expect(!section.table.titles.contains("contention"))
        let series = try #require(section.illustrations.first).picture.panels[0].series
        #expect(!series.contains { $0.name == "linear bound" })
    }
}
