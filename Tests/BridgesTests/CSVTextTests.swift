import BenchmarkResults
import Foundation
import Testing

@testable import Bridges

@Suite struct CSVTextTests {
    @Test func theTextIsWhatTheWriterWrites() throws {
        var rows = hostileTexts.enumerated().map { row($1, repetition: Int64($0)) }
        rows += extremeNumbers.enumerated().map { row(repetition: Int64($0), ns: $1) }
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("bridges-\(UUID().uuidString).csv")
            .path
        defer { unlink(path) }
        let writer = try CSVWriter(path: path, force: false)
        for row in rows { try writer.write(row) }
        try writer.close()
        let text = CSVText.text(of: rows)
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data(text.utf8))
        #expect(try CSVReader.parse(Array(text.utf8), path: "f").rows == rows)
    }
}
