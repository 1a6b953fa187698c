import Foundation
import Testing

@testable import BenchmarkResults

/// Where a piece of the file ends changes nothing.
@Suite struct PieceTests {
    /// Rows with their lines, or the message.
    func outcome(_ read: () throws -> ResultFile) -> [String] {
        do {
            return try read().rows.map { row in
                "\(row.line):" + Schema.header.map { row[$0].map { "\($0)" } ?? "" }.joined(separator: "|")
            }
        } catch {
            return ["\(error)"]
        }
    }

    func agree(_ content: [UInt8], pieces: [Int]) throws {
        let path = temporaryPath()
        defer { unlink(path) }
        try Data(content).write(to: URL(fileURLWithPath: path))
        let whole = outcome { try CSVReader.parse(content, path: path) }
        for piece in pieces {
            #expect(outcome { try CSVReader.read(ByteSource(path: path), piece: piece) } == whole, "pieces of \(piece)")
        }
    }

    @Test func anyPieceGivesTheSameRows() throws {
        let content = bytes([fullRow(1), smallRow(2), fullRow(3)])
        let crlf = content.flatMap { $0 == 10 ? [13, 10] : [$0] }
        for content in [content, crlf, [0xEF, 0xBB, 0xBF] + crlf, content.dropLast(), content + content] {
            try agree(Array(content), pieces: [1, 2, 3, 7, 64, 1000, 1 << 18])
        }
    }

    /// Broken files too: the same message, of the same line.
    @Test func anyPieceGivesTheSameMessage() throws {
        var random = Random()
        let original = bytes([smallRow(1), fullRow(2)])
        let interesting: [UInt8] = [0, 10, 13, 34, 44, 0xC3, 0xFF]
        for _ in 0..<100 {
            var mutant = original
            for _ in 0...2 {
                let byte = interesting[Int(random.next() % 7)]
                mutant.insert(byte, at: Int(random.next() % UInt64(mutant.count)))
            }
            try agree(mutant, pieces: [5, 1 << 18])
        }
    }
}
