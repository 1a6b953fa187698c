import BenchmarkResults
import Comparing
import Foundation
import Testing

/// What is no file of netnsbench, given to every verb that reads one: one sentence, exit code 1, little memory, no hang.
@Suite struct UntrustedFileTests {
    /// A verb that reads a file; `FILE` stands for it.
    struct Reader: CustomTestStringConvertible, Sendable {
        let words: [String]
        var testDescription: String { words.joined(separator: " ") }

        /// - Parameter good: two files that can be compared.
        func arguments(_ file: String, _ good: [String]) -> [String] {
            words.map { $0 == "FILE" ? file : $0 == "GOOD" ? good[0] : $0 == "BETTER" ? good[1] : $0 }
        }
    }

    static let csvReaders = [
        ["show", "FILE"], ["compare", "GOOD", "FILE"], ["compare", "FILE", "GOOD"], ["compare", "--variants", "FILE"],
        ["export", "--format", "gobench", "FILE"], ["export", "--format", "json", "FILE"],
        ["run", "--allow-debug", "--resume", "FILE"],
    ].map(Reader.init)
    static let otherReaders = [
        ["import", "FILE"], ["import", "--format", "gbench-json", "FILE"],
        ["import", "--format", "urcu-summary", "FILE"],
        ["compare", "GOOD", "BETTER", "--calibration", "FILE"],
        ["calibrate", "--campaigns", "2", "--out", "FILE"],
    ].map(Reader.init)
    static let readers = csvReaders + otherReaders

    /// Two files that can be compared, of other campaigns.
    func good(_ folder: URL) throws -> [String] {
        try ["x", "y"].map { name in
            let url = folder.appendingPathComponent("\(name).csv")
            let writer = try CSVWriter(path: url.path, force: true)
            for process: Int64 in 1...12 {
                var row = ResultRow()
                row["schema"] = .integer(1)
                row["campaign"] = .text(name)
                row["process"] = .integer(process)
                row["block"] = .integer(process)
                row["repetition"] = .integer(1)
                row["scenario"] = .text("for_each_net")
                row["variant"] = .text("rcu_qsbr")
                row["namespaces"] = .integer(64)
                row["ns_per_op"] = .number(40 + Double(process))
                row["valid"] = .flag(true)
                try writer.write(row)
            }
            try writer.close()
            return url.path
        }
    }

    /// Gives the reader the file `name` of a folder that `make` has filled.
    ///
    /// - Parameter most: mebibytes that the program may hold at most: 25 are its own.
    func refused(
        _ reader: Reader, _ name: String, status: Int32 = 1, most: Int = 64, _ make: (URL) throws -> Void
    ) throws -> String {
        try ProgramUnderTest.inFolder { folder in
            let file = name.hasPrefix("/") ? URL(fileURLWithPath: name) : folder.appendingPathComponent(name)
            try make(file)
            let measured = try ProgramUnderTest.measured(reader.arguments(file.path, try good(folder)))
            let errors = measured.outcome.errors
            #expect(measured.outcome.status == status, "\(errors)")
            #expect(measured.peak <= max(most, try ProgramUnderTest.leastPeak() + 1), "\(measured.peak) MiB")
            #expect(errors.hasPrefix("error: ") && errors.count { $0 == "\n" } == 1, "one sentence: \(errors)")
            #expect(errors.contains(file.path), "it names the file: \(errors)")
            #expect(measured.outcome.output.isEmpty)
            return errors.replacingOccurrences(of: file.path, with: "FILE")
        }
    }

    @Test(arguments: readers) func aDirectoryOrADeviceIsRefused(_ reader: Reader) throws {
        let isAdded = reader.words[0] == "calibrate" || reader.words.contains("--resume")
        let folder = try refused(reader, "folder") {
            try FileManager.default.createDirectory(at: $0, withIntermediateDirectories: false)
        }
        #expect(folder.contains(isAdded ? "FILE: not a file" : "FILE: a directory; only files and pipes are read"))
        for device in ["/dev/zero", "/dev/null"] {
            let text = try refused(reader, device) { _ in }
            #expect(text.contains(isAdded ? "FILE: not a file" : "FILE: a device; only files and pipes are read"))
        }
    }

    @Test(arguments: csvReaders) func aGigabyteOfOneLineIsRefused(_ reader: Reader) throws {
        let text = try refused(reader, "line") { file in
            try Data(repeating: UInt8(ascii: "x"), count: 2 << 20).write(to: file)
            try #require(truncate(file.path, 1 << 30) == 0)
        }
        #expect(text == "error: FILE:1: longer than 1 MiB: no row of a result file\n")
    }

