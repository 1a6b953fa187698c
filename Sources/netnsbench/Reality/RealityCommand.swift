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

    @Option(help: "Blocks: the pairs of a ratio are measured in one. Below 6 there is no interval.")
    var blocks = 20

    @Option(help: "Runs, one after the other: how often do the rankings agree?")
    var runs = 1

    @Option(help: "Namespaces that are walked: at most 1000, or a dump of ids does not show them all.")
    var namespaces = 1000

    @Option(help: "The length of one measured window, with its unit.")
    var duration = TimeSpan(milliseconds: 30)

    @Option(help: "How long the roles work before the window opens.")
    var warmup = TimeSpan(milliseconds: 5)

    @Option(help: "Of everything random; chosen and recorded if not given.")
    var seed: UInt64?

    @Option(name: .shortAndLong, help: "The CSV file of all rows; `-` is none. By default a new name in results/.")
    var out: String?

    @Flag(help: "Replace the CSV file if it exists.")
    var force = false

    @Option(help: "Measure nothing: judge the rows of this file, which an earlier reality kept.")
    var from: String?

    @Flag(help: "Measure nothing: look up, by its tracepoints, which locks the running kernel takes; needs root.")
    var verifyLocks = false

    @Option(help: "table, markdown, csv or json.")
    var format: Format = .table

    @Flag(help: ArgumentHelp("Measure although this is a debug build.", visibility: .hidden))
    var allowDebug = false

    func run() async throws {
        if verifyLocks { return try await Signals.caught { try await KernelLocksCommand.verify() } }
        try check()
        let plan = RealityPlan(namespaces: namespaces)
        if let from { return conclude(plan, try readRows(from, filter: nil)) }
        try refuseDebug()
        let measuring = try await RealityMeasuring(
            plan,
            RealityMeasuring.Settings(
                blocks: blocks, duration: duration, warmup: warmup,
                seed: seed ?? UInt64.random(in: 0...UInt64(UInt32.max)), allowsDebug: allowDebug))
        conclude(plan, try await measured(measuring))
    }

    private func check() throws {
        guard (2...KernelOperation.mostIDs).contains(namespaces) else {
            throw ProgramFailure.usage(
                "--namespaces \(namespaces) is outside 2 to \(KernelOperation.mostIDs): a dump of ids shows no more.")
        }
        guard (1...1000).contains(blocks), (1...1000).contains(runs) else {
            throw ProgramFailure.usage("--blocks and --runs are from 1 to 1000.")
        }
        if from != nil, out != nil || force {
            throw ProgramFailure.usage(
                "--from measures nothing, so there is no file to write: leave out -o and --force.")
        }
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
        let progress = ProgressLine(total: runs * measuring.windows)
        let writer: CSVWriter
        do {
            writer = try CSVWriter(path: path == "-" ? "/dev/null" : path, force: force || path == "-")
        } catch {
            throw ProgramFailure.failed("\(error)")
        }
        writeToStandardError(measuring.sentence(runs: runs) + "\n")
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
        if path != "-" { writeToStandardError("\(rows.count) rows in \(path)\n") }
        return rows
    }

    private func conclude(_ plan: RealityPlan, _ rows: [ResultRow]) {
        let report = RealityReport(plan, RealityRows(rows))
        switch format {
        case .csv: print(report.data.csv(), terminator: "")
        case .json: print(report.data.json())
        case .table: print(report.text)
        case .markdown: print(report.markdown)
        }
        let byRun = Dictionary(grouping: rows.filter { $0.text("status") != "skipped" }) { $0.text("campaign") ?? "" }
        guard byRun.count > 1, format == .table || format == .markdown else { return }
        let runs = byRun.values.map { RealityReport(plan, RealityRows($0)) }
        let counts = RealityReport.counts(runs)
        print("\n" + (format == .table ? counts.plain() : counts.markdown()))
    }
}
