import ArgumentParser
import BenchmarkResults
import Comparing
import Glibc
import Report

/// `netnsbench calibrate`.
struct CalibrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calibrate",
        abstract: "Measures this program against itself: the noise of each case, and what can be told from it.",
        discussion: """
            Each campaign is a duel of this program with itself. The table says, for each case: the noise of one paired ratio
            (robust standard deviation); the smallest change that a duel of --pairs blocks finds in nine of ten tries; how many
            blocks a change of 5 % and one of 1 % would need. With --campaigns K it also says by how much campaigns differ of
            themselves, and keeps that in calibration.csv beside the results, where `compare` finds it: only with it do files of
            different campaigns get a verdict. Options of `run` follow after `--`.

            Examples:
              netnsbench calibrate -- --scenario for_each_net --namespaces 64
              netnsbench calibrate --campaigns 6 --pause 60s -- --suite quick

            Exit codes: 0 done; 1 failed; 2 usage; 130 / 143 interrupted.
            """)

    @Option(help: "Blocks of each side in a campaign. Default: as many as a verdict over the cases needs.")
    var pairs: Int?

    @Option(help: "Campaigns; two or more are kept in calibration.csv.")
    var campaigns = 1

    @Option(help: "How long to wait between two campaigns, so that they see more of what the machine does.")
    var pause: TimeSpan?

    @Option(help: "The column whose noise is measured.")
    var metric = "ns_per_op"

    @Option(help: "The calibration file. By default calibration.csv in results/, or here where there is no results/.")
    var out: String?

    @Option(help: "Of everything random.")
    var seed: UInt64?

    @Option(help: "table, csv, json or markdown.")
    var format: ComparisonFormat = .table

    @Argument(parsing: .postTerminator, help: "Options of run, after `--`.")
    var runOptions: [String] = []

    func run() async throws {
        guard (1...1000).contains(campaigns) else {
            throw ProgramFailure.usage("--campaigns \(campaigns) is outside 1 to 1000.")
        }
        let options = ComparisonOptions(metric: try ComparisonArguments.column(metric))
        try Duel.check(runOptions)
        let file = try campaigns > 1 ? CalibrationOutput(path: out) : nil
        let builds = try await Duellists(programs: [], revision: nil)
        let first = seed ?? UInt64.random(in: 0...UInt64(UInt32.max))
        var duels: [(old: [ResultRow], new: [ResultRow])] = []
        var planned = 0
        let name = Campaign(arguments: CommandLine.arguments).name
        for number in 0..<campaigns {
            let party = Duel.Party(build: builds.old, options: runOptions)
            let duel = Duel(old: party, new: party, repetitions: 1, seed: first &+ UInt64(number) &* 0x1_0000)
            let plan = try await duel.plan(pairs: pairs)
            planned = plan.pairs
            if number == 0 {
                let times = campaigns > 1 ? "\(campaigns) campaigns, each: " : ""
                writeToStandardError("\(times)\(plan.sentence)\n")
            } else if let pause {
                usleep(UInt32(clamping: pause.nanoseconds / 1000))
            }
            var rows: (old: [ResultRow], new: [ResultRow]) = ([], [])
            let signal = try await duel.measure(
                plan, campaign: "\(name)-\(number)", argv: ShellWords.join(CommandLine.arguments)
            ) {
                if $1 { rows.new.append($0) } else { rows.old.append($0) }
            }
            if let signal { throw interruption(by: signal) }
            duels.append(rows)
        }
        try conclude(duels, planned, options, file, name)
    }

    private func conclude(
        _ duels: [(old: [ResultRow], new: [ResultRow])], _ pairs: Int, _ options: ComparisonOptions,
        _ file: CalibrationOutput?, _ name: String
    ) throws {
        let findings = CalibrationStudy.noise(duels: duels, options: options, pairs: pairs)
        guard !findings.isEmpty else {
            throw ProgramFailure.failed("no case has valid figures of \(metric) on both sides")
        }
        let lines = file == nil ? [] : CalibrationStudy(campaigns: duels.map(\.old)).lines(metric: metric)
        let grid = NoiseTable(findings, lines: lines, metric: options.metric).grid
        let count = findings.count
        let remark =
            "detectable: in nine of ten tries, by a sign test of \(pairs) pairs at 5 % over \(count) \(count == 1 ? "case" : "cases") "
            + "(Holm), against no change; a change beyond a threshold needs to be larger by that threshold"
        switch format {
        case .table: print(grid.plain(), remark, separator: "\n")
        case .markdown: print(grid.markdown(), remark, separator: "\n\n")
        case .csv:
            print(grid.csv(), terminator: "")
            writeToStandardError(remark + "\n")
        case .json: print("{\n  \"cases\": \(grid.json()),\n  \"remark\": \(TextGrid.jsonString(remark))\n}")
        }
        let commit = duels.first?.old.first?.text("commit") ?? ""
        try file?.append(lines.map { CalibrationFile.line($0, commit: commit, calibration: name) })
    }
}

/// The calibration file, opened before anything is measured.
final class CalibrationOutput {
    private let path: String
    private let file: UnsafeMutablePointer<FILE>

    /// Opens the file to add to it; checks that what is there is a calibration.
    init(path: String?) throws {
        let folder = access("results", W_OK) == 0 ? "results/" : ""
        self.path = path ?? folder + CalibrationSource.fileName
        if access(self.path, F_OK) == 0 { _ = try CalibrationSource.find(self.path, beside: []) }
        guard let file = fopen(self.path, "a") else {
            throw ProgramFailure.failed("\(self.path): cannot be written: \(String(cString: strerror(errno)))")
        }
        self.file = file
    }

    deinit { fclose(file) }

    /// Adds lines, all with one write, and says so.
    func append(_ lines: [String]) throws {
        fseek(file, 0, SEEK_END)
        let text = (ftell(file) == 0 ? CalibrationFile.headerLine : "") + lines.joined()
        guard fputs(text, file) >= 0, fflush(file) == 0 else {
            throw ProgramFailure.failed("\(path): cannot be written: \(String(cString: strerror(errno)))")
        }
        writeToStandardError("\(lines.count) cases in \(path)\n")
    }
}
