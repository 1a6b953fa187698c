import Foundation
import Testing

@testable import BenchmarkResults

/// What is no file of results: one sentence each, and little of it in memory.
@Suite struct UnusualFileTests {
    /// The message of a reader; nil where it reads.
    func message(_ read: () throws -> ResultFile) -> String? {
        do {
            _ = try read()
            return nil
        } catch {
            return "\(error)"
        }
    }

    func message(_ path: String) -> String? { message { try CSVReader.read(path: path) } }

    /// Makes a file with that beginning, and a hole behind it up to `size`.
    func withFile<Result>(_ start: [UInt8], size: Int? = nil, _ body: (String) throws -> Result) throws -> Result {
        let path = temporaryPath()
        try Data(start).write(to: URL(fileURLWithPath: path))
        defer { unlink(path) }
        if let size { #expect(truncate(path, size) == 0) }
        return try body(path)
    }

    @Test func onlyFilesAndPipesAreRead() throws {
        let folder = FileManager.default.temporaryDirectory.path
        #expect(message(folder) == "\(folder): a directory; only files and pipes are read")
        #expect(message("/dev/zero") == "/dev/zero: a device; only files and pipes are read")
        #expect(message("/dev/null") == "/dev/null: a device; only files and pipes are read")
    }

    @Test func aPipeIsRead() throws {
        let path = temporaryPath()
        #expect(mkfifo(path, 0o600) == 0)
        defer { unlink(path) }
        let content = bytes([smallRow(1), fullRow(2)])
        Thread { try? Data(content).write(to: URL(fileURLWithPath: path), options: []) }.start()
        #expect(try CSVReader.read(path: path).rows == [smallRow(1), fullRow(2)])
    }

    @Test func nothingButZerosIsNoText() throws {
        try withFile([], size: 1 << 30) { path in
            #expect(message(path) == "\(path):1: a NUL byte: not a text file")
        }
    }

    /// A reader refuses it in any field, and hence no row holds one to write.
    @Test func aNULIsInNoField() throws {
        for (field, place) in [("a#b", "f:3"), ("a,\n#b", "f:4"), ("#", "f:3")] {
            var row = smallRow(2)
            row["error"] = .text(field)
            let content = bytes([smallRow(1), row]).map { $0 == UInt8(ascii: "#") ? 0 : $0 }
            #expect(
                message { try CSVReader.parse(content, path: "f") } == "\(place): a NUL byte: not a text file")
            row["error"] = .text(field.replacing("#", with: "\0"))
            #expect(row.text("error") == field.replacing("#", with: "\u{FFFD}"))
            #expect(try CSVReader.parse(bytes([row]), path: "f").rows == [row])
        }
    }

    /// A gigabyte without a line end is refused after its first mebibyte.
    @Test(arguments: [("", "x"), ("", ","), ("\"", "x"), ("\"", "\"\"\n")])
    func anEndlessLineIsRefusedEarly(_ first: String, _ word: String) throws {
        let line = first + String(repeating: word, count: (2 << 20) / word.utf8.count)
        try withFile(Array(line.utf8), size: 1 << 30) { path in
            for isDropping in [false, true] {
                let source = try ByteSource(path: path)
                let text = message { try CSVReader.read(source, droppingHalfARow: isDropping) }
                #expect(text == "\(path):1: longer than 1 MiB: no row of a result file")
                #expect(source.taken <= 2 << 20)
            }
        }
    }

    /// The limit, to the byte, from memory and in pieces.
    @Test(arguments: [0, 1]) func aRecordOfOneMebibyteIsRead(_ excess: Int) throws {
        var row = smallRow(2)
        row["error"] = .text("x")
        let bare = bytes([row]).count - bytes([]).count
        row["error"] = .text(String(repeating: "x", count: 1 + (1 << 20) - bare + excess))
        let content = bytes([smallRow(1), row, smallRow(3)])
        try withFile(content) { path in
            let expected = excess == 0 ? nil : "\(path):3: longer than 1 MiB: no row of a result file"
            #expect(message(path) == expected)
            #expect(message { try CSVReader.parse(content, path: path) } == expected)
        }
    }

    @Test func twoGibibytesAreTheLimit() throws {
        let content = bytes([smallRow()])
        try withFile(content, size: 2 << 30) { path in
            #expect(message(path) == "\(path):3: a NUL byte: not a text file")
        }
        try withFile(content, size: (2 << 30) + 1) { path in
            #expect(message(path) == "\(path): larger than 2 GiB: no file of netnsbench")
        }
    }

    /// Rows that are gone before they were read are missed, even where the file ends with a whole row.
    @Test func aFileThatShrinksIsRefused() throws {
        let content = bytes((1...50).map { smallRow($0) })
        let half = bytes((1...25).map { smallRow($0) }).count
        try withFile(content) { path in
            let source = try ByteSource(path: path)
            #expect(truncate(path, half) == 0)
            let error = #expect(throws: ResultsError.self) { try CSVReader.read(source, piece: 1 << 18) }
            #expect(
                error?.description
                    == "\(path): shrank while it was read: \(half) bytes of \(content.count) were left")
        }
    }

    /// A run that is still writing: what is there when the reader comes is read.
    @Test func aFileThatGrowsIsRead() throws {
        let content = bytes([smallRow(1), smallRow(2)])
        try withFile(bytes([smallRow(1)])) { path in
            let source = try ByteSource(path: path)
            try Data(content).write(to: URL(fileURLWithPath: path), options: [])
            #expect(try CSVReader.read(source, piece: 64).rows.count == 2)
        }
    }
}
