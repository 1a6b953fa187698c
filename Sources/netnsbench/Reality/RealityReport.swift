import BenchmarkEngine
import Foundation
import KernelBackend
import Report
import Statistics

/// The figures side by side, the rankings, and what has to be known to read them.
struct RealityReport {
    private let findings: RealityFindings
    private let rows: RealityRows
    private let plan: RealityPlan

    init(_ plan: RealityPlan, _ rows: RealityRows) {
        self.plan = plan
        self.rows = rows
        findings = RealityFindings(plan, rows)
    }

    /// The rankings, pair by pair.
    var rankings: [RealityFindings.Ranked] { findings.rankings }

    /// The table.
    var grid: TextGrid {
        TextGrid(
            titles: ["what", "ratio of rates", "model", "kernel"], numeric: [2, 3],
            rows: findings.lines.map { line in
                [line.subject.name, line.subject.ratio, text(line.model), text(line.kernel)]
            })
    }

    /// The same with the medians, the ends of the intervals and the number of blocks as columns of their own.
    var data: TextGrid {
        TextGrid(
            titles: [
                "what", "ratio", "model", "model_low", "model_high", "model_replicates", "kernel", "kernel_low",
                "kernel_high", "kernel_replicates",
            ], numeric: Set(2...9),
            rows: findings.lines.map { line in
                [line.subject.name, line.subject.ratio] + cells(line.model) + cells(line.kernel)
            })
    }

    /// The rankings, as a table.
    var rankingGrid: TextGrid {
        TextGrid(
            titles: ["ranking", "model", "kernel", "the two"], numeric: [],
            rows: findings.rankings.map { [$0.name, $0.model, $0.kernel, Self.words($0)] })
    }

    /// What has to be known to read the tables, a line each.
    var remarks: [String] {
        var lines = [
            "Ratios of rates within a block (of creating and deleting alone, without what else belongs to their cycles), their medians over \(rows.replicatesAreBlocks ? "blocks" : "\(rows.runs) runs") with "
                + "the sign-test interval of at least 95 %; no time of the model is set beside a time of the kernel. "
                + "\(plan.namespaces) namespaces.",
            "In rankings, > is more than 10 % apart by the whole interval, = is less, ? is not decided.",
            "'no lock' is the control: what this machine gives where nothing is shared. The model's floor takes no updaters.",
            mapping,
        ]
        lines += Dictionary(grouping: rows.skipped, by: \.reason).sorted { $0.key < $1.key }.map {
            "Not measured here: \($1.count) \($1.count == 1 ? "case" : "cases"), because \($0)"
        }
        if let kernel = rows.owed["kernel"] {
            let model = rows.owed["model"].map { String(format: " (the model %.2f ms)", $0 / 1e6) } ?? ""
            lines.append(
                String(
                    format:
                        "Deferred work still owed: after a window with creators the kernel destroyed for %.0f ms more",
                    kernel / 1e6)
                    + model + ", and that is in no ratio.")
        }
        if rows.censored > 0 {
            lines.append(
                "In \(rows.censored) rows an operation outlasted the window, or none ended in it: use a longer --duration."
            )
        }
        if rows.invalid > 0 { lines.append("\(rows.invalid) rows are not valid and are in no figure.") }
        return lines
    }

    private var mapping: String {
        let checked = KernelOperation.checkedKernel
        let kernel = rows.kernel
        let isThat = kernel == checked || kernel.hasPrefix(checked + ".") || kernel.hasPrefix(checked + "-")
        return "Kernel \(kernel); which lock a request takes was checked on \(checked)"
            + (isThat ? "." : ", and this is another: --verify-locks looks at the running one.")
    }

    /// For a terminal.
    func print(on display: TerminalDisplay) {
        for table in [grid, rankingGrid] { display.print(table) }
        for remark in remarks { display.print(remark) }
    }

    /// For a page.
    var markdown: String {
        [grid.markdown(), rankingGrid.markdown(), remarks.map { "- \($0)" }.joined(separator: "\n")]
            .joined(separator: "\n")
    }

    /// How often the rankings of several runs agreed: a row for each pair of each.
    static func counts(_ runs: [RealityReport]) -> TextGrid {
        struct Name: Hashable {
            let ranking: String
            let one: String
            let other: String
        }
        // Not every run has measured every pair.
        let found = runs.flatMap { run in
            run.rankings.flatMap { ranking in
                ranking.pairs.map { (name: Name(ranking: ranking.name, one: $0.one, other: $0.other), $0.agreement) }
            }
        }
        var names: [Name] = []
        for entry in found where !names.contains(entry.name) { names.append(entry.name) }
        let rows = names.map { name in
            [name.ranking, "\(name.one), \(name.other)"]
                + Agreement.allCases.map { agreement in "\(found.count { $0.name == name && $0.1 == agreement })" }
        }
        return TextGrid(
            titles: ["ranking, \(runs.count) runs", "pair"] + Agreement.allCases.map(words), numeric: Set(2...5),
            rows: rows)
    }

    /// `agree in 2 of 3 pairs; rtnl, list mutex: not decided`.
    private static func words(_ ranked: RealityFindings.Ranked) -> String {
        guard !ranked.pairs.isEmpty else { return "not measured" }
        let agreed = ranked.pairs.count { $0.agreement == .agrees }
        let others = ranked.pairs.filter { $0.agreement != .agrees }
            .map { "\($0.one), \($0.other): \(words($0.agreement))" }
        return (["agree in \(agreed) of \(ranked.pairs.count) pairs"] + others).joined(separator: "; ")
    }

    private static func words(_ agreement: Agreement) -> String {
        switch agreement {
        case .agrees: "agree"
        case .differs: "differ"
        case .contradicts: "contradict"
        case .open: "not decided"
        }
    }

    private func text(_ figure: RealityFindings.Figure) -> String {
        guard let median = figure.median else { return "-" }
        guard let interval = figure.interval else { return "\(number(median)) (\(figure.replicates) only)" }
        return "\(number(median)) [\(number(interval.lower)), \(number(interval.upper))]"
    }

    private func cells(_ figure: RealityFindings.Figure) -> [String] {
        let ends = [figure.interval?.lower, figure.interval?.upper]
        return ([figure.median] + ends).map { $0.map { "\($0)" } ?? "" } + ["\(figure.replicates)"]
    }

    private func number(_ value: Double) -> String { String(format: "%.2f", value) }
}
