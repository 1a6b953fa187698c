import BenchmarkResults
import Foundation
import Testing

@testable import Bridges

@Suite struct HostileTextTests {
    @Test func theTextIsWhatTheWriterWrites() throws {
        var rows = hostileTexts.enumerated().map { row($1, repetition: Int64($0)) }
        rows += extremeNumbers.enumerated().map { row(repetition: Int64($0), ns: $1) }
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("bridges-\(UUID().uuidString).csv")
            .path
        defer { unlink(path) }
        let writer = try CSVWriter(path: path, force: false)
        for row in rows { try writer.write(row) }
        try writer.close()
        let text = CSVWriter.text(of: rows)
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data(text.utf8))
        #expect(try CSVReader.parse(Array(text.utf8), path: "f").rows == rows)
    }

    /// A result file has no NUL; what is imported is written without it.
    @Test func aNULIsReplacedOnTheWayIn() throws {
        let json =
            #"{"context": {}, "benchmarks": [{"name": "a\u0000b/c", "run_type": "iteration", "real_time": 1,"#
            + #" "time_unit": "ns"}]}"#
        let row = try #require(try Import.parse(Array(json.utf8), path: "x.json").rows.first)
        #expect(row.text("scenario") == "a\u{FFFD}b")
        #expect(try CSVReader.parse(Array(CSVWriter.text(of: [row]).utf8), path: "f").rows == [row])
    }
}
