import BenchmarkResults

/// Go's benchmark data format, as benchstat reads it (golang.org/design/14313-benchmark-format; golang.org/x/perf/benchfmt).
///
/// Configuration lines tell what should be the same where results are compared: benchstat sets only results against each other
/// that agree in all of them. What differs from run to run (the commit, the moment, the command line) would keep every two files
/// apart, so it stands in lines that begin with `#`, which the format ignores.
struct GoBenchmarkExport {
    private let selection: ExportSelection
    private let metric: Column
    private let names: CaseNames

    /// Context that differs from run to run.
    private static let remarks: Set<String> = ["campaign", "argv", "commit", "dirty", "host", "started_at"]
    /// Readers of the format take no line longer than 64 KiB.
    private static let mostValue = 1000

    init(_ selection: ExportSelection, metric: Column) {
        self.selection = selection
        self.metric = metric
        names = GoBenchmarkName.names(of: selection.rowsOfCase.keys)
    }

    /// The whole text: units, then results, each block of them after the configuration that changed.
    var text: String {
        var text = Self.unitLine(unit, metric.better)
        if metric.name == "ns_per_op" { text += Self.unitLine("ops/s", .higher) }
        var configuration: [String: String] = [:]
        for entry in selection.entries {
            let next = Self.configuration(of: entry.row)
            if next != configuration { text += Self.lines(from: configuration, to: next) }
            configuration = next
            text += line(entry)
        }
        return text
    }

    /// One result: name, iterations (one window), value and unit.
    private func line(_ entry: ExportSelection.Entry) -> String {
        var fields = [names[entry.key], "1", "\(entry.value) \(unit)"]
        if metric.name == "ns_per_op", let rate = ExportSelection.operationsPerSecond(entry.row) {
            fields.append("\(rate) ops/s")
        }
        return fields.joined(separator: "\t") + "\n"
    }

    /// The format takes what stands after the last hyphen for the unit of measurement.
    private var unit: String {
        if metric.name == "ns_per_op" { return "ns/op" }
        return metric.unit == "ns" && metric.name.hasSuffix("_ns") ? metric.name.dropLast(3) + "-ns" : metric.name
    }

    private static func unitLine(_ unit: String, _ better: Better) -> String {
        better == .lower || better == .higher ? "Unit \(unit) better=\(better.rawValue)\n" : ""
    }

    private static func configuration(of row: ResultRow) -> [String: String] {
        var configuration = ["pkg": "netnsbench"]
        if row.text("kernel") != nil { configuration["goos"] = "linux" }
        for column in ContextFacts.columns {
            guard let value = row[column]?.plainText, !value.isEmpty else { continue }
            let key = column.split(separator: "_").joined(separator: "-")
            configuration[remarks.contains(column) ? "# " + key : key] = oneLine(value)
        }
        return configuration
    }

    /// What changed, in a fixed order; a key without a value is forgotten by readers.
    private static func lines(from old: [String: String], to new: [String: String]) -> String {
        let first = ["goos", "pkg", "cpu"]
        let keys = Set(old.keys).union(new.keys).sorted()
        let ordered = first.filter(keys.contains) + keys.filter { !first.contains($0) }
        let changed = ordered.filter { old[$0] != new[$0] }
        return "\n" + changed.map { "\($0):\(new[$0].map { " " + $0 } ?? "")\n" }.joined()
    }

    private static func oneLine(_ value: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in value.unicodeScalars.prefix(mostValue) {
            scalars.append(scalar.properties.generalCategory == .control ? " " : scalar)
        }
        return String(scalars)
    }
}