    /// What other harnesses write is read whole: hence no gigabyte of it.
    @Test(arguments: otherReaders) func aGigabyteOfSomethingElseIsRefused(_ reader: Reader) throws {
        let text = try refused(reader, "line", most: 192) { file in
            try Data(repeating: UInt8(ascii: "x"), count: 2 << 20).write(to: file)
            try #require(truncate(file.path, 1 << 30) == 0)
        }
        let isImport = reader.words[0] == "import"
        #expect(
            text
                == "error: FILE\(isImport ? ": larger than 64 MiB" : ":1: longer than 1 MiB: no row of a result file")\n"
        )
    }

    @Test(arguments: readers) func nothingButZerosIsNoText(_ reader: Reader) throws {
        let text = try refused(reader, "zeros") { try Data(count: 4096).write(to: $0) }
        if reader.words[0] != "import" { #expect(text == "error: FILE:1: a NUL byte: not a text file\n") }
    }

    @Test(arguments: readers) func sixteenBitsACharacterAreNoText(_ reader: Reader) throws {
        let text = try refused(reader, "wide") { try #require("schema,x\n1,2\n".data(using: .utf16)).write(to: $0) }
        if reader.words[0] != "import" { #expect(text == "error: FILE:1: a NUL byte: not a text file\n") }
    }

    /// Root reads everything, so nobody is asked for permission: there is nothing to open.
    @Test(arguments: readers) func whatCannotBeOpenedIsNamed(_ reader: Reader) throws {
        if reader.words[0] == "calibrate" { return }
        let text = try refused(reader, "file/below") { file in
            try Data().write(to: file.deletingLastPathComponent())
        }
        #expect(text == "error: FILE: cannot be opened: Not a directory\n")
        if getuid() == 0 { return print("skipped: root may read a file without permissions") }
        #expect(
            try refused(reader, "secret") {
                try Data("schema\n".utf8).write(to: $0)
                chmod($0.path, 0)
            } == "error: FILE: cannot be opened: Permission denied\n")
    }

    /// As editors and other systems write it: a byte order mark, and carriage returns.
    @Test func marksAndCarriageReturnsAreRead() throws {
        try ProgramUnderTest.inFolder { folder in
            let good = try good(folder)
            let plain = try ProgramUnderTest.run("show", good[0])
            let text = try String(contentsOfFile: good[0], encoding: .utf8)
            let other = folder.appendingPathComponent("other.csv")
            for changed in ["\u{FEFF}" + text, text.replacing("\n", with: "\r\n")] {
                try Data(changed.utf8).write(to: other)
                #expect(try ProgramUnderTest.run("show", other.path).output == plain.output)
                let same = try ProgramUnderTest.run("compare", good[0], other.path)
                #expect(same.status == 2 && same.errors.contains("hold the same rows"))
            }
        }
    }

    /// A text of a file does not speak to the terminal, neither in a sentence nor in a table.
    @Test func noControlCharacterReachesTheTerminal() throws {
        try ProgramUnderTest.inFolder { folder in
            let good = try good(folder)
            let text = try String(contentsOfFile: good[0], encoding: .utf8)
            let file = folder.appendingPathComponent("escape")
            try Data(text.replacing("rcu_qsbr", with: "\u{1B}[2Jx\u{9B}\u{202E}").utf8).write(to: file)
            for words in [["show", file.path], ["compare", "--by", "namespaces", file.path, "--filter", "zz"]] {
                let outcome = try ProgramUnderTest.run(words)
                let all = outcome.output + outcome.errors
                #expect(!all.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{9B}" || $0 == "\u{202E}" }, "\(all)")
            }
            try Data("schema\u{1B}[2J,x\n".utf8).write(to: file)
            #expect(try ProgramUnderTest.run("show", file.path).errors.contains("schema\\u{1b}[2J"))
            let unknown = try ProgramUnderTest.run("run", "--variant", "\u{1B}[2J")
            #expect(unknown.status == 2 && !unknown.errors.contains("\u{1B}"))
        }
    }

    @Test func namesOfCasesAreReadFromNoDevice() throws {
        for path in ["/dev/zero", "/dev/null", "/"] {
            let outcome = try ProgramUnderTest.run("run", "--dry-run", "--cases", path)
            #expect(
                outcome.status == 1 && outcome.errors.contains("only files and pipes are read"), "\(outcome.errors)")
        }
    }
}
