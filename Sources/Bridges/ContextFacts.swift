import BenchmarkResults

/// What rows say about their machine, build and moment, put together for a format that tells it once.
struct ContextFacts {
    private let rows: [ResultRow]

    init(_ rows: [ResultRow]) { self.rows = rows }

    /// Columns that are the same for all windows of a run: texts and flags.
    static let columns: [String] =
        ["campaign"]
        + Schema.columns.filter { $0.role == .context && ($0.kind == .text || $0.kind == .flag) }.map(\.name)

    /// Separates what rows say differently.
    static let separator = " | "

    /// The values that rows have, in the order in which they first occur; nil where no row knows.
    func value(_ column: String) -> String? {
        var values: [String] = []
        for row in rows {
            if let value = row[column]?.text, !value.isEmpty, !values.contains(value) { values.append(value) }
        }
        return values.isEmpty ? nil : values.joined(separator: Self.separator)
    }

    /// The first value that a row has.
    func first(_ column: String) -> String? { rows.lazy.compactMap { $0.text(column) }.first }
}
