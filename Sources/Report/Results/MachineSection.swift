import BenchmarkResults
import Comparing

/// Where the figures are from, and what speaks against them.
struct MachineFacts {
    /// What was measured, where and with what: one value, or the few there are.
    let grid: TextGrid
    /// What a reader must know, one sentence each.
    let warnings: [String]

    private static let columns = [
        "cpu", "cpus_allowed", "cgroup_cpu_max", "smt", "governor", "turbo", "aslr", "kernel", "os", "compiler",
        "build", "commit",
        "liburcu", "libbenchmark", "host", "started_at", "argv",
    ]

    init(_ sides: [Side], _ rows: ReportRows) {
        let values = Self.columns.map { column in (name: column, values: sides.map { Self.values($0, column) }) }
        let unknown = values.filter { $0.values.allSatisfy { $0 == "unknown" } }.map(\.name)
        grid = TextGrid(
            titles: ["what"] + (sides.count == 1 ? ["value"] : sides.map { legible($0.label) }), numeric: [],
            rows: values.filter { !unknown.contains($0.name) }.map { [$0.name] + $0.values }
                + (unknown.isEmpty
                    ? [] : [["not known", unknown.joined(separator: ", ")] + sides.dropFirst().map { _ in "" }]))
        warnings = Self.warnings(rows.rows)
    }

    private static func values(_ side: Side, _ column: String) -> String {
        let values = side.values(column).map { legible($0, length: 120) }
        if values.isEmpty { return "unknown" }
        return values.count <= 3 ? values.joined(separator: "; ") : "\(values[0]); and \(values.count - 1) more"
    }

    private static func warnings(_ rows: [ResultRow]) -> [String] {
        var warnings: [String] = []
        func warn(_ count: Int, _ text: String) {
            if count > 0 { warnings.append("\(count) of \(rows.count) rows \(text)") }
        }
        warn(rows.count { $0.text("status") == "skipped" }, "were skipped: the last table says why.")
        warn(
            rows.count { $0.flag("valid") != true && $0.text("status") != "skipped" },
            "are not valid and enter no figure: the last table says why.")
        warn(rows.count { $0.text("build") == "debug" }, "are of a debug build: their times mean nothing.")
        warn(
            rows.count { $0.flag("oversubscribed") == true },
            "had more threads that could run than CPUs: they say how the rules fare when threads are preempted.")
        warn(rows.count { $0.flag("dirty") == true }, "are of a program whose work tree differed from its commit.")
        warn(
            rows.count { row in
                guard let steal = row.number("steal_ms"), let window = row.number("window_s") else { return false }
                return steal > window * 1000 * 0.01 * Double(CPUList.count(row.text("cpus_allowed") ?? "") ?? 1)
            }, "lost more than 1 % of the CPUs' time to the hypervisor.")
        let unknown = ["governor", "turbo"].filter { column in
            rows.allSatisfy { ($0.text(column) ?? "unknown") == "unknown" }
        }
        if !unknown.isEmpty {
            warnings.append(
                "Nobody knows of \(unknown.joined(separator: " and ")): a clock that changes moves all figures.")
        }
        let processes = Set(rows.map { [$0.text("campaign") ?? "", "\($0.integer("process") ?? 0)"] }).count
        if processes < 6 {
            warnings.append(
                "\(processes == 1 ? "One process" : "\(processes) processes") measured all: what is shown describes this run and need not "
                    + "hold for another (--processes).")
        }
        return warnings
    }
}
