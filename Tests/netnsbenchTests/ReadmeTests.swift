import Foundation
import Testing

/// The README's output block is a real one: the command it names prints the same table, numbers apart.
@Suite struct ReadmeTests {
    @Test func theOutputBlockHasTheShapeOfARealRun() throws {
        let readme = try String(contentsOf: ProgramUnderTest.root.appendingPathComponent("README.md"), encoding: .utf8)
        let block = try #require(readme.components(separatedBy: "```console\n").dropFirst().first)
            .components(separatedBy: "```")[0]
        let lines = block.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let command = try #require(lines.first).split(separator: " ").map(String.init)
        #expect(command[0] == "$" && command[1].hasSuffix("netnsbench"))
        try ProgramUnderTest.inFolder { folder in
            let process = ProgramUnderTest.process(
                Array(command.dropFirst(2)) + short + ["-o", folder.appendingPathComponent("a.csv").path])
            let output = Pipe()
            process.standardOutput = output
            process.standardError = FileHandle.nullDevice
            try process.run()
            let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            process.waitUntilExit()
            #expect(process.terminationStatus == 0)
            let printed = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            #expect(table(printed) == table(Array(lines.dropFirst())))
            #expect(printed.contains { $0.hasPrefix("for_each_net: fastest were ") })
            #expect(lines.contains { $0.hasPrefix("for_each_net: fastest were ") })
        }
    }

    /// The lines up to the first empty one: words as they are, figures and rules masked.
    private func table(_ lines: [String]) -> [String] {
        lines.prefix { !$0.isEmpty }.map { line in
            line.split(separator: " ").map { word in
                if word.allSatisfy({ $0 == "-" }) { return "-" }
                return word.first?.isNumber == true && !word.contains("/") ? "#" : String(word)
            }.joined(separator: " ")
        }
    }
}
