import BenchmarkResults

/// Our own JSON: `{"format": ..., "schema": ..., "rows": [...]}`, one row per line under the column names of the CSV.
///
/// Numbers are numbers, flags are truth values, empty cells are left out. Every row is there: `valid` says what to believe.
enum JSONExport {
    static func text(of rows: [ResultRow]) -> String {
        let header = "{\n\"format\": \"netnsbench rows\",\n\"schema\": \(Schema.version),\n\"rows\": [\n"
        return header + rows.map(line).joined(separator: ",\n") + "\n]\n}\n"
    }

    private static func line(_ row: ResultRow) -> String {
        let members = Schema.columns.compactMap { column in
            row[column.name].flatMap(JSONText.value).map { JSONText.member(column.name, $0) }
        }
        return "{" + members.joined(separator: ", ") + "}"
    }
}
