import Foundation
import TestSupport
import Testing

@testable import netnsbench

/// How tables look on terminals of different widths, with colours and without.
@Suite struct TerminalLookTests {
    private static let tables: [(String, [String])] = [
        ("show", ["show", "states.csv"]), ("show-variants", ["show", "variants.csv"]),
        ("compare", ["compare", "old.csv", "new.csv"]), ("compare-parts", ["compare", "--variants", "variants.csv"]),
        (
            "compare-three",
            ["compare", "base=a.csv", "b=b.csv", "c=c.csv", "--calibration", "calibrated/calibration.csv"]
        ),
    ]

    private func output(_ words: [String], _ folder: URL, _ environment: [String: String]) throws -> String {
        let process = ProgramUnderTest.process(words)
        process.currentDirectoryURL = folder
        process.environment = ProgramUnderTest.environment(environment)
        let outcome = try ProgramUnderTest.outcome(of: process)
        #expect(outcome.errors == "")
        return outcome.output
    }

    private func withoutColours(_ text: String) -> String {
        text.replacing(/\u{1B}\[[0-9]+m/, with: "")
    }

    @Test(arguments: [80, 160], [false, true]) func tablesLookAsTheyDid(_ width: Int, _ colour: Bool) throws {
        try ProgramUnderTest.inFolder { folder in
            try ComparedFiles.write(into: folder)
            for (name, words) in Self.tables {
                let environment = ["COLUMNS": "\(width)", colour ? "CLICOLOR_FORCE" : "NO_COLOR": "1"]
                let text = try output(words, folder, environment)
                try Golden("\(name)-\(width)\(colour ? "-colour" : "")").check(
                    Outcome(status: 0, output: text, errors: ""))
                #expect(text.contains("\u{1B}[") == colour)
            }
        }
    }

    /// Without gnuplot, whose characters differ from one version to the next.
    @Test(arguments: [80, 160], [false, true]) func theReportLooksAsItDid(_ width: Int, _ colour: Bool) throws {
        try ProgramUnderTest.inFolder { folder in
            try ComparedFiles.write(into: folder)
            let process = ProgramUnderTest.process(["report", "variants.csv", "--format", "terminal"])
            process.currentDirectoryURL = folder
            process.environment = [
                "PATH": "/nowhere", "COLUMNS": "\(width)", colour ? "CLICOLOR_FORCE" : "NO_COLOR": "1",
            ]
            let outcome = try ProgramUnderTest.outcome(of: process)
            #expect(
                outcome.errors.contains("Debian package gnuplot-nox") && outcome.output.contains("\u{1B}[") == colour)
            try Golden("report-\(width)\(colour ? "-colour" : "")").check(
                Outcome(status: outcome.status, output: outcome.output, errors: ""))
            for line in withoutColours(outcome.output).split(separator: "\n") where line.count > width {
                #expect(line.trimmingCharacters(in: .whitespaces).split(separator: " ").count == 1, "\(line)")
            }
        }
    }

    /// No line is wider, but for a word that cannot be broken; and a colour changes no letter.
    @Test(arguments: [1, 17, 40, 80, 100, 160, 1000]) func everythingFits(_ width: Int) throws {
        try ProgramUnderTest.inFolder { folder in
            try ComparedFiles.write(into: folder)
            for (_, words) in Self.tables + [("list", ["list"])] {
                let text = try output(words, folder, ["COLUMNS": "\(width)"])
                for line in text.split(separator: "\n") where line.count > width {
                    #expect(line.trimmingCharacters(in: .whitespaces).split(separator: " ").count == 1, "\(line)")
                }
                let colours = try output(words, folder, ["COLUMNS": "\(width)", "CLICOLOR_FORCE": "1"])
                #expect(withoutColours(colours) == text)
                // Folding loses no figure.
                let whole = try output(words, folder, ["COLUMNS": "1000"])
                let figures = Set(text.split { " \n".contains($0) })
                let missing = whole.split { " \n".contains($0) }.filter { word in
                    !figures.contains(word) && !word.allSatisfy { $0 == "-" }
                }
                if words[0] == "compare" { #expect(missing.allSatisfy { !$0.contains(/[0-9]/) }, "\(missing)") }
            }
        }
    }

    /// A file and a pipe have what they always had, whatever the terminal is like.
    @Test func whatIsNoTerminalIsNeitherFoldedNorColoured() throws {
        try ProgramUnderTest.inFolder { folder in
            try ComparedFiles.write(into: folder)
            for (name, words) in Self.tables {
                let text = try output(words, folder, ["TERM": "xterm"])
                #expect(!text.contains("\u{1B}"), "\(name)")
                #expect(try output(words, folder, ["COLUMNS": "1000"]) == text, "\(name)")
                #expect(try output(words, folder, ["COLUMNS": "none", "CLICOLOR_FORCE": "0"]) == text, "\(name)")
            }
            for format in ["csv", "json", "markdown"] {
                let words = Self.tables[2].1 + ["--format", format]
                let forced = ProgramUnderTest.process(words)
                forced.currentDirectoryURL = folder
                forced.environment = ProgramUnderTest.environment(["CLICOLOR_FORCE": "1", "COLUMNS": "20"])
                #expect(
                    try ProgramUnderTest.outcome(of: forced).output == ProgramUnderTest.run(words, in: folder).output)
            }
        }
    }

    @Test func aTerminalIsAskedHowWideItIs() throws {
        try ProgramUnderTest.inFolder { folder in
            try ComparedFiles.write(into: folder)
            func shown(_ environment: [String: String]) throws -> String {
                let terminal = try Terminal(columns: 80)
                let process = ProgramUnderTest.process(Self.tables[2].1)
                process.currentDirectoryURL = folder
                process.environment = ProgramUnderTest.environment(environment)
                process.standardOutput = terminal.slave
                process.standardError = FileHandle.nullDevice
                try process.run()
                process.waitUntilExit()
                return try terminal.text().replacing("\r\n", with: "\n")
            }
            let wanted = try output(Self.tables[2].1, folder, ["COLUMNS": "80"])
            let colours = try output(Self.tables[2].1, folder, ["COLUMNS": "80", "CLICOLOR_FORCE": "1"])
            #expect(wanted != colours)
            #expect(try shown([:]) == colours)
            #expect(try shown(["NO_COLOR": ""]) == colours)
            #expect(try shown(["NO_COLOR": "0"]) == wanted)
            #expect(try shown(["NO_COLOR": "1", "CLICOLOR_FORCE": "1"]) == wanted)
            #expect(try shown(["TERM": "dumb"]) == wanted)
        }
    }

    @Test func anErrorIsMarkedOnATerminal() throws {
        for (words, mark) in [(["show", "nowhere.csv"], "error:"), (["comapre"], "Error:")] {
            let terminal = try Terminal()
            let process = ProgramUnderTest.process(words)
            process.standardError = terminal.slave
            process.standardOutput = FileHandle.nullDevice
            try process.run()
            process.waitUntilExit()
            let text = try terminal.text()
            #expect(text.hasPrefix("\u{1B}[31m\(mark)\u{1B}[0m "), "\(text)")
            #expect(try ProgramUnderTest.run(words).errors.hasPrefix("\(mark) "))
        }
    }
}
