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
            try agree(Array(content), pieces: [1, 7, 64, 1000, 1 << 18])
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

    /// Half a row of an interrupted run is left out wherever it was cut: the rest reads as if it had never been.
    @Test func halfARowIsLeftOut() throws {
        let content = bytes([smallRow(1), fullRow(2), smallRow(3)])
        let path = temporaryPath()
        defer { unlink(path) }
        for cut in stride(from: 0, through: content.count, by: 61) {
            for rest in [[], [UInt8](repeating: 0, count: 9), [34, 44]] {
                let start = Array(content[..<cut])
                try Data(start + rest).write(to: URL(fileURLWithPath: path))
                let whole = start[..<((start.lastIndex(of: 10) ?? -1) + 1)]
                let expected = outcome { try CSVReader.parse(Array(whole), path: path) }
                for piece in [500, 1 << 18] {
                    let read = outcome {
                        try CSVReader.read(ByteSource(path: path), piece: piece, droppingHalfARow: true)
                    }
                    #expect(read == expected, "cut at \(cut), pieces of \(piece)")
                }
            }
        }
    }
}
