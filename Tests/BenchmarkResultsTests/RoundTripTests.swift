import Foundation
import Testing

@testable import BenchmarkResults

/// A row with a value in every column, hostile where it can be.
func fullRow(_ repetition: Int64 = 1) -> ResultRow {
    var row = ResultRow()
    for column in Schema.columns {
        switch column.kind {
        case .text: row[column.name] = .text("a,\"b\"\nä\u{301} \"\u{301}")
        case .integer: row[column.name] = .integer(Int64.min + repetition)
        case .number: row[column.name] = .number(0.1 + 0.2)
        case .flag: row[column.name] = .flag(true)
        }
    }
    row["schema"] = .integer(1)
    row["repetition"] = .integer(repetition)
    return row
}

/// A row with what no row lacks.
func smallRow(_ repetition: Int64 = 1, variant: String = "rcu_qsbr") -> ResultRow {
    var row = ResultRow()
    row["schema"] = .integer(1)
    row["scenario"] = .text("for_each_net")
    row["variant"] = .text(variant)
    row["repetition"] = .integer(repetition)
    return row
}

func temporaryPath() -> String {
    FileManager.default.temporaryDirectory.appendingPathComponent("results-\(UUID().uuidString).csv").path
}

@Suite struct RoundTripTests {
    @Test func everyColumnComesBackAsItWas() throws {
        let path = temporaryPath()
        defer { unlink(path) }
        let rows = [fullRow(1), smallRow(2), fullRow(3)]
        let writer = try CSVWriter(path: path, force: false)
        for row in rows { try writer.write(row) }
        try writer.close()
        #expect(try CSVReader.read(path: path).rows == rows)
    }

    @Test func anEmptyCellIsUnknownAndNotZero() throws {
        let file = try CSVReader.parse(bytes([smallRow()]), path: "f")
        #expect(file.rows[0]["ns_per_op"] == nil)
        #expect(file.rows[0].number("ns_per_op") == nil)
    }

    @Test func concatenatedFilesAndCRLFAreRead() throws {
        var twice = bytes([smallRow(1)])
        twice += bytes([smallRow(2)])
        #expect(try CSVReader.parse(twice, path: "f").rows.count == 2)
        let crlf = twice.flatMap { $0 == 10 ? [13, 10] : [$0] }
        #expect(try CSVReader.parse([0xEF, 0xBB, 0xBF] + crlf, path: "f").rows.count == 2)
    }

    @Test func anExistingFileIsRefusedWithoutForce() throws {
        let path = temporaryPath()
        defer { unlink(path) }
        try CSVWriter(path: path, force: false).write(smallRow())
        let before = try Data(contentsOf: URL(fileURLWithPath: path))
        #expect(throws: ResultsError.self) { try CSVWriter(path: path, force: false) }
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
        _ = try CSVWriter(path: path, force: true)
    }

    @Test func aFullDiskIsAnError() {
        let error = #expect(throws: ResultsError.self) { try CSVWriter(path: "/dev/full", force: true) }
        #expect(error?.description.contains("No space left on device") == true)
    }

    /// Each row is on disk, whole, when write returns: whoever is killed after it has lost nothing.
    @Test func theFileIsCompleteAfterEveryRow() throws {
        let path = temporaryPath()
        defer { unlink(path) }
        let writer = try CSVWriter(path: path, force: false)
        for count in 1...3 {
            try writer.write(smallRow(Int64(count)))
            #expect(try CSVReader.read(path: path).rows.count == count)
        }
    }
}

/// The bytes of a file with those rows.
func bytes(_ rows: [ResultRow]) -> [UInt8] {
    let lines = rows.map { row in
        Schema.columns.indices.map { row[index: $0].map { CSVWriter.quoted($0.csv) } ?? "" }.joined(separator: ",")
    }
    return Array(([Schema.header.joined(separator: ",")] + lines).map { $0 + "\n" }.joined().utf8)
}
