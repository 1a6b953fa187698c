import BenchmarkResults

/// The formats that result files are exported to.
public enum ExportFormat: String, CaseIterable, Sendable {
    /// Google Benchmark 1.7.1's JSON, as its JSONReporter writes it (src/json_reporter.cc), for compare.py.
    case googleBenchmarkJSON = "gbench-json"
    /// Go's benchmark data format (golang.org/design/14313-benchmark-format), for benchstat.
    case goBenchmark = "gobench"
    /// Our own rows, column by column.
    case json
}

/// What a file becomes in another format.
public struct Export: Sendable {
    /// The whole text, with its last line end.
    public let text: String
    /// Rows in it.
    public let rows: Int
    /// What was left out, one sentence each.
    public let remarks: [String]

    /// Rows in another format, from what the rows tell alone: nothing of this machine enters.
    ///
    /// - Parameters:
    ///   - file: the rows; in the benchmark formats those that are not valid or lack the metric are left out.
    ///   - metric: the column that is the time in the benchmark formats; in nanoseconds for Google Benchmark's, which has
    ///     times only. Our own JSON has every column.
    /// - Throws: `BridgeError` where nothing is left to export.
    public init(_ file: ResultFile, format: ExportFormat, metric: Column) throws(BridgeError) {
        if format == .json {
            text = JSONExport.text(of: file.rows)
            rows = file.rows.count
            remarks = []
            return
        }
        let selection = ExportSelection(file.rows, metric: metric.name)
        guard !selection.entries.isEmpty else {
            throw BridgeError(file.path, "no valid row has \(metric.name): nothing to export")
        }
        text =
            switch format {
            case .goBenchmark: GoBenchmarkExport(selection, metric: metric).text
            default: GoogleBenchmarkExport(selection, metric: metric).text
            }
        rows = selection.entries.count
        remarks = selection.remarks
    }
}
