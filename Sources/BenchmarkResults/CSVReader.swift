/// Reads result files: strict, whole, with the place of every error.
public enum CSVReader {
    /// Reads the file at `path`, or the pipe.
    ///
    /// - Parameter droppingHalfARow: leaves out what follows the last line end, half a row of an interrupted run.
    /// - Throws: `ResultsError` for the first thing that is wrong.
    public static func read(path: String, droppingHalfARow: Bool = false) throws(ResultsError) -> ResultFile {
        try read(ByteSource(path: path), droppingHalfARow: droppingHalfARow)
    }

    /// Whether the file at `path` has the header of today, byte for byte, so that rows can be added to it.
    ///
    /// - Throws: `ResultsError` where it cannot be read.
    public static func hasCurrentHeader(path: String) throws(ResultsError) -> Bool {
        var reader = try RecordReader(ByteSource(path: path))
        return try reader.next() && reader.texts == Schema.header
    }

    /// Reads what is left of `source`, `piece` bytes at a time.
    static func read(
        _ source: ByteSource, piece: Int = RecordReader.usualPiece, droppingHalfARow: Bool = false
    ) throws(ResultsError) -> ResultFile {
        try parse(RecordReader(source, piece: piece, droppingHalfARecord: droppingHalfARow), path: source.path)
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
        var layout = try HeaderLayout(reader.texts, path: path, line: reader.recordLine)
        var packer = RowPacker()
        var lines: [Int] = []
        while try reader.next() {
            if reader.isHeader {
                layout = try HeaderLayout(reader.texts, path: path, line: reader.recordLine)
            } else {
                try layout.pack(reader, into: &packer)
                lines.append(reader.recordLine)
            }
        }
        guard !lines.isEmpty else { throw ResultsError(path, "no rows: only a header") }
        let packed = packer.packed()
        return ResultFile(
            path: path, rows: lines.enumerated().map { ResultRow(packed, row: $0.offset, line: $0.element) })
    }
}
