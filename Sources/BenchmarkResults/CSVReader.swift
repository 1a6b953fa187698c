/// Reads result files: strict, whole, with the place of every error.
public enum CSVReader {
    /// Reads the file at `path`, or the pipe.
    ///
    /// - Throws: `ResultsError` for the first thing that is wrong.
    public static func read(path: String) throws(ResultsError) -> ResultFile {
        try read(ByteSource(path: path), piece: 1 << 18)
    }

    /// Reads what is left of `source`, `piece` bytes at a time.
    static func read(_ source: ByteSource, piece: Int) throws(ResultsError) -> ResultFile {
        try parse(RecordReader(source, piece: piece), path: source.path)
    }

    /// Reads `bytes`; `path` is for the messages.
    ///
    /// Files may be concatenated: a repeated header starts the next one.
    public static func parse(_ bytes: [UInt8], path: String) throws(ResultsError) -> ResultFile {
        try parse(RecordReader(bytes, path: path), path: path)
    }

    private static func parse(_ records: consuming RecordReader, path: String) throws(ResultsError) -> ResultFile {
        var reader = records
        guard try reader.next() else { throw ResultsError(path, "the file is empty") }
        var layout = try Layout(reader.texts, path: path, line: reader.recordLine)
        var rows: [ResultRow] = []
        var seen: [[String]: Int] = [:]
        while try reader.next() {
            let fields = reader.texts
            let line = reader.recordLine
            if fields.first == "schema" {
                layout = try Layout(fields, path: path, line: line)
                continue
            }
            let row = try layout.row(fields, path: path, line: line)
            let key = Schema.uniqueIndices.map { row[index: $0]?.csv ?? "" }
            if let first = seen.updateValue(line, forKey: key) {
                throw ResultsError(
                    path, line: line, "the same case, campaign, process, block and repetition as line \(first)")
            }
            rows.append(row)
        }
        guard !rows.isEmpty else { throw ResultsError(path, "no rows: only a header") }
        return ResultFile(path: path, rows: rows)
    }
}

/// Which column of the schema stands where in a file.
private struct Layout {
    private let positions: [Int]
    private let names: [String]

    init(_ header: [String], path: String, line: Int) throws(ResultsError) {
        var positions: [Int] = []
        for name in header {
            guard let index = Schema.index[name] else {
                throw ResultsError(
                    path, line: line, column: name, "unknown column: not a file of netnsbench, or of a later version")
            }
            guard !positions.contains(index) else {
                throw ResultsError(path, line: line, column: name, "the column stands twice in the header")
            }
            positions.append(index)
        }
        guard header.first == "schema" else {
            throw ResultsError(path, line: line, column: "schema", "the first column of the header must be schema")
        }
        for (index, column) in Schema.columns.enumerated() where column.since == 1 && !positions.contains(index) {
            throw ResultsError(path, line: line, column: column.name, "the column is missing in the header")
        }
        self.positions = positions
        names = header
    }

    func row(_ fields: [String], path: String, line: Int) throws(ResultsError) -> ResultRow {
        guard fields.count == positions.count else {
            throw ResultsError(path, line: line, "\(fields.count) fields where the header has \(positions.count)")
        }
        var row = ResultRow()
        row.line = line
        for (field, position) in zip(fields, positions) where !field.isEmpty {
            let column = Schema.columns[position]
            guard let value = column.kind.value(of: field) else {
                throw ResultsError(path, line: line, column: column.name, "'\(field)' is not \(column.kind.noun)")
            }
            row[index: position] = value
        }
        guard let version = row.integer("schema") else {
            throw ResultsError(path, line: line, column: "schema", "the version is missing")
        }
        guard (1...Int64(Schema.version)).contains(version) else {
            throw ResultsError(
                path, line: line, column: "schema", "version \(version); this program reads 1 to \(Schema.version)")
        }
        for name in ["scenario", "variant"] where row[name] == nil {
            throw ResultsError(path, line: line, column: name, "the cell is empty: no case without it")
        }
        return row
    }
}

extension ColumnKind {
    fileprivate func value(of field: String) -> CellValue? {
        switch self {
        case .text: .text(field)
        case .integer: wholeNumber(field.utf8.span).map(CellValue.integer)
        case .number: finiteNumber(field.utf8.span).map(CellValue.number)
        case .flag: BenchmarkResults.flag(field.utf8.span).map(CellValue.flag)
        }
    }
}
