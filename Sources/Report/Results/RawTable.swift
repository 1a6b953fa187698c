import BenchmarkResults
import Comparing

/// Every row of the files, with what of it a reader looks for; what is the same in all of them stands above.
struct RawTable {
    /// The table, sorted as the files are.
    let grid: TextGrid
    /// What all rows have in common.
    let constants: [(name: String, value: String)]

    private static let figures = [
        "ns_per_op", "estimator", "service_p50_ns", "service_p99_ns", "response_p99_ns", "valid", "status", "error",
    ]

    init(_ rows: ReportRows) {
        let keys = Schema.columns.filter { $0.role == .key }.map(\.name)
        let columns = (["campaign", "process", "block"] + keys + Self.figures).map { ColumnHandle($0) }
        var shown: [ColumnHandle] = []
        var constants: [(name: String, value: String)] = []
        for column in columns {
            let first = rows.rows.first.flatMap { $0[column] }
            if rows.rows.allSatisfy({ $0[column] == first }) {
                if let first { constants.append((column.column.name, legible(first.text))) }
            } else {
                shown.append(column)
            }
        }
        self.constants = constants
        grid = TextGrid(
            titles: ["row"] + shown.map(\.column.name),
            numeric: Set(shown.indices.filter { [.number, .integer].contains(shown[$0].column.kind) }.map { $0 + 1 }),
            rows: rows.rows.enumerated().map { place, row in
                [rows.id(place)] + shown.map { column in row[column].map { Self.text($0) } ?? "" }
            })
    }

    /// Four digits are enough to look at; the file has the rest.
    private static func text(_ value: CellValue) -> String {
        if case .number(let number) = value { return figure(number) }
        return legible(value.text, length: 60)
    }
}
