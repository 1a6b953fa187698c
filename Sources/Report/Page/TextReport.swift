import BenchmarkResults
import Foundation

/// A report as text: for a terminal, or as Markdown.
public struct TextReport {
    private let report: ResultReport
    private let drawing: Drawing

    /// - Parameter drawing: whether there are pictures.
    public init(_ report: ResultReport, drawing: Drawing) {
        self.report = report
        self.drawing = drawing
    }

    /// For a terminal that wide.
    ///
    /// - Throws: `Gnuplot.Failure`.
    public func terminal(columns: Int) throws -> String {
        var parts =
            [report.title, "", report.question] + report.answer.enumerated().map { "\($0.offset + 1). \($0.element)" }
        func heading(_ text: String) { parts += ["", text, String(repeating: "=", count: text.count)] }
        heading("Machine and warnings")
        parts += report.warnings.map { "- \($0)" } + ["", report.machine.plain()]
        if let comparison = report.comparison {
            heading("What changed")
            parts += [comparison.plain()] + report.remarks
        }
        if let map = report.heatMap {
            heading("Variant by scenario, relative to \(map.baseline)")
            parts += [map.grid.plain(), HeatMap.legend]
        }
        for section in report.sections {
            heading(section.title)
            parts += section.text
            for illustration in section.illustrations {
                parts +=
                    drawing.isPossible
                    ? [try text(illustration, columns)] : []
            }
            if !drawing.isPossible, !section.illustrations.isEmpty { parts.append(Drawing.missing) }
            parts += ["", section.table.plain()]
        }
        parts += [""] + report.rawNotes
        return parts.map(legibleLines).joined(separator: "\n") + "\n"
    }

    private func text(_ illustration: ReportSection.Illustration, _ columns: Int) throws -> String {
        let drawn = try drawing.draw(illustration.picture, .text(columns: min(columns, 110)))
        // A form feed begins each page of gnuplot's.
        return String(decoding: drawn, as: UTF8.self).replacingOccurrences(of: "\u{0C}", with: "")
    }

    /// As Markdown: without pictures, and without the table of all rows.
    public var markdown: String {
        func heading(_ text: String) -> String { "\n## \(markdownText(text))\n" }
        var parts = ["# \(markdownText(report.title))", "", "**\(markdownText(report.question))**", ""]
        parts += report.answer.enumerated().map { "\($0.offset + 1). \(markdownText($0.element))" }
        parts.append(heading("Machine and warnings"))
        parts += report.warnings.map { "- \(markdownText($0))" } + ["", report.machine.markdown()]
        if let comparison = report.comparison {
            parts += [heading("What changed"), comparison.markdown()] + report.remarks.map { "\n\(markdownText($0))" }
        }
        if let map = report.heatMap {
            parts += [
                heading("Variant by scenario, relative to \(map.baseline)"), map.grid.markdown(), "",
                markdownText(HeatMap.legend),
            ]
        }
        for section in report.sections {
            parts.append(heading(section.title))
            parts += section.text.map { markdownText($0) + "\n" }
            parts.append(section.table.markdown())
        }
        parts += [""] + report.rawNotes.map { markdownText($0) + "\n" }
        return parts.joined(separator: "\n") + "\n"
    }
}
