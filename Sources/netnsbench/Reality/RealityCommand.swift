import ArgumentParser
import BenchmarkEngine
import BenchmarkResults
import Glibc
import KernelBackend
import Report
import Statistics

/// `netnsbench reality`.
struct RealityCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reality",
        abstract: "Sets the model beside the running kernel: does it rank the locking rules as the kernel does?",
        discussion: """
            Measures matched pairs of both in turn, block by block, and prints scaling (two threads against one) and retention
            (with company against without), never times. rtnl is one lock for the whole machine: while this runs, in windows of
            a few milliseconds, other network configuration waits. All that is made lives in namespaces that end with the
            process. docs/reality.md says what is called, and which lock that takes.

            Examples:
              netnsbench reality
              netnsbench reality --runs 10 --format markdown -o reality.csv
              netnsbench reality --from reality.csv
              netnsbench reality --verify-locks

            Exit codes: 0 done, whatever the rankings say; 1 failed, or a lock is not as it was on 6.18; 2 usage; 5 the running kernel cannot be measured here;
            130 / 143 interrupted: the rows measured so far are in the file.
            """)

    /// How the tables are written.
    enum Format: String, CaseIterable, ExpressibleByArgument {
        case table, markdown, csv, json
    }

    @Option(help: "Blocks: the pairs of a ratio are measured in one. Below 6 there is no interval. 20 by default.")
    var blocks: Int?

    @Option(help: "Runs, one after the other: how often do the rankings agree? 1 by default.")
    var runs: Int?

    @Option(help: "Namespaces that are walked: at most 1000, or a dump of ids does not show them all. 1000 by default.")
    var namespaces: Int?

    @Option(help: "The length of one measured window, with its unit; 30ms by default.")
    var duration: TimeSpan?

    @Option(help: "How long the roles work before the window opens; 5ms by default.")
    var warmup: TimeSpan?

    @Option(help: "Of everything random; chosen and recorded if not given.")
    var seed: UInt64?

    @Option(
        name: .shortAndLong, help: "The CSV file of all rows; `-` is none. By default a new name in results/.",
        completion: Completions.results)
    var out: String?

    @Flag(help: "Replace the CSV file if it exists.")
    var force = false

    @Option(
        help: "Measure nothing: judge the rows of this file, which an earlier reality kept.",
        completion: Completions.results)
    var from: String?

    @Flag(help: "Measure nothing: look up, by its tracepoints, which locks the running kernel takes; needs root.")
    var verifyLocks = false

    @Option(help: "table, markdown, csv or json.")
    var format: Format = .table

    @OptionGroup var speech: QuietOption

    private static let usualBlocks = 20

    @Flag(help: ArgumentHelp("Measure although this is a debug build.", visibility: .hidden))
    var allowDebug = false

    func run() async throws {
        if verifyLocks { return try await Signals.caught { try await KernelLocksCommand.verify() } }
        try check()
        if let from { return try judge(from) }
        let plan = RealityPlan(namespaces: namespaces ?? 1000)
        try refuseDebug()
        let measuring = try await RealityMeasuring(
            plan,
            RealityMeasuring.Settings(
                blocks: blocks ?? Self.usualBlocks, duration: duration ?? TimeSpan(milliseconds: 30),
                warmup: warmup ?? TimeSpan(milliseconds: 5), seed: seed ?? UInt64.random(in: 0...UInt64(UInt32.max)),
                allowsDebug: allowDebug))
        conclude(plan, try await measured(measuring))
    }

    private func check() throws {
        if let namespaces, !(2...KernelOperation.mostIDs).contains(namespaces) {
            throw ProgramFailure.usage(
                "--namespaces \(namespaces) is outside 2 to \(KernelOperation.mostIDs): a dump of ids shows no more.")
        }
        guard [blocks, runs].allSatisfy({ (1...1000).contains($0 ?? 1) }) else {
            throw ProgramFailure.usage("--blocks and --runs are from 1 to 1000.")
        }
        let given: [(String, Bool)] = [
            ("--out", out != nil), ("--force", force), ("--blocks", blocks != nil), ("--runs", runs != nil),
            ("--namespaces", namespaces != nil), ("--duration", duration != nil), ("--warmup", warmup != nil),
            ("--seed", seed != nil),
        ]
        if from != nil, let option = given.first(where: \.1)?.0 {
            throw ProgramFailure.usage("--from measures nothing, so \(option) has no effect: leave it out.")
        }
    }

    /// Judges rows that are there already, of the length that they were measured at.
    private func judge(_ path: String) throws {
        let rows = try readRows(path, filter: nil)
        let lengths = Dictionary(grouping: rows.filter { $0.text("backend") == "kernel" }) {
            $0.integer("namespaces") ?? 0
        }
        guard let length = lengths.max(by: { ($0.value.count, $1.key) < ($1.value.count, $0.key) })?.key else {
            throw ProgramFailure.failed("\(path) has no row of the running kernel: it is no file that reality kept")
        }
        let plan = RealityPlan(namespaces: Int(length))
        guard
            RealityFindings(plan, RealityRows(rows)).lines.contains(where: {
                $0.kernel.median != nil && $0.model.median != nil
            })
        else {
            throw ProgramFailure.failed(
                "\(path) has no pair of a case of the model and one of the kernel: it is no file that reality kept")
        }
        conclude(plan, rows)
    }

    private func refuseDebug() throws {
        #if DEBUG
            guard allowDebug else {
                throw ProgramFailure.usage(
                    "this is a debug build: its figures would mean nothing; build with `swift build -c release`.")
            }
        #endif
    }

    /// All rows of all runs, each in the file as soon as its window has closed.
    private func measured(_ measuring: RealityMeasuring) async throws -> [ResultRow] {
        let campaign = Campaign(arguments: CommandLine.arguments)
        let path = out ?? "\(ResultsFolder.prefix)\(campaign.host)-reality-\(campaign.stamp).csv"
        let runs = runs ?? 1
        let progress = ProgressLine(
            total: runs * measuring.windows, perBlock: measuring.windows / (blocks ?? Self.usualBlocks),
            isQuiet: speech.quiet)
        let writer: CSVWriter
        do {
            writer = try CSVWriter(path: path == "-" ? "/dev/null" : path, force: force || path == "-")
        } catch {
            throw ProgramFailure.failed("\(error)" + (out == nil ? "; name another file, or none, by --out" : ""))
        }
        speech.say(measuring.sentence(runs: runs) + "\n")
        var rows = measuring.skipped.map { campaign.skippedRow($0, seed: measuring.seed, pin: .none) }
        do {
            for row in rows { try writer.write(row) }
            for number in 1...runs {
                rows += try await Signals.caught {
                    try await measuring.run(campaign, number: number, progress) { try writer.write($0) }
                }
            }
            progress.clear()
            try writer.close()
        } catch {
            progress.clear()
            if error is ExitCode { throw error }
            throw ProgramFailure.failed("\(error)")
        }
        if path != "-" && !(speech.quiet && out != nil) { writeToStandardError("\(rows.count) rows in \(path)\n") }
        return rows
    }

    private func conclude(_ plan: RealityPlan, _ rows: [ResultRow]) {
        let report = RealityReport(plan, RealityRows(rows))
        switch format {
        case .csv: print(report.data.csv(), terminator: "")
        case .json: print(report.data.json())
        case .table: report.print(on: .output)
        case .markdown: print(report.markdown)
        }
        let byRun = Dictionary(grouping: rows.filter { $0.text("status") != "skipped" }) { $0.text("campaign") ?? "" }
        guard byRun.count > 1, format == .table || format == .markdown else { return }
        let runs = byRun.values.map { RealityReport(plan, RealityRows($0)) }
        let counts = RealityReport.counts(runs)
        print("")
        if format == .table { TerminalDisplay.output.print(counts) } else { print(counts.markdown()) }
    }
}
