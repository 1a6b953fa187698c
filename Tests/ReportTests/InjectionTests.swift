import BenchmarkResults
import Comparing
import Foundation
import TestSupport
import Testing

@testable import Report

/// Names that would break or command what shows them, did it not take them literally.
@Suite struct InjectionTests {
    static let names = [
        "<script>document.title='injected'</script>", "\"\u{301} onfocus=\"document.title='injected'\" autofocus x=\"",
        "'\u{301} onmouseover='x", "'; system(\"touch \(file)\"); print '", "`touch \(file)`", "=cmd|' /C calc'!A0",
        "@SUM(1)",
        "a\nset output '\(file)'\nb", "a|\u{301}b|c", "[a](javascript:alert(1))", "![x](http://localhost/x.png)",
        "{{title}}",
        "</td></table>", "<!--", "${x}", "name with spaces", "<\u{338}img src=x>",
        "50% %z %g %s",
    ]
    private static let file =
        FileManager.default.temporaryDirectory.appendingPathComponent("netnsbench-injected-\(getpid())").path

    private var report: ResultReport {
        let rows = (1...6).flatMap { block in
            Self.names.enumerated().flatMap { index, name in
                // A shape of its own, and one that all have: without a case in common there would be no heat map.
                [(10, name), (100, name), (10, Self.names[0])].map { size, shape in
                    row("c", process: block, block: block, name, Double(size * (index + 1))) {
                        $0["namespaces"] = .integer(Int64(size))
                        $0["cpu"] = .text(name)
                        $0["error"] = .text(name)
                        $0["shape"] = .text(shape)
                        $0["argv"] = .text(name)
                    }
                }
            }
        }
        return ResultReport(
            [Side(label: Self.names[0], path: Self.names[1], rows: rows)], comparison: nil, baseline: nil, variants: [])
    }

    @Test func nothingEndsATagOrAnAttribute() throws {
        let html = try HTMLPage(report, drawing: Drawing(isPossible: false) { _, _ in Data() }).html()
        let scalars = html.unicodeScalars
        #expect(html.components(separatedBy: "<script>").count == 2, "the report's own, and no other")
        #expect(!html.contains("<img") && !html.contains("<!--"))
        #expect(html.contains("&lt;script&gt;") && html.contains("{{title}}"))
        // A quotation mark of a file, whatever stands on it, is written out.
        let accent = Unicode.Scalar(0x301)
        for (mark, next) in zip(scalars, scalars.dropFirst()) where next == accent {
            #expect(mark != "\"" && mark != "'")
        }
    }

    @Test func nothingEndsACellOrMakesALink() throws {
        let markdown = TextReport(report, drawing: Drawing(isPossible: false) { _, _ in Data() }).markdown
        #expect(!markdown.contains("<script") && !markdown.contains("](javascript") && !markdown.contains("<img"))
        for name in ["a|b", "`x`", "![x](y)", "[a](b)", "# x", "*x*", "<b>"] {
            let text = markdownText(name)
            #expect(text != name, "\(name)")
        }
        let table = TextGrid(titles: ["a"], numeric: [], rows: [["x|\u{301}y"]]).markdown()
        #expect(table.unicodeScalars.count { $0 == "|" } == 2 * 3 + 1)
    }

    @Test func nothingIsAFormula() {
        let csv = TextGrid(
            titles: ["a", "n"], numeric: [1], rows: [["=1+1", "-2"], ["+x", "-x"], ["@y", "1"], ["plain", "2"]]
        ).csv()
        #expect(csv == "a,n\n'=1+1,-2\n'+x,'-x\n'@y,1\nplain,2\n")
    }

    @Test func nothingIsACommandOfGnuplots() throws {
        guard Gnuplot.isThere else {
            print("skipped: there is no gnuplot; it is in the Debian package \(Gnuplot.package)")
            return
        }
        let pictures = report.pictures
        #expect(pictures.first?.name == "heat-map" && pictures.count > 1)
        for (_, picture) in pictures {
            let drawn = try picture.drawn(.svg)
            #expect(!drawn.isEmpty)
        }
        #expect(!FileManager.default.fileExists(atPath: Self.file))
    }

    @Test func nothingCommandsATerminal() throws {
        let text = TextReport(report, drawing: Drawing(isPossible: false) { _, _ in Data() }).terminal(
            width: 80, colour: false)
        #expect(!text.unicodeScalars.contains { $0.value < 32 && $0 != "\n" })
    }
}
