import BenchmarkResults

/// The names by which Google Benchmark knows our cases: `scenario/shape/variant/name:value/...`.
enum GoogleBenchmarkName {
    /// The names of those cases, as a run registers them; where a case is placed is told only where that is not none.
    static func names(of keys: some Sequence<CaseKey>) -> CaseNames {
        CaseNames(keys, short: short, full: full)
    }

    /// What Google Benchmark appends for benchmarks registered as ours are: one iteration, manual time, repetitions.
    static func suffix(repetitions: Int) -> String { "/iterations:1/repeats:\(repetitions)/manual_time" }

    private static func short(_ key: CaseKey) -> String {
        let head = ["scenario", "shape", "variant"].compactMap { key.values[$0] }
        return (head + key.unusualParameters.map { "\($0.name):\($0.value)" }).joined(separator: "/")
    }

    private static func full(_ key: CaseKey) -> String {
        func encoded(_ text: String) -> String { percentEncoded(text) { isVisible($0) && $0 != UInt8(ascii: "/") } }
        let values = key.values
        let head = ["scenario", "variant"].map { encoded(values[$0] ?? "") }
        let shape = values["shape"].map { [("shape", $0)] } ?? []
        return (head + (shape + key.allParameters).map { "\($0.0):\(encoded($0.1))" }).joined(separator: "/")
    }

    /// The key columns that a name of ours tells; nil for a name that is not ours.
    ///
    /// Ours has a scenario, perhaps a shape, a variant, and then parameters only, the length of the list among them. Counts
    /// that it leaves out are 0. What Google Benchmark appended is dropped.
    static func cells(of name: String) -> [String: CellValue]? {
        var parts = name.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        while let last = parts.last, isAppended(last) { parts.removeLast() }
        let head = parts.prefix { parameter($0) == nil }
        let parameters = parts.dropFirst(head.count).map(parameter)
        guard (2...3).contains(head.count), !head.contains("") else { return nil }
        var cells: [String: CellValue] = [:]
        for parameter in parameters {
            guard let parameter, cells.updateValue(parameter.cell, forKey: parameter.name) == nil else { return nil }
        }
        guard cells["namespaces"] != nil else { return nil }
        cells["scenario"] = .text(head[0])
        cells["variant"] = .text(head[head.count - 1])
        if head.count == 3 { cells["shape"] = .text(head[1]) }
        for count in ["readers", "updaters", "lockers", "senders", "pending"] where cells[count] == nil {
            cells[count] = .integer(0)
        }
        if let visit = Schema.column("visit_bytes"), visit.scenarios.contains(head[0]), cells[visit.name] == nil {
            cells[visit.name] = CaseKey.usualParameters[visit.name].flatMap(visit.cell)
        }
        return cells
    }

    private static func isAppended(_ part: String) -> Bool {
        part == "manual_time" || part == "real_time" || part == "process_time" || part.hasPrefix("iterations:")
            || part.hasPrefix("repeats:")
    }

    private static func parameter(_ part: String) -> (name: String, cell: CellValue)? {
        guard let colon = part.firstIndex(of: ":") else { return nil }
        let name = String(part[..<colon])
        guard Schema.parameterNames.contains(name), let column = Schema.column(name) else { return nil }
        return column.cell(String(part[part.index(after: colon)...])).map { (name, $0) }
    }
}
