import BenchmarkResults

/// The rows that are exported as measurements: the valid ones that have the metric.
struct ExportSelection {
    /// One row, and where it stands.
    struct Entry {
        /// The row.
        let row: ResultRow
        /// Its case.
        let key: CaseKey
        /// Its place among all rows of its case in the file, from 0, those left out included.
        let index: Int
        /// Its figure of the metric, in the metric's unit.
        let value: Double
    }

    /// The rows in the order of the file.
    let entries: [Entry]
    /// Rows of each case in the file, those left out included.
    let rowsOfCase: [CaseKey: Int]
    /// The cases of the entries in the order in which they first occur.
    let cases: [CaseKey]
    /// What was left out, one sentence each.
    let remarks: [String]

    init(_ rows: [ResultRow], metric: String) {
        var entries: [Entry] = []
        var rowsOfCase: [CaseKey: Int] = [:]
        var cases: [CaseKey] = []
        var seen: Set<CaseKey> = []
        var invalid = 0
        var unmeasured = 0
        for row in rows {
            let key = row.caseKey
            let index = rowsOfCase[key, default: 0]
            rowsOfCase[key] = index + 1
            guard row.flag("valid") == true else {
                invalid += 1
                continue
            }
            guard let value = row.number(metric), value.isFinite else {
                unmeasured += 1
                continue
            }
            if seen.insert(key).inserted { cases.append(key) }
            entries.append(Entry(row: row, key: key, index: index, value: value))
        }
        self.entries = entries
        self.rowsOfCase = rowsOfCase
        self.cases = cases
        var remarks: [String] = []
        if invalid > 0 { remarks.append("left out: \(counted(invalid, "row")) not valid") }
        if unmeasured > 0 { remarks.append("left out: \(counted(unmeasured, "row")) without \(metric)") }
        self.remarks = remarks
    }

    /// Operations per second of the measured role over all its threads; nil where the row does not know.
    static func operationsPerSecond(_ row: ResultRow) -> Double? {
        measuredRate(of: row)
    }
}

/// `1 row`, `2 rows`.
func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
