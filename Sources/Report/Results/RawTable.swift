import BenchmarkResults
import Comparing

/// Every row of one scenario, with what of it a reader looks for; what is the same in all of them stands above.
///
/// A scenario's rows fill few of the columns, so all scenarios in one table would be mostly empty.
struct RawTable {
    /// The scenario with its shape.
    let name: String
    /// The rows, as they stand in the files.
    let grid: TextGrid
    /// What all rows have in common.
    let constants: [Constant]

    /// A column that is the same in all rows.
    struct Constant: Equatable {
        let name: String
        let value: String
    }

    private static let figures = [
        "ns_per_op", "estimator", "service_p50_ns", "service_p99_ns", "response_p99_ns", "valid", "status", "error",
    ]

    private static var columns: [ColumnHandle] {
        let keys = Schema.columns.filter { $0.role == .key }.map(\.name)
        return (["campaign", "process", "block"] + keys + Self.figures).map { ColumnHandle($0) }
    }

    /// The tables, in the order in which their scenarios come in the files.
    static func all(_ rows: ReportRows) -> [RawTable] {
        var places: [String: [Int]] = [:]
        var names: [String] = []
        for (place, row) in rows.rows.enumerated() {
            let name = HeatMap.scenario(of: row.caseKey)
            if places[name] == nil { names.append(name) }
            places[name, default: []].append(place)
        }
        return names.sorted().map { RawTable($0, rows, places[$0] ?? []) }
    }

    private init(_ name: String, _ rows: ReportRows, _ places: [Int]) {
        self.name = name
        let (shown, constants) = Self.split(places.map { rows.rows[$0] })
        self.constants = constants.filter { !["scenario", "shape"].contains($0.name) }
        grid = TextGrid(
            titles: ["row"] + shown.map(\.column.name),
            numeric: Set(shown.indices.filter { [.number, .integer].contains(shown[$0].column.kind) }.map { $0 + 1 }),
            rows: places.map { place in
                [rows.id(place)] + shown.map { column in rows.rows[place][column].map { Self.text($0) } ?? "" }
            })
    }

    /// What differs, and what does not.
    private static func split(_ rows: [ResultRow]) -> (shown: [ColumnHandle], constants: [Constant]) {
        var shown: [ColumnHandle] = []
        var constants: [Constant] = []
        for column in columns {
            let first = rows.first.flatMap { $0[column] }
            if rows.allSatisfy({ $0[column] == first }) {
                if let first { constants.append(Constant(name: column.column.name, value: legible(first.text))) }
            } else {
                shown.append(column)
            }
        }
        return (shown, constants)
    }

    /// What the rows of all tables have in common.
    static func constants(_ tables: [RawTable]) -> [Constant] {
        tables.dropFirst().reduce(tables.first?.constants ?? []) { common, table in
            common.filter { table.constants.contains($0) }
        }
    }

    /// Four digits are enough to look at; the file has the rest.
    private static func text(_ value: CellValue) -> String {
        if case .number(let number) = value { return figure(number) }
        return legible(value.text, length: 60)
    }
}

extension [RawTable.Constant] {
    /// In words; empty of none.
    func sentence(of scope: String) -> String {
        isEmpty ? "" : "In all rows of \(scope): " + map { "\($0.name) \($0.value)" }.joined(separator: ", ") + "."
    }
}
