import ArgumentParser
import BenchmarkEngine
import BenchmarkResults
import Glibc
import NetNamespaceBenchmarks

/// `netnsbench run`.
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Measures cases and keeps one row per repetition in a CSV file.",
        discussion: """
            Lists and ranges multiply into cases. All cases are interleaved, block by block, in an order drawn from --seed;
            the variants of a case stand next to each other. Each process is an execution of its own. Results go to stdout,
            everything else to stderr. Options of Google Benchmark follow after `--`.

            Examples:
              netnsbench run --suite quick
              netnsbench run --suite full -o full.csv
              netnsbench run --resume full.csv
              netnsbench run --scenario for_each_net --variant rtnl_retry,rcu_qsbr --namespaces 1:100000:x10 --readers 1,2
              netnsbench run --scenario rtnl_unlock --namespaces 1024 --pending 1,64 --processes 12 -o unlock.csv
              netnsbench run --filter storm -- --benchmark_out=storm.json
              netnsbench run --backend kernel --duration 100ms -o kernel.csv

            Exit codes: 0 done; 1 an invalid row, a timeout, or a file that cannot be written; 2 usage;
            5 the running kernel cannot be measured
            here; 130 / 143 interrupted: the rows measured so far are in the file, and --resume measures the rest.
            """)

    @OptionGroup(title: "Workload") var workload: WorkloadOptions
    @OptionGroup(title: "Measuring") var measuring: MeasuringOptions

    @Option(
        name: .shortAndLong, help: "The CSV file; `-` is stdout. By default a new name in results/.",
        completion: Completions.results)
    var out: String?

    @Flag(help: "Replace the CSV file if it exists.")
    var force = false

    @Option(
        help: "Go on with the interrupted run whose rows are in this file; its options are those of that run.",
        completion: Completions.results)
    var resume: String?

    @Option(help: "Only cases whose name matches this regular expression.")
    var filter: String?

    @Option(
        help: "Only the cases named in this file, one a line as --dry-run prints them; `-` is stdin.",
        completion: .file())
    var cases: String?

    @Flag(help: "Print the cases and measure nothing.")
    var dryRun = false

    @Flag(help: "Measure in this very process, for a debugger or a profiler.")
    var inProcess = false

    @Flag(help: ArgumentHelp("Wait for a line on stdin before each window.", visibility: .hidden))
    var lockstep = false

    @Flag(help: ArgumentHelp("Measure although this is a debug build.", visibility: .hidden))
    var allowDebug = false

    @OptionGroup var speech: QuietOption

    @Argument(parsing: .postTerminator, help: "Options for Google Benchmark, after `--`.")
    var googleBenchmark: [String] = []

    func run() async throws {
        if let resume { return try await resumed(resume) }
        let words = Array(CommandLine.arguments.dropFirst(2))
        var session = try RunSession(self, words: words)
        for refusal in session.plan.refusals { writeToStandardError("left out: \(refusal)\n") }
        if dryRun || listsTests {
            session.plan.list()
            return writeToStandardError(session.schedule.sentence + "\n")
        }
        try refuseDebugBuild()
        if !inProcess { try await session.surveyGround() }
        try session.plan.refuseTooMuchMemory()
        let campaign = Campaign(arguments: CommandLine.arguments)
        let output = try RunOutput(path: out, suite: workload.suiteName, campaign: campaign, force: force)
        output.isQuiet = speech.quiet && out != nil
        for skipped in session.plan.skipped {
            try output.write(campaign.skippedRow(skipped, seed: session.seed, pin: session.pin))
        }
        if inProcess { return try session.measureHere(campaign, output) }
        try await session.measure(campaign: campaign.name, argv: campaign.argv, output)
    }

    private func resumed(_ path: String) async throws {
        let given = CommandLine.arguments.dropFirst(2).filter { !["--allow-debug", "--quiet", "-q"].contains($0) }
        guard given == ["--resume", path] || given == ["--resume=\(path)"] else {
            throw ProgramFailure.usage("--resume \(path) takes every other option from that file: give none besides.")
        }
        try refuseDebugBuild()
        let interrupted = try InterruptedRun(path: path)
        var command = try interrupted.command()
        command.speech.quiet = speech.quiet
        var session = try RunSession(command, words: interrupted.words, seed: interrupted.seed)
        try await session.surveyGround()
        let output = try RunOutput(continuing: path, rows: interrupted.rows)
        output.isQuiet = speech.quiet
        try await session.measure(
            campaign: interrupted.campaign, argv: interrupted.argv, output, after: interrupted)
    }

    private var listsTests: Bool {
        let value = GoogleBenchmarkOptions.value(of: "--benchmark_list_tests", in: googleBenchmark)
        return value.map { ["true", "yes", "on", "t", "y", "1"].contains($0.lowercased()) } ?? false
    }

    private func refuseDebugBuild() throws {
        #if DEBUG
            guard allowDebug else {
                throw ProgramFailure.usage(
                    "this is a debug build: its figures would mean nothing; build with `swift build -c release`, or `make bench`."
                )
            }
        #endif
    }
}
