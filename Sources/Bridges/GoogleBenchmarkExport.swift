import BenchmarkResults

/// Google Benchmark 1.7.1's JSON: `context` and one entry per row, with the members and the order of its JSONReporter.
///
/// What no CSV knows and compare.py does not read is left out: the clock rate, the caches, the load. Aggregates are left to
/// the reader. compare.py wants a CPU time, which a CSV does not have: the time is repeated, and the context says so.
struct GoogleBenchmarkExport {
    private let selection: ExportSelection
    private let metric: Column
    private let names: CaseNames

    init(_ selection: ExportSelection, metric: Column) {
        self.selection = selection
        self.metric = metric
        names = GoogleBenchmarkName.names(of: selection.rowsOfCase.keys)
    }

    /// The whole text.
    var text: String {
        let families = Dictionary(uniqueKeysWithValues: selection.cases.enumerated().map { ($1, $0) })
        let entries = selection.entries.map { entry in
            Self.object(members(of: entry, family: families[entry.key] ?? 0), indent: "    ")
        }
        return "{\n  \"context\": \(Self.object(context, indent: "  ").trimmingIndent),\n  \"benchmarks\": [\n"
            + entries.joined(separator: ",\n") + "\n  ]\n}\n"
    }

    private static func object(_ members: [(String, String)], indent: String) -> String {
        let lines = members.map { indent + "  " + JSONText.member($0, $1) }
        return indent + "{\n" + lines.joined(separator: ",\n") + "\n" + indent + "}"
    }

    private func members(of entry: ExportSelection.Entry, family: Int) -> [(String, String)] {
        let repetitions = selection.rowsOfCase[entry.key] ?? 0
        let name = JSONText.string(names[entry.key] + GoogleBenchmarkName.suffix(repetitions: repetitions))
        var members: [(String, String)] = [
            ("name", name), ("family_index", "\(family)"), ("per_family_instance_index", "0"), ("run_name", name),
            ("run_type", "\"iteration\""), ("repetitions", "\(repetitions)"), ("repetition_index", "\(entry.index)"),
            ("threads", "1"), ("iterations", "1"), ("real_time", "\(entry.value)"), ("cpu_time", "\(entry.value)"),
            ("time_unit", "\"ns\""),
        ]
        // The counters in Google Benchmark's order, which is that of their names.
        if let fraction = entry.row["full_concurrency_fraction"].flatMap(JSONText.value) {
            members.append(("full_concurrency_fraction", fraction))
        }
        if let rate = ExportSelection.operationsPerSecond(entry.row) { members.append(("ops_per_s", "\(rate)")) }
        members.append(("valid", "1.0"))
        members.append(("label", JSONText.string(RowLabel.text(of: entry.row))))
        return members
    }

    private var context: [(String, String)] {
        let facts = ContextFacts(selection.entries.map(\.row))
        var members: [(String, String)] = []
        func put(_ name: String, _ value: String?) {
            if let value { members.append((name, JSONText.string(value))) }
        }
        // Google Benchmark writes the offset in digits.
        put("date", facts.first("started_at").map { $0.hasSuffix("Z") ? $0.dropLast() + "+00:00" : $0 })
        put("host_name", facts.value("host"))
        put("executable", "netnsbench")
        if let count = facts.value("cpus_allowed").flatMap(CPUList.count) {
            members.append(("num_cpus", "\(count)"))
        }
        put("library_build_type", facts.value("build"))
        for column in ContextFacts.columns where column != "host" && column != "started_at" {
            put(column, facts.value(column))
        }
        put("netnsbench_schema", "\(Schema.version)")
        put("metric", metric.name)
        put("cpu_time", "not measured: real_time repeated")
        return members
    }
}

extension String {
    fileprivate var trimmingIndent: String { String(drop { $0 == " " }) }
}
