import BenchmarkResults
import Foundation
import TestSupport
import Testing

/// The HTML report in a real browser.
///
/// Without chromium these say so and pass.
@Suite(.serialized) struct ReportPageTests {
    private static var isPossible: Bool {
        if let reason = Browser.missing { print("skipped: \(reason)") }
        return Browser.missing == nil
    }

    private func inPage(_ rows: [ResultRow], _ body: (Browser, URL) throws -> Void) throws {
        try ProgramUnderTest.inFolder { folder in
            let file = folder.appendingPathComponent("run.csv")
            let page = folder.appendingPathComponent("page.html")
            try ReportCommandTests.write(rows, to: file)
            let outcome = try ProgramUnderTest.run("report", file.path, "-o", page.path)
            #expect(outcome.status == 0, "\(outcome.errors)")
            let browser = try Browser()
            try browser.open(page)
            try body(browser, page)
        }
    }

    private let rows = scalingRows(exponents: ["net_list_mutex": 0.5, "rtnl_retry": 1, "rcu_memb": 0])

    @Test func itOpensAndAsksForNothing() throws {
        guard Self.isPossible else { return }
        try inPage(rows) { browser, _ in
            #expect(browser.errors.isEmpty, "\(browser.errors)")
            #expect(browser.requestsOutside.isEmpty, "\(browser.requestsOutside)")
            let pictures = try browser.value(
                "Promise.all([...document.images].map(i => i.decode().then(() => i.naturalWidth * i.naturalHeight, () => 0)))"
            )
            let sizes = try #require(pictures as? [Int])
            let hasGnuplot = FileManager.default.isExecutableFile(atPath: "/usr/bin/gnuplot")
            #expect(sizes.allSatisfy { $0 > 10000 } && (!hasGnuplot || sizes.count >= 5), "\(sizes)")
            #expect(try browser.value("[...document.images].every(i => i.alt.length > 20)") as? Bool == true)
            // Not empty: not all of a picture has one colour.
            let colours = try browser.value(
                """
                Promise.all([...document.images].map(async image => {
                  const canvas = document.createElement("canvas"); canvas.width = 350; canvas.height = 250;
                  const context = canvas.getContext("2d"); await image.decode(); context.drawImage(image, 0, 0, 350, 250);
                  return new Set(new Uint32Array(context.getImageData(0, 0, 350, 250).data.buffer)).size; }))
                """)
            #expect((colours as? [Int])?.allSatisfy { $0 > 20 } == true, "\(String(describing: colours))")
        }
    }

    @Test(arguments: [360, 1440]) func nothingIsWiderThanTheWindow(_ width: Int) throws {
        guard Self.isPossible else { return }
        try inPage(rows) { browser, _ in
            try browser.resize(width)
            let wide = try browser.value("document.documentElement.scrollWidth") as? Int
            #expect((wide ?? .max) <= width)
            #expect(
                try browser.value(
                    "[...document.querySelectorAll('h1, h2, section > p, .answer li')].every(e => e.getBoundingClientRect().width > 100)"
                )
                    as? Bool == true)
        }
    }

    @Test func aTableIsSortedWhereItsHeadIsPressed() throws {
        guard Self.isPossible else { return }
        try inPage(rows) { browser, _ in
            func column(_ press: Int) throws -> [Double] {
                let expression = """
                    (() => { const table = document.getElementById("t-raw-1"); const heads = [...table.tHead.rows[0].cells];
                    const place = heads.findIndex(h => h.textContent.startsWith("ns_per_op"));
                    for (let i = 0; i < \(press); i++) heads[place].click();
                    return [...table.tBodies[0].rows].map(r => Number(r.cells[place].textContent)); })()
                    """
                return (try browser.value(expression) as? [NSNumber])?.map(\.doubleValue) ?? []
            }
            let before = try column(0)
            let rising = try column(1)
            let falling = try column(1)
            #expect(before.count == rows.count && before != before.sorted())
            #expect(rising == before.sorted() && falling == before.sorted(by: >))
            #expect(
                try browser.value("document.querySelector('#t-raw-1 th[aria-sort]').getAttribute('aria-sort')")
                    as? String
                    == "descending")
        }
    }

    @Test func whatAFileSaysIsNeverRun() throws {
        guard Self.isPossible else { return }
        let names = [
            "<script>document.title='injected'</script>",
            "\"\u{301} onfocus=\"document.title='injected'\" autofocus x=\"",
            "<img src=x onerror=\"document.title='injected'\">", "</title><script>document.title='injected'</script>",
        ]
        let hostile = rows.enumerated().map { index, row in
            var row = row
            row["variant"] = .text(names[index % names.count])
            row["cpu"] = .text(names[index % names.count])
            row["shape"] = .text(names[0])
            return row
        }
        // Made alike, rows would have the same key twice.
        let distinct = hostile.enumerated().map { index, row in
            var row = row
            row["repetition"] = .integer(Int64(index + 1))
            return row
        }
        try inPage(distinct) { browser, _ in
            let (title, scripts) = try (browser.value("document.title"), browser.value("document.scripts.length"))
            #expect(title as? String == "netnsbench: run" && scripts as? Int == 1)
            #expect(browser.errors.isEmpty && browser.requestsOutside.isEmpty, "\(browser.errors)")
        }
    }

    @Test func itIsPrinted() throws {
        guard Self.isPossible else { return }
        try inPage(rows) { browser, _ in
            let pdf = try browser.pdf()
            #expect(pdf.starts(with: Data("%PDF".utf8)) && pdf.count > 20000)
            // For whoever wants to look.
            if let folder = ProcessInfo.processInfo.environment["NETNSBENCH_SCREENSHOTS"] {
                try pdf.write(to: URL(fileURLWithPath: "\(folder)/print.pdf"))
                for (name, width, dark) in [("wide", 1440, false), ("phone", 360, false), ("dark", 1440, true)] {
                    try browser.screenshot(width: width, dark: dark).write(
                        to: URL(fileURLWithPath: "\(folder)/\(name).png"))
                }
            }
        }
    }
}
