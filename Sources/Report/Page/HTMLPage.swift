import BenchmarkResults
import Foundation
import Mustache

/// A report as one HTML file that needs nothing else.
public struct HTMLPage {
    private let report: ResultReport
    private let drawing: Drawing

    /// - Parameter drawing: whether there are pictures.
    public init(_ report: ResultReport, drawing: Drawing) {
        self.report = report
        self.drawing = drawing
    }

    /// The page.
    ///
    /// - Throws: what a template of ours is wrong in.
    public func html() throws -> String {
        _ = HTMLEscaping.registered
        var library = MustacheLibrary()
        try library.register(PageTemplate.table, named: "table")
        try library.register(PageTemplate.page, named: "page")
        let context: [String: Any] = [
            "title": report.title, "question": report.question, "answer": report.answer,
            "hasWarnings": !report.warnings.isEmpty, "warnings": report.warnings,
            "machine": table(report.machine, "t-machine", "Where and how it was measured"),
            "comparison": comparison, "heat": heat, "sections": report.sections.map(section),
            "raw": report.raw.enumerated().map { index, rows -> [String: Any] in
                [
                    "notes": [rows.note].filter { !$0.isEmpty },
                    "table": table(rows.grid, "t-raw-\(index + 1)", rows.title),
                ]
            }, "rawNotes": report.rawNotes,
        ]
        return library.render(context, withTemplate: "page") ?? ""
    }

    private func table(_ grid: TextGrid, _ id: String, _ caption: String) -> [String: Any] {
        let selectors = grid.numeric.sorted().map { "#\(id) td:nth-child(\($0 + 1))" }
        return [
            "id": id, "caption": caption, "titles": grid.titles,
            "numeric": selectors.isEmpty ? "#\(id) .none" : selectors.joined(separator: ","),
            // Empty cells at the end are left out: most rows of a large file have some.
            "rows": grid.rows.map { ["cells": Array($0.prefix(1 + ($0.lastIndex { !$0.isEmpty } ?? 0)))] },
        ]
    }

    /// A list of one or none, as Mustache takes what may be missing.
    private var comparison: [[String: Any]] {
        report.comparison.map { grid in
            [["table": table(grid, "t-comparison", "Every case"), "remarks": report.remarks.map { legibleLines($0) }]]
        } ?? []
    }

    private var heat: [[String: Any]] {
        guard let map = report.heatMap else { return [] }
        let rows = map.variants.map { label -> [String: Any] in
            // A label may say which lock its readers took.
            let look = report.looks[label] ?? report.looks[String(label.prefix { $0 != " " })]
            return [
                "variant": HeatMap.label(label), "colour": look?.colour ?? "#000000", "glyph": look?.glyph ?? "",
                "cells": map.scenarios.map { cell(map.cells[label]?[$0], map.text(label, $0)) },
            ]
        }
        return [
            [
                "baseline": legible(map.baseline), "legend": HeatMap.legend, "scenarios": map.scenarios, "rows": rows,
                "figures": table(map.figures, "t-heat", "Every ratio"),
            ]
        ]
    }

    private func cell(_ cell: HeatMap.Cell?, _ text: String) -> [String: String] {
        guard let cell else { return ["kind": "", "hint": "no case that both measured in one block", "text": ""] }
        return [
            "kind": cell.shade.rawValue, "text": text,
            "hint":
                "\(cell.standing.rawValue) \(bounds(cell.interval)), \(cell.cases) cases, \(cell.replicates) replicates",
        ]
    }

    /// Without its pictures where they cannot be drawn: the tables have every figure.
    private func section(_ section: ReportSection) -> [String: Any] {
        var pictures: [[String: String]] = []
        var missing: [String] = drawing.isPossible || section.illustrations.isEmpty ? [] : [Drawing.missing]
        if drawing.isPossible {
            do {
                pictures = try section.illustrations.map(picture)
            } catch {
                missing = ["There is no picture: \(legible("\(error)", length: 300))."]
            }
        }
        return [
            "id": section.id, "title": section.title, "text": section.text, "pictures": pictures, "noPictures": missing,
            "table": table(section.table, "t-\(section.id)", section.title),
        ]
    }

    private func picture(_ illustration: ReportSection.Illustration) throws -> [String: String] {
        let svg = try drawing.draw(illustration.picture, .svg)
        return [
            "name": illustration.name, "alternative": illustration.alternative,
            // As an image nothing in it can run, and its ids are its own.
            "source": "data:image/svg+xml;base64," + svg.base64EncodedString(),
        ]
    }
}

/// Who draws.
public struct Drawing: Sendable {
    /// Whether there is somebody.
    public let isPossible: Bool
    let draw: @Sendable (Picture, GnuplotTerminal) throws -> Data

    /// gnuplot where there is one.
    public static var gnuplot: Drawing { Drawing(isPossible: Gnuplot.isThere) { try $0.drawn($1) } }

    /// What is said where pictures are missing.
    public static let missing =
        "There are no pictures, because there is no gnuplot: it is in the Debian package \(Gnuplot.package)."
}
