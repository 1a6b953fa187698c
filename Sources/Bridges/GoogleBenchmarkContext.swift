import BenchmarkResults

/// The `context` of Google Benchmark's JSON as columns of ours.
struct GoogleBenchmarkContext {
    /// The columns that are known; the number of CPUs is none of them, for it is not which CPUs were allowed.
    let cells: [String: CellValue]
    /// The moment of the run.
    let date: String?
    /// Where the time goes: ns_per_op, unless an export of ours says which metric it was.
    let metric: String

    init(_ value: JSONValue?, path: String) {
        func text(_ name: String) -> String? { value?[name]?.text.flatMap { $0.isEmpty ? nil : $0 } }
        var cells: [String: CellValue] = [:]
        // What an export of ours, or --benchmark_context, says under the names of our columns.
        for column in ContextFacts.columns where column != "campaign" {
            cells[column] = text(column).flatMap { Schema.column(column)?.cell($0) }
        }
        date = text("date").map { $0.hasSuffix("+00:00") ? $0.dropLast(6) + "Z" : $0 }
        func put(_ column: String, _ text: String?) {
            if let text, cells[column] == nil { cells[column] = .text(text) }
        }
        put("started_at", date)
        put("host", text("host_name"))
        put("argv", text("executable"))
        put("libbenchmark", text("library_version"))
        put("aslr", value?["aslr_enabled"]?.flag.map { $0 ? "on" : "off" })
        put("pin", text("pin"))
        if case .list(let loads)? = value?["load_avg"], let load = loads.first?.number, load.isFinite {
            cells["load_1m"] = .number(load)
        }
        self.cells = cells
        let named = text("metric").flatMap(Schema.column).flatMap { $0.kind == .number && $0.unit == "ns" ? $0 : nil }
        metric = named?.name ?? "ns_per_op"
    }
}
