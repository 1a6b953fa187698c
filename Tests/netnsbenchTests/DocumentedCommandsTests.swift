import Foundation
import Testing

/// Every `$ netnsbench ...` block of the pages in docs/ prints what stands below it.
///
/// The commands run in docs/. `UPDATE_DOCS=1 swift test` writes the outputs anew.
@Suite struct DocumentedCommandsTests {
    static let folder = ProgramUnderTest.root.appendingPathComponent("docs")

    @Test func everyBlockPrintsWhatThePageSays() throws {
        let pages = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path).filter { $0.hasSuffix(".md") }
        var commands = 0
        for page in pages.sorted() { commands += try check(Self.folder.appendingPathComponent(page)) }
        #expect(commands >= 4, "the pages have examples")
    }

    private func check(_ page: URL) throws -> Int {
        let text = try String(contentsOf: page, encoding: .utf8)
        var parts = text.components(separatedBy: "```console\n")
        var count = 0
        for index in parts.indices.dropFirst() {
            let block = try #require(parts[index].components(separatedBy: "```").first)
            let line = try #require(block.split(separator: "\n").first)
            guard line.hasPrefix("$ netnsbench ") else { continue }
            let words = line.dropFirst("$ netnsbench ".count).split(separator: " ").map(String.init)
            let outcome = try ProgramUnderTest.run(words, in: Self.folder)
            let output = outcome.output.split(separator: "\n", omittingEmptySubsequences: false)
                .map { String($0.reversed().drop { $0 == " " }.reversed()) }.joined(separator: "\n")
            let printed = "\(line)\n\(output)"
            if ProcessInfo.processInfo.environment["UPDATE_DOCS"] == "1" {
                parts[index] = printed + parts[index].dropFirst(block.count)
            }
            let expected = try #require(parts[index].components(separatedBy: "```").first)
            #expect(printed == expected, "\(page.lastPathComponent): \(line)")
            count += 1
        }
        if ProcessInfo.processInfo.environment["UPDATE_DOCS"] == "1", count > 0 {
            try parts.joined(separator: "```console\n").write(to: page, atomically: true, encoding: .utf8)
        }
        return count
    }
}
