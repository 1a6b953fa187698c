import ArgumentParser
import BenchmarkResults
import Foundation
import Report

/// `netnsbench study shapes`, behind `make shapes`.
struct StudyShapesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "shapes",
        abstract: "Measures the seven shapes of the kernel's history, and what pending_queue promises.",
        discussion: """
            Each part is a `run` of its own; figures are paired within it, and all rows are kept. What is asked of each figure
            and why: docs/shapes.md.

            Examples:
              netnsbench study shapes --figures docs/figures
              netnsbench study shapes --quick
              netnsbench study shapes --from results/host-shapes-20261125T020000Z.csv --figures figures

            Exit codes: 0 every shape is there; 1 one is not, or a row is not valid. A promise that does not hold is a
            result, and no failure.
            """)

    @Flag(help: "Exact counters and coarse shapes only, in less than a minute.")
    var quick = false

    @Option(name: .shortAndLong, help: "The CSV file of all rows. By default a new name in results/.")
    var out: String?

    @Flag(help: "Replace the CSV file if it exists.")
    var force = false

    @Option(help: "The folder for shape-1.svg to shape-7.svg; needs gnuplot.")
    var figures: String?

    @Option(help: "Measure nothing: judge the rows of this file, which an earlier study kept.")
    var from: String?

    @Flag(help: ArgumentHelp("Measure although this is a debug build.", visibility: .hidden))
    var allowDebug = false

    func run() async throws {
        if from != nil, out != nil || force {
            throw ProgramFailure.usage(
                "--from measures nothing, so there is no file to write: leave out -o and --force.")
        }
        let plan = ShapePlan(isQuick: quick)
        let measured: (rows: ShapeRows, complaints: [String])
        if let from {
            measured = (ShapeRows(try ShapeMeasuring.parts(of: readRows(from, filter: nil), plan)), [])
        } else {
            let measuring = try ShapeMeasuring(plan: plan, path: out, force: force, allowDebug: allowDebug)
            measured = try await Signals.caught { try measuring.measured() }
        }
        let report = ShapeReport(plan: plan, rows: measured.rows)
        print(report.text)
        try flushStandardOutput()
        if let figures { try ShapeFigures(plan: plan, rows: measured.rows).draw(in: figures) }
        for complaint in measured.complaints { complain(complaint) }
        if report.missing > 0 { throw ProgramFailure.failed("\(report.missing) of the shapes asked for do not show") }
        if !measured.complaints.isEmpty { throw ExitCode(ExitStatus.failed.rawValue) }
    }
}

/// All answers, as they are printed.
struct ShapeReport {
    /// The answers, in order.
    let findings: [ShapeFinding]

    init(plan: ShapePlan, rows: ShapeRows) {
        findings =
            DrainShapes(plan: plan, rows: rows).findings + ThreadShapes(plan: plan, rows: rows).findings
            + (plan.isQuick ? [] : QueuePromises(plan: plan, rows: rows).findings)
    }

    /// How many shapes were asked for and do not show.
    var missing: Int { findings.count { $0.outcome == .missing } }

    /// The table, and a sentence for each promise that is broken or open.
    var text: String {
        let grid = TextGrid(
            titles: ["where", "asked", "measured", "answer"], numeric: [],
            rows: findings.map { [$0.subject, $0.claim, $0.figure, $0.outcome.rawValue] })
        let broken = findings.filter { [.broken, .open, .missing].contains($0.outcome) }
            .map { "\($0.outcome.rawValue): \($0.subject), \($0.claim); measured \($0.figure)" }
        let promises = findings.filter { $0.subject.hasPrefix("promise") }
        var lines = ["shapes: \(missing) of \(findings.count - promises.count) questions answered against the history"]
        if !promises.isEmpty {
            lines.append(
                "promises of pending_queue: \(promises.count { $0.outcome == .holds }) of \(promises.count) hold")
        }
        return ([grid.plain()] + broken + lines).joined(separator: "\n")
    }
}
