import BenchmarkResults

/// Pieces of JSON (RFC 8259).
enum JSONText {
    /// A string with its quotation marks.
    static func string(_ text: String) -> String { JSONString.literal(text) }

    /// The value of a cell; nil where JSON has no such number.
    static func value(_ cell: CellValue) -> String? {
        if cell.isNoNumber { return nil }
        if case .text(let text) = cell { return string(text) }
        return cell.text
    }

    /// `"name": value`.
    static func member(_ name: String, _ value: String) -> String { string(name) + ": " + value }
}
