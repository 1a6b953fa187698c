import BenchmarkResults
import Comparing
import Foundation
import TestSupport
import Testing

@testable import Report

/// Every picture, drawn of tiny data: as many markers as there are points.
///
/// Without gnuplot these say so and pass.
@Suite struct PictureTests {
    private static var isPossible: Bool {
        if !Gnuplot.isThere { print("skipped: there is no gnuplot; it is in the Debian package \(Gnuplot.package)") }
        return Gnuplot.isThere
    }

    private var report: ResultReport {
        var rows = scalingRows(exponents: ["flat": 0, "walk": 1])
        for process in 1...8 {
            for (variant, pending) in [("flat", 1), ("flat", 8), ("walk", 1), ("walk", 8)] {
                rows.append(
                    row("c", process: process, block: process, variant, Double(100 * pending)) {
                        $0["scenario"] = .text("rtnl_unlock")
                        $0["shape"] = .text("pending")
                        $0["pending"] = .integer(Int64(pending))
                        $0["readers"] = .integer(0)
                        $0["lockers"] = .integer(1)
                    })
            }
        }
        return ResultReport(
            [Side(label: "run", rows: rows)], comparison: nil, baseline: nil, variants: ["flat", "walk"])
    }

    /// The markers of an SVG of gnuplot's, those of the legend included.
    private func markers(_ svg: String) -> Int {
        // White ones only clear the ground.
        svg.matches(of: /<use xlink:href='#gpPt[0-9]+' transform='translate[^>]*color='([^']*)'/).count {
            !["white", "#FFFFFF", "rgb(255, 255, 255)"].contains($0.output.1)
        }
    }

    @Test func everySectionHasItsPicturesAndEveryPointItsMarker() throws {
        guard Self.isPossible else { return }
        let sections = report.sections
        #expect(sections.map(\.id) == ["size", "threads", "latency", "pending", "fairness", "rules"])
        for illustration in sections.flatMap(\.illustrations) {
            let svg = String(decoding: try illustration.picture.drawn(.svg), as: UTF8.self)
            let series = illustration.picture.panels.flatMap(\.series).filter(\.look.hasMarker)
            let named = series.count { !$0.name.isEmpty }
            let points = series.reduce(0) { $0 + $1.points.count }
            #expect(
                points > 0 && markers(svg) == points + named,
                "\(illustration.name): \(markers(svg)) markers, \(points) points, \(named) names")
            #expect(!illustration.alternative.isEmpty)
        }
    }

    /// A rectangle a cell, in the colour of what its interval says, and in it the mark and the figure.
    @Test func theHeatMapHasACellForEachPair() throws {
        guard Self.isPossible else { return }
        // Against base: a quarter of the time, three times, twenty times, the same.
        let times = ["base": 100.0, "fast": 25, "slow": 300, "slowest": 2000, "equal": 100]
        let rows = (1...8).flatMap { block in
            times.sorted { $0.key < $1.key }.map { row("c", process: block, block: block, $0.key, $0.value) }
        }
        let report = ResultReport(
            [Side(label: "run", rows: rows)], comparison: nil, baseline: "base", variants: times.keys.sorted())
        #expect(report.pictures.map(\.name).first == "heat-map")
        let picture = try #require(report.pictures.first?.drawing)
        let svg = String(decoding: try picture.drawn(.svg), as: UTF8.self)
        func count(_ shade: HeatShade) -> Int {
            let parts = stride(from: 1, to: 7, by: 2).map { place -> Int in
                let start = shade.colour.index(shade.colour.startIndex, offsetBy: place)
                return Int(shade.colour[start...].prefix(2), radix: 16) ?? -1
            }
            return svg.matches(of: /<polygon fill = 'rgb\((\d+), *(\d+), *(\d+)\)'/).count {
                [$0.output.1, $0.output.2, $0.output.3].map { Int($0) } == parts
            }
        }
        #expect(count(.none) == 2 && count(.faster2) == 1 && count(.slower2) == 1 && count(.slower3) == 1)
        #expect(count(.faster1) + count(.faster3) + count(.slower1) == 0)
        for text in ["&lt; 0.250", "> 3.000", "> 20.000", "= 1.000", "base", "slowest"] {
            #expect(svg.contains("<text>\(text)</text>"), "\(text)")
        }
    }

    /// Where a marker is, its figure is: two decades of a time in proportion are as far apart as two decades of the length.
    @Test func aLineOfExponentOneIsStraight() throws {
        guard Self.isPossible else { return }
        let points = [10.0, 100, 1000].map { (x: $0, y: $0) }
        let picture = Picture(
            title: "t",
            panels: [
                PicturePanel(
                    title: "", x: "x", y: "y",
                    series: [PictureSeries(name: "", look: PictureLook(index: 0), points: points)])
            ])
        let svg = String(decoding: try picture.drawn(.svg), as: UTF8.self)
        let places = svg.matches(of: /#gpPt[0-9]+' transform='translate\(([0-9.]+),([0-9.]+)\)/).compactMap { match in
            Double(match.output.1).flatMap { x in Double(match.output.2).map { (x: x, y: $0) } }
        }
        try #require(places.count == 3)
        #expect(abs((places[1].x - places[0].x) - (places[2].x - places[1].x)) < 0.2)
        #expect(abs((places[1].y - places[0].y) - (places[2].y - places[1].y)) < 0.2)
        #expect(places[0].y > places[2].y)
    }

    @Test func theTerminalsPictureIsAsWideAsTheTerminal() throws {
        guard Self.isPossible else { return }
        let illustration = try #require(report.sections.first?.illustrations.first)
        let text = String(decoding: try illustration.picture.drawn(.text(columns: 80)), as: UTF8.self)
        #expect(text.split(separator: "\n").map(\.count).max() ?? 0 <= 80)
        #expect(text.contains("namespaces"))
    }

    @Test func variantsHaveALookOfTheirOwn() {
        let looks = (0..<30).map { PictureLook(index: $0) }
        #expect(Set(looks.prefix(14).map(\.marker)).count == 14 && Set(looks.prefix(14).map(\.glyph)).count == 14)
        #expect(Set(looks.map { "\($0.colour) \($0.marker)" }).count == looks.count)
        #expect(Set(looks.map { "\($0.colour) \($0.dash)" }).count == looks.count)
        #expect(!looks.contains { $0.colour == "#F0E442" })
    }

    /// However little a logarithmic axis spans, two figures stand at it; and however much, not too many.
    @Test func aLogarithmicAxisHasFigures() {
        for low in [1e-3, 0.77, 1.05, 5.5, 102, 999, 4.4e7] {
            for factor in [1.02, 1.69, 3, 12, 99, 1e4, 1e12] {
                let range = low...low * factor
                let places = LogarithmicTics.places(range)
                #expect((2...9).contains(places.count) && places.allSatisfy(range.contains), "\(range): \(places)")
                #expect(Set(places.map(LogarithmicTics.text)).count == places.count, "\(range): \(places)")
            }
        }
        #expect(LogarithmicTics.list([1, 1500, 2e6]) == "'1' 1.0, '1.500k' 1500.0, '2M' 2000000.0")
    }

    @Test func aPictureQuotesItsTexts() {
        let picture = Picture(title: "it's\nso", panels: [PicturePanel(title: "", x: "x", y: "y", series: [])])
        #expect(picture.script(.svg).contains("title 'it\u{2019}s\\u{a}so'"))
    }

    @Test func whatGnuplotDoesNotLikeIsSaid() {
        guard Self.isPossible else { return }
        #expect(throws: Gnuplot.Failure.self) { try Gnuplot.run("plot nonsense(\n") }
    }
}
