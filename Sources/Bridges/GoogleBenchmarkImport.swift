import BenchmarkResults

/// Reads Google Benchmark's JSON (src/json_reporter.cc of 1.7.1; later versions add members).
struct GoogleBenchmarkImport {
    let path: String
    /// The file, byte for byte.
    let content: [UInt8]
    /// The variant of names that are not ours.
    let variant: String

    func read(_ root: JSONValue) throws(BridgeError) -> Import {
        guard case .list(let entries)? = root["benchmarks"] else {
            throw BridgeError(
                path, "no list 'benchmarks': JSON, and neither Google Benchmark's (gbench-json) nor SUMMARY lines")
        }
        let context = GoogleBenchmarkContext(root["context"], path: path)
        var rows = ImportedRows(
            context: context.cells, campaign: campaignName(path: path, date: context.date, content: content))
        var aggregates = 0
        for (index, value) in entries.enumerated() {
            let entry = GoogleBenchmarkEntry(value, path: path, index: index)
            if entry.isAggregate {
                aggregates += 1
                continue
            }
            let (cells, isExact) = try cells(of: entry)
            let measured = try entry.measuredCells(into: context.metric, scenario: cells)
            if let first = rows.add(cells.merging(measured) { $1 }, isExact: isExact, index: index) {
                throw entry.error("the same case, process, block and repetition as benchmarks[\(first)]")
            }
        }
        guard !rows.rows.isEmpty else {
            throw BridgeError(path, "no measured entry in 'benchmarks', \(counted(aggregates, "aggregate"))")
        }
        let remarks = aggregates > 0 ? ["left out: \(counted(aggregates, "aggregate"))"] : []
        return Import(.googleBenchmarkJSON, rows: rows.rows, remarks: remarks)
    }

    /// What the label or the name says of the case; exact where which process and repetition it was is said too.
    private func cells(of entry: GoogleBenchmarkEntry) throws(BridgeError) -> ([String: CellValue], isExact: Bool) {
        if let cells = entry.label.flatMap(RowLabel.cells) { return (cells, cells["repetition"] != nil) }
        let name = try entry.name()
        if let cells = GoogleBenchmarkName.cells(of: name) { return (cells, false) }
        let parts = name.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard let scenario = parts.first, !scenario.isEmpty else { throw entry.error("the name is empty") }
        var cells: [String: CellValue] = ["scenario": .text(scenario), "variant": .text(variant)]
        if parts.count > 1, !parts[1].isEmpty { cells["shape"] = .text(parts[1]) }
        return (cells, false)
    }
}
