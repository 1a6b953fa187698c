extension Schema {
    /// The whole of `docs/csv.md`.
    public static func markdown() -> String {
        introduction + ColumnRole.allCases.map(section).joined(separator: "\n")
    }

    private static let introduction = """
        # The CSV

        This page is generated from the table of columns in `Sources/BenchmarkResults`; a test compares the two.

        - One row is one repetition: one measured window of one case. RFC 4180, UTF-8, header first, LF or CRLF.
        - An empty cell was not measured. It never means 0.
        - Numbers are written in the C locale with the fewest digits that read back as the same number.
        - `ns_per_op` is the time of one operation *of one thread* of the measured role; `ops_per_s` is summed over the
          threads of a role.
        - A case is its key columns. Rows with the same key in one campaign are its repetitions.
        - Rows whose `valid` is not `true` stay in the file and never enter a comparison.
        - Files may be concatenated (`cat a.csv b.csv`): a repeated header starts the next file.
        - The version stands in every row. Columns are found by their name in the header. A later version may add columns;
          it reads older files and takes what they lack as not measured. Names are never reused for something else.
        - An error in a file is reported as `file:line: column: what is wrong`.


        """

    private static func section(_ role: ColumnRole) -> String {
        let title =
            switch role {
            case .identity: "Which row this is"
            case .key: "What defines the case (key columns)"
            case .setting: "How it was measured"
            case .metric: "What was measured"
            case .counter: "What was counted"
            case .verdict: "Whether the row may be believed"
            case .context: "The machine, the build and the moment (on every row)"
            }
        let rows = columns.filter { $0.role == role }.map { column in
            let scenarios = column.scenarios.isEmpty ? "all" : column.scenarios.joined(separator: ", ")
            return
                "| `\(column.name)` | \(column.kind.rawValue) | \(column.unit) | \(column.better.rawValue) | \(scenarios) | "
                + "\(column.summary) |"
        }
        return "## \(title)\n\n| column | kind | unit | better | scenarios | meaning |\n|---|---|---|---|---|---|\n"
            + rows.joined(separator: "\n") + "\n"
    }
}
