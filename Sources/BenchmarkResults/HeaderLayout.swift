/// Which column of the schema stands where in a file.
struct HeaderLayout {
    private let path: String
    /// The place in the schema and the kind of each column of the file.
    private let columns: [(index: Int, kind: ColumnKind)]

    private static let schema = ColumnHandle("schema").index
    /// A row without them is of no case.
    private static let needed = ["scenario", "variant"].map { ColumnHandle($0).index }

    init(_ header: [String], path: String, line: Int) throws(ResultsError) {
        var indices: [Int] = []
        for name in header {
            guard let index = Schema.index[name] else {
                throw ResultsError(
                    path, line: line, column: legible(name),
                    "unknown column: not a file of netnsbench, or of a later version")
            }
            guard !indices.contains(index) else {
                throw ResultsError(path, line: line, column: name, "the column stands twice in the header")
            }
            indices.append(index)
        }
        guard header.first == "schema" else {
            throw ResultsError(path, line: line, column: "schema", "the first column of the header must be schema")
        }
        for (index, column) in Schema.columns.enumerated() where column.since == 1 && !indices.contains(index) {
            throw ResultsError(path, line: line, column: column.name, "the column is missing in the header")
        }
        self.path = path
        columns = indices.map { ($0, Schema.columns[$0].kind) }
    }

    /// Gives `packer` the record that `reader` read last, checked cell by cell.
    func pack(_ reader: RecordReader, into packer: inout RowPacker) throws(ResultsError) {
        let line = reader.recordLine
        let fields = reader.fields
        guard fields.count == columns.count else {
            // A row that a write did not finish is short.
            let hint = fields.count < columns.count ? ": is the file cut off?" : ""
            throw ResultsError(path, line: line, "\(fields.count) fields where the header has \(columns.count)\(hint)")
        }
        packer.startRow()
        let window = reader.window.span
        for place in fields.indices {
            let field = fields[place]
            guard field.start < field.end else { continue }
            let (index, kind) = columns[place]
            let isTaken: Bool
            if field.hasDoubledQuotes {
                let bytes = reader.unquoted(field)
                isTaken = packer.setCell(index, kind, bytes.span)
            } else {
                isTaken = packer.setCell(index, kind, window.extracting(field.start..<field.end))
            }
            guard isTaken else {
                let text = legible(reader.text(of: field))
                throw ResultsError(path, line: line, column: Schema.header[index], "'\(text)' is not \(kind.noun)")
            }
        }
        try check(packer, line: line)
        if let first = packer.endRow(line: line) {
            throw ResultsError(
                path, line: line, "the same case, campaign, process, block and repetition as line \(first)")
        }
    }

    private func check(_ packer: RowPacker, line: Int) throws(ResultsError) {
        guard let version = packer.draftCell(Self.schema) else {
            throw ResultsError(path, line: line, column: "schema", "the version is missing")
        }
        guard (1...Int64(Schema.version)).contains(Int64(bitPattern: version)) else {
            throw ResultsError(
                path, line: line, column: "schema",
                "version \(Int64(bitPattern: version)); this program reads 1 to \(Schema.version)")
        }
        for index in Self.needed where packer.draftCell(index) == nil {
            throw ResultsError(path, line: line, column: Schema.header[index], "the cell is empty: no case without it")
        }
    }
}
