/// Writes result files row by row; after every row the file is complete.
///
/// Not thread-safe: the coordinator of a run owns it.
public final class CSVWriter {
    private let file: AppendedFile

    /// Opens the file at once and writes the header.
    ///
    /// - Parameter force: replaces a file that exists; without it such a file is refused.
    /// - Throws: `ResultsError`.
    public init(path: String, force: Bool) throws(ResultsError) {
        file = try AppendedFile(path: path, force ? .replacing : .new)
        try file.append(Self.header)
    }

    /// Writes to standard output, wherever that goes: a file behind it is not cut.
    ///
    /// - Throws: `ResultsError`.
    public init(standardOutput: Void) throws(ResultsError) {
        file = try AppendedFile(standardOutput: ())
        try file.append(Self.header)
    }

    /// Opens a file of rows to write more after them.
    ///
    /// What follows its last line end, half a row of an interrupted run, is cut off.
    /// - Throws: `ResultsError`.
    public init(appendingTo path: String) throws(ResultsError) {
        file = try AppendedFile(path: path, .existing)
        try file.cutHalfALine()
    }

    /// Appends one row with one write.
    ///
    /// - Throws: `ResultsError` when it could not be written whole; earlier rows stay intact.
    public func write(_ row: ResultRow) throws(ResultsError) {
        try file.append(Self.line(row))
    }

    /// Closes the file.
    ///
    /// - Throws: `ResultsError` when the system reports late that something was not written.
    public func close() throws(ResultsError) { try file.close() }

    /// The whole of a file with those rows, byte for byte what a writer writes.
    public static func text(of rows: [ResultRow]) -> String { header + rows.map(line).joined() }

    private static let header = Schema.header.joined(separator: ",") + "\n"

    private static func line(_ row: ResultRow) -> String {
        Schema.columns.indices.map { row[index: $0].map { quoted($0.csv) } ?? "" }.joined(separator: ",") + "\n"
    }

    /// RFC 4180: quoted where a comma, a quotation mark or a line end is inside.
    static func quoted(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 == 44 || $0 == 34 || $0 == 10 || $0 == 13 }) else { return text }
        var quoted = String.UnicodeScalarView(["\""])
        // By scalars: a mark with an accent on it is one character, and still a quotation mark to a reader of bytes.
        for scalar in text.unicodeScalars {
            if scalar == "\"" { quoted.append(scalar) }
            quoted.append(scalar)
        }
        return String(quoted) + "\""
    }
}
