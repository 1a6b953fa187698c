#if !FUZZING
    @testable import BenchmarkResults
#endif

/// A result file is read as RFC 4180 has it or refused with its place, in one piece or many; what is read can be written again.
///
/// The first byte of an input says whether the header of today is put before the rest, and how large the pieces are.
enum ResultFileProperty: Property {
    static func check(_ bytes: [UInt8], canary: Canary) throws {
        guard let control = bytes.first else { return }
        let content = (control & 1 == 1 ? header : []) + bytes.dropFirst()
        // Small enough to cut a row in many places, and no smaller: a record is scanned anew with each piece of it.
        let piece = 64 + 5 * Int(control >> 1)
        try withFile(content) { path in
            let read = try outcome { try parse(content, path: path, canary).rows }
            try checkPieces(content, path: path, piece: piece, read)
            switch read {
            case .failure(let refusal): try refusal.check(path: path, bytes: content)
            case .success(let rows):
                try checkCells(rows, content, canary)
                try checkRoundTrip(rows)
                try checkStream(rows, content, piece: piece)
            }
        }
    }

    private static let header = Array((Schema.header.joined(separator: ",") + "\n").utf8)

    /// In pieces it is what it is as a whole, and without half a row what it is up to its last line end.
    private static func checkPieces(
        _ content: [UInt8], path: String, piece: Int, _ whole: Result<[ResultRow], Refusal>
    ) throws {
        let pieces = try outcome { try CSVReader.read(ByteSource(path: path), piece: piece).rows }
        try require(pieces == whole, "\(piece) bytes at a time: \(pieces), at once: \(whole)")
        let cut = Array(content[..<((content.lastIndex(of: 10) ?? -1) + 1)])
        let expected = try outcome { try CSVReader.parse(cut, path: path).rows }
        let got = try outcome {
            try CSVReader.read(ByteSource(path: path), piece: piece, droppingHalfARow: true).rows
        }
        try require(got == expected, "without half a row: \(got), up to the last line end: \(expected)")
    }

    /// Each row has a field for each column, and each cell is what stands in its field.
    private static func checkCells(_ rows: [ResultRow], _ content: [UInt8], _ canary: Canary) throws {
        var records = ReferenceCSV.records(content)
        var header: [String] = []
        var left = rows[...]
        while !records.isEmpty {
            let fields = records.removeFirst()
            let texts = fields.map { String(decoding: $0, as: UTF8.self) }
            if texts.first == "schema" {
                header = texts
                continue
            }
            guard let row = left.popFirst() else { throw Violation("a record was left out: \(texts)") }
            try require(texts.count == header.count, "\(texts.count) fields where the header has \(header.count)")
            for (name, text) in zip(header, texts) {
                try require(isCell(row[name], text), "\(name): '\(text)' was read as \(String(describing: row[name]))")
            }
            for column in Schema.columns where !header.contains(column.name) {
                try require(row[column.name] == nil, "\(column.name) is no column of this file")
            }
            for name in ["schema", "scenario", "variant"] {
                try require(row[name]?.text.isEmpty == false, "a row without \(name)")
            }
            if canary == .crash, row.integer("namespaces").map({ $0 > 64 }) == true { _ = fields[fields.count] }
        }
        try require(left.isEmpty, "\(left.count) rows more than records")
    }

    private static func isCell(_ cell: CellValue?, _ text: String) -> Bool {
        switch cell {
        case nil: text.isEmpty
        case .text(let value): value == text
        case .integer(let value): Int64(text) == value
        case .number(let value): Double(text)?.bitPattern == value.bitPattern && value.isFinite && isDecimal(text)
        case .flag(let value): text == "\(value)"
        }
    }

    /// What is written of them reads as the same, and is written the same again.
    private static func checkRoundTrip(_ rows: [ResultRow]) throws {
        let text = CSVWriter.text(of: rows)
        let again = try outcome { try CSVReader.parse(Array(text.utf8), path: "again").rows }
        try require(again == .success(rows), "written and read again: \(again)")
        try require(try CSVWriter.text(of: again.get()).utf8.elementsEqual(text.utf8), "written twice, and differently")
    }

    /// As it comes, it is the same rows; a header in quotation marks is none to a stream.
    private static func checkStream(_ rows: [ResultRow], _ content: [UInt8], piece: Int) throws {
        let start = Array("schema,".utf8)
        guard content.starts(with: start), content.last == 10, !contains(content, Array("\"schema\"".utf8)) else {
            return
        }
        var stream = RowStream(path: "stream")
        var streamed: [ResultRow] = []
        var rest = content[...]
        while !rest.isEmpty {
            streamed += try stream.push(rest.prefix(piece))
            rest = rest.dropFirst(piece)
        }
        try require(streamed == rows, "streamed: \(streamed)")
    }

    private static func contains(_ bytes: [UInt8], _ word: [UInt8]) -> Bool {
        bytes.indices.contains { bytes[$0...].starts(with: word) }
    }

    /// The reader, or one that fills up a short row at the end with empty cells.
    private static func parse(_ bytes: [UInt8], path: String, _ canary: Canary) throws -> ResultFile {
        do {
            return try CSVReader.parse(bytes, path: path)
        } catch {
            let numbers = error.message.split(separator: " ").compactMap { Int($0.prefix { $0.isNumber }) }
            guard canary == .garbage, error.message.hasSuffix("cut off?"), numbers.count == 2 else { throw error }
            let commas = [UInt8](repeating: 44, count: numbers[1] - numbers[0])
            return try CSVReader.parse(bytes + commas, path: path)
        }
    }
}
