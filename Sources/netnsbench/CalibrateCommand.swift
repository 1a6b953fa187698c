import ArgumentParser
import BenchmarkResults
import Comparing
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

            Exit codes: 0 done; 1 failed; 2 usage; 130 / 143 interrupted: the campaigns that are complete are told and kept.
            """)

    @Option(help: "Blocks of each side in a campaign. Default: as many as a verdict over the cases needs.")
    var pairs: Int?

    @Option(help: "Campaigns; two or more are kept in calibration.csv.")
    var campaigns = 1

    @Option(help: "How long to wait between two campaigns, so that they see more of what the machine does.")
    var pause: TimeSpan?

    @Option(help: "The column whose noise is measured.", completion: Completions.metrics)
    var metric = "ns_per_op"

    @Option(help: "The calibration file. By default calibration.csv in results/, or here where there is no results/.")
    var out: String?

    @Option(help: "Of everything random.")
    var seed: UInt64?

    @Option(help: "table, csv, json or markdown.")
    var format: ComparisonFormat = .table

    @OptionGroup var speech: QuietOption

    @Argument(parsing: .postTerminator, help: "Options of run, after `--`.")
    var runOptions: [String] = []

    func run() async throws {
        guard (1...1000).contains(campaigns) else {
            throw ProgramFailure.usage("--campaigns \(campaigns) is outside 1 to 1000.")
        }
        let options = ComparisonOptions(metric: try ComparisonArguments.column(metric))
        try Duel.check(runOptions)
        let file = try campaigns > 1 ? CalibrationOutput(path: out) : nil
        let name = Campaign(arguments: CommandLine.arguments).name
        var duels: [SelfDuels.Rows] = []
        var planned = 0
        let signal = try await Signals.caught {
            let builds = try await Duellists(programs: [], revision: nil)
            let selfDuels = SelfDuels(
                builds: builds, options: runOptions, name: name, argv: ShellWords.join(CommandLine.arguments),
                seed: seed ?? UInt64.random(in: 0...UInt64(UInt32.max)), isQuiet: speech.quiet)
            return try await selfDuels.measure(
                campaigns, pairs: pairs,
                announce: { plan in
                    let times = campaigns > 1 ? "\(campaigns) campaigns, each: " : ""
                    speech.say("\(times)\(plan.sentence)\n")
                },
                between: { if let pause { try await Signals.sleep(nanoseconds: pause.nanoseconds) } },
                onCampaign: { rows, pairs, errors in
                    duels.append(rows)
                    planned = pairs
                    for error in errors { complain(error) }
                })
        }
        if !duels.isEmpty { try conclude(duels, planned, options, file, name) }
        if let signal { throw interruption(by: signal) }
    }

    private func conclude(
        _ duels: [SelfDuels.Rows], _ pairs: Int, _ options: ComparisonOptions, _ file: CalibrationOutput?,
        _ name: String
    ) throws {
        let findings = CalibrationStudy.noise(duels: duels, options: options, pairs: pairs)
        guard !findings.isEmpty else {
            throw ProgramFailure.failed("no case has valid figures of \(metric) on both sides")
        }
        let lines = file == nil ? [] : CalibrationStudy(campaigns: duels.map(\.old), name: name).lines(metric: metric)
        let table = NoiseTable(findings, lines: lines, metric: options.metric)
        let count = findings.count
        let remark =
            "detectable: in nine of ten tries, by a sign test of \(pairs) pairs at 5 % over \(count) "
            + "\(count == 1 ? "case" : "cases") (Holm), against no change; a change beyond a threshold needs to be larger by that "
            + "threshold"
        switch format {
        case .table:
            TerminalDisplay.output.print(table.grid)
            TerminalDisplay.output.print(remark)
        case .markdown: print(table.grid.markdown(), remark, separator: "\n\n")
        case .csv:
            print(table.records.csv(), terminator: "")
            writeToStandardError(remark + "\n")
        case .json: print("{\n  \"cases\": \(table.records.json()),\n  \"remark\": \(JSONString.literal(remark))\n}")
        }
        let commit = duels.first?.old.first?.text("commit") ?? ""
        try file?.append(
            lines.map { CalibrationFile.line($0, commit: commit) }, isQuiet: speech.quiet && out != nil)
    }
}
