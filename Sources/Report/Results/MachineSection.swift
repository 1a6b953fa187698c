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
        warnings = Self.warnings(rows.rows) + Self.processes(sides)
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
        warn(
            rows.count { $0.text("status") == "skipped" },
            "were skipped: \(Self.reasons(rows.filter { $0.text("status") == "skipped" })).")
        warn(
            rows.count { $0.flag("valid") != true && $0.text("status") != "skipped" },
            "are not valid and enter no figure: "
                + "\(Self.reasons(rows.filter { $0.flag("valid") != true && $0.text("status") != "skipped" })).")
        warn(
            rows.count { isNegativeControl($0.text("variant") ?? "") },
            "are of negative controls, which are wrong on purpose: their times are those of a program that fails.")
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
        return warnings
    }

    /// The reasons that rows give, each once, the first three.
    static func reasons(_ rows: [ResultRow]) -> String {
        var reasons: [String] = []
        for row in rows {
            let reason = legible(row.text("error") ?? row.text("status") ?? "they do not say why", length: 200)
            if !reasons.contains(reason) { reasons.append(reason) }
        }
        return reasons.prefix(3).joined(separator: "; ")
            + (reasons.count > 3 ? "; and \(reasons.count - 3) more reasons" : "")
    }

    /// By the side that has fewest.
    private static func processes(_ sides: [Side]) -> [String] {
        guard let fewest = sides.map(\.processes).min(), fewest < 6 else { return [] }
        let who = fewest == 1 ? "One process" : "\(fewest) processes"
        return [
            "\(who) measured all\(sides.count > 1 ? " of a side" : ""): what is shown describes this run and need not hold for "
                + "another (--processes)."
        ]
    }
}
