import BenchmarkResults

/// The rows of an import, each with what identifies it.
struct ImportedRows {
    private(set) var rows: [ResultRow] = []
    private let context: [String: CellValue]
    private let campaign: String
    private var processes: [[String?]: Int64] = [:]
    private var repetitions: [CaseKey: Int64] = [:]
    private var seen: [Identity: Int] = [:]

    private struct Identity: Hashable {
        let key: CaseKey
        let numbers: [Int64?]
    }

    init(context: [String: CellValue], campaign: String) {
        self.context = context
        self.campaign = campaign
    }

    /// Adds a row, numbered within its case unless its own numbers are exact.
    ///
    /// Returns the index of an earlier entry that has the same numbers: then nothing was added.
    mutating func add(_ cells: [String: CellValue], isExact: Bool, index: Int) -> Int? {
        var row = ResultRow()
        for (name, value) in context { row[name] = value }
        for (name, value) in cells { row[name] = value }
        let key = row.caseKey
        if isExact {
            // Campaigns become one, so their processes are told apart by their numbers.
            let process = [row.text("campaign"), row["process"]?.text]
            row["process"] = .integer(processes[process] ?? Int64(processes.count) + 1)
            processes[process] = row.integer("process")
        } else {
            repetitions[key, default: 0] += 1
            row["process"] = .integer(1)
            row["block"] = nil
            row["repetition"] = repetitions[key].map(CellValue.integer)
        }
        row["schema"] = .integer(Int64(Schema.version))
        row["campaign"] = .text(campaign)
        let identity = Identity(key: key, numbers: ["process", "block", "repetition"].map { row.integer($0) })
        if let first = seen[identity] { return first }
        seen[identity] = index
        rows.append(row)
        return nil
    }
}
