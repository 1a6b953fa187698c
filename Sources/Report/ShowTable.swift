import BenchmarkResults
import Comparing
import Statistics

/// One file as a table: a row per case.
public enum ShowTable {
    /// The table and its footer, for a terminal that wide.
    ///
    /// Where the terminal is narrow the columns of the spread are left out, and where that does not do, it is folded.
    ///
    /// - Parameter width: nil for a file or a pipe.
    public static func render(rows: [ResultRow], width: Int?, colour: Bool = false) -> String {
        let full = grid(rows: rows, spread: true)
        let isNarrow = (full.plain().split(separator: "\n").map(\.count).max() ?? 0) > width ?? .max
        let table = isNarrow ? grid(rows: rows, spread: false) : full
        return table.plain(width: width, colour: colour) + wrapped(legibleLines(footer(rows)), width: width)
    }

    /// The table: case, variant, median, spread, throughput, what is valid.
    public static func grid(rows: [ResultRow], spread: Bool) -> TextGrid {
        let cases = Dictionary(grouping: rows, by: \.caseKey)
        let keys = cases.keys.sorted {
            let (a, b) = ($0.without(FileParts.ignored("variant")), $1.without(FileParts.ignored("variant")))
            return a == b ? $0 < $1 : a < b
        }
        var grid = TextGrid(
            titles: ["case", "variant", "ns/op"] + (spread ? ["p25", "p75"] : []) + ["ops/s", "valid"],
            numeric: spread ? [2, 3, 4, 5] : [2, 3],
            rows: keys.map { line(cases[$0] ?? [], $0, spread) })
        grid.tones = [grid.titles.count - 1: Tone.state]
        return grid
    }

    private static func line(_ rows: [ResultRow], _ key: CaseKey, _ spread: Bool) -> [String] {
        let valid = rows.filter { $0.flag("valid") == true }
        let times = valid.compactMap { $0.number("ns_per_op") }.sorted()
        let rate = median(valid.compactMap { measuredRate(of: $0) })
        let unusual = Set(rows.compactMap { $0.text("status") }).subtracting(["ok"]).sorted()
        let state = unusual.isEmpty ? "" : " \(unusual.joined(separator: ", "))"
        return [
            key.without(FileParts.ignored("variant")).description, rows.first.map(FileParts.variantLabel) ?? "",
            figure(median(times)),
        ]
            + (spread ? [figure(quantile(times, 0.25)), figure(quantile(times, 0.75))] : [])
            + [figure(rate), "\(valid.count)/\(rows.count)\(state)"]
    }

    private static func footer(_ rows: [ResultRow]) -> String {
        guard let row = rows.first else { return "" }
        func value(_ name: String) -> String { row.text(name) ?? "unknown" }
        let campaigns = Set(rows.compactMap { $0.text("campaign") }).count
        return "\n\(rows.count) rows, \(campaigns) campaign\(campaigns == 1 ? "" : "s"); "
            + "\(value("cpu")), CPUs \(value("cpus_allowed")), kernel \(value("kernel")), governor \(value("governor")), "
            + "\(value("build")) build, \(value("compiler"))\n"
            + "ns/op: one operation of one thread, median over repetitions; unlocked is the floor, not a rule\n"
    }
}
