import Foundation
import Testing

@testable import BenchmarkResults

@Suite struct RowStreamTests {
    /// Cut anywhere, the rows come out as the reader of files has them, each as soon as its line is whole.
    @Test(arguments: [1, 2, 3, 7, 100, 1_000_000]) func piecesOfAnySizeGiveTheSameRows(_ size: Int) throws {
        var rows: [ResultRow] = []
        for number in 1...5 {
            var row = ResultRow()
            row["schema"] = .integer(Int64(Schema.version))
            row["scenario"] = .text("for_each_net")
            row["variant"] = .text("rcu_mb")
            row["process"] = .integer(Int64(number))
            row["error"] = .text("a \"quoted\"\nline, and another\(number)")
            rows.append(row)
        }
        let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let writer = try CSVWriter(path: path, force: false)
        for row in rows { try writer.write(row) }
        try writer.close()
        let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
        var stream = RowStream(path: "stream")
        var read: [ResultRow] = []
        for start in stride(from: 0, to: bytes.count, by: size) {
            read += try stream.push(bytes[start..<min(start + size, bytes.count)])
        }
        #expect(read == rows)
        #expect(try stream.push([]).isEmpty)
    }

    @Test func whatIsNoRowIsRefused() {
        var stream = RowStream(path: "stream")
        #expect(throws: ResultsError.self) { try stream.push(Array("a,b\n1,2\n".utf8)) }
    }
}
