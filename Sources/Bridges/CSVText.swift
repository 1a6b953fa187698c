import BenchmarkResults

/// Result files as text, for streams that `CSVWriter` cannot open: it writes to files, and a stream must not be cut.
public enum CSVText {
    /// The whole of a file with those rows, byte for byte what `CSVWriter` writes.
    public static func text(of rows: [ResultRow]) -> String {
        let lines = rows.map { row in
            Schema.columns.map { row[$0.name].map { quoted($0.plainText) } ?? "" }.joined(separator: ",")
        }
        return ([Schema.header.joined(separator: ",")] + lines).map { $0 + "\n" }.joined()
    }

    /// RFC 4180: quoted where a comma, a quotation mark or a line end is inside.
    private static func quoted(_ text: String) -> String {
        guard text.utf8.contains(where: { [44, 34, 10, 13].contains($0) }) else { return text }
        // By bytes: a mark with an accent on it is one character, and still a quotation mark to a reader.
        let doubled = text.utf8.flatMap { $0 == 34 ? [34, 34] : [$0] }
        return String(decoding: [34] + doubled + [34], as: UTF8.self)
    }
}
