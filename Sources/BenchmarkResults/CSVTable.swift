/// A small CSV file of other columns than those of the results.
public struct CSVTable: Sendable {
    /// One record.
    public struct Record: Sendable {
        /// The line on which it begins.
        public let line: Int
        fileprivate let fields: [String: String]

        /// The field of that column; empty where the table has no such column.
        public subscript(_ column: String) -> String { fields[column] ?? "" }
    }

    /// The names of the columns.
    public let header: [String]
    /// The records in the order of the file.
    public let records: [Record]

    /// Reads a file whose first record is a header.
    ///
    /// - Throws: `ResultsError` for the first thing that is wrong.
    public static func read(path: String) throws(ResultsError) -> CSVTable {
        var reader = try RecordReader(ByteSource(path: path))
        guard try reader.next() else { throw ResultsError(path, "the file is empty") }
        let header = reader.texts
        var records: [Record] = []
        while try reader.next() {
            let fields = reader.texts
            guard fields.count == header.count else {
                throw ResultsError(
                    path, line: reader.recordLine, "\(fields.count) fields where the header has \(header.count)")
            }
            records.append(
                Record(
                    line: reader.recordLine,
                    fields: Dictionary(zip(header, fields), uniquingKeysWith: { _, last in last })))
        }
        return CSVTable(header: header, records: records)
    }

    /// One line, with its line end.
    public static func line(_ fields: [String]) -> String {
        fields.map(CSVWriter.quoted).joined(separator: ",") + "\n"
    }
}
