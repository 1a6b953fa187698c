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

    /// For a terminal.
    ///
    /// - Parameters:
    ///   - width: its columns; nil lets every line be as long as it is.
    ///   - colour: whether verdicts are coloured; the words say the same.
    public func terminal(width: Int?, colour: Bool) -> String {
        var parts: [String] = []
        func say(_ texts: [String]) { parts += texts.map { wrapped(legibleLines($0), width: width) } }
        func show(_ grid: TextGrid) { parts += ["", short(grid).plain(width: width, colour: colour)] }
        func heading(_ text: String) {
            say(["", text])
            parts.append(String(repeating: "=", count: min(text.count, width ?? .max)))
        }
        say([report.title, "", report.question])
        say(report.answer.enumerated().map { "\($0.offset + 1). \($0.element)" })
        heading("Machine and warnings")
        say(report.warnings.map { "- \($0)" })
        show(report.machine)
        if let comparison = report.comparison {
            heading("What changed")
            show(comparison)
            say(report.remarks)
        }
        if let map = report.heatMap {
            heading("Variant by scenario, relative to \(legible(map.baseline))")
            for piece in map.grid.pieces(width: width) { show(piece) }
            say([HeatMap.legend])
            show(map.figures)
        }
        for section in report.sections {
            heading(section.title)
            say(section.text)
            if drawing.isPossible {
                do {
                    parts += try section.illustrations.map { try drawn($0, width ?? 100) }
                } catch {
                    say(["There is no picture: \(error)."])
                }
            } else if !section.illustrations.isEmpty {
                say([Drawing.missing])
            }
            show(section.table)
        }
        say([""] + report.rawNotes)
        return parts.joined(separator: "\n") + "\n"
    }

    /// In a text few of the rows behind a figure are named: the page names them all.
    private func short(_ grid: TextGrid) -> TextGrid { grid.withFirst(6, wordsOf: "rows") }

    private func drawn(_ illustration: ReportSection.Illustration, _ columns: Int) throws -> String {
        let drawn = try drawing.draw(illustration.picture, .text(columns: min(columns, 110)))
        // A form feed begins each page of gnuplot's, and blanks end its lines.
        return String(decoding: drawn, as: UTF8.self).replacingOccurrences(of: "\u{0C}", with: "")
            .split(separator: "\n", omittingEmptySubsequences: false)
            .map { line in legible(String(line.reversed().drop { $0 == " " }.reversed()), length: .max) }
            .joined(separator: "\n")
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
                markdownText(HeatMap.legend), "", short(map.figures).markdown(),
            ]
        }
        for section in report.sections {
            parts.append(heading(section.title))
            parts += section.text.map { markdownText($0) + "\n" }
            parts.append(short(section.table).markdown())
        }
        parts += [""] + report.rawNotes.map { markdownText($0) + "\n" }
        return parts.joined(separator: "\n") + "\n"
    }
}
