import ArgumentParser
import BenchmarkEngine
import BenchmarkResults
import Glibc
import NetNamespaceBenchmarks
import Report

/// `netnsbench run`.
struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Measures cases and keeps one row per repetition in a CSV file.",
        discussion: """
            Lists and ranges multiply into cases. Results go to stdout, everything else to stderr.
            Options of Google Benchmark follow after `--`.

            Examples:
              netnsbench run --suite quick
              netnsbench run --scenario for_each_net --variant rtnl_retry,rcu_qsbr --namespaces 1:100000:x10 --readers 1,2
              netnsbench run --scenario rtnl_unlock --namespaces 1024 --pending 1,64 -o unlock.csv
              netnsbench run --filter storm -- --benchmark_out=storm.json

            Exit codes: 0 done; 1 an invalid row, a timeout, or a file that cannot be written; 2 usage;
            130 / 143 interrupted: the rows measured so far are in the file.
            """)

    @OptionGroup(title: "Workload") var workload: WorkloadOptions
    @OptionGroup(title: "Measuring") var measuring: MeasuringOptions

    @Option(name: .shortAndLong, help: "The CSV file; `-` is stdout. By default a new name in results/.")
    var out: String?

    @Flag(help: "Replace the CSV file if it exists.")
    var force = false

    @Option(help: "Only cases whose name matches this regular expression.")
    var filter: String?

    @Flag(help: "Print the cases and measure nothing.")
    var dryRun = false

    @Flag(help: ArgumentHelp("Measure although this is a debug build.", visibility: .hidden))
    var allowDebug = false

    @Argument(parsing: .postTerminator, help: "Options for Google Benchmark, after `--`.")
    var googleBenchmark: [String] = []

    func run() throws {
        try measuring.check()
        do {
            try GoogleBenchmarkOptions.validate(googleBenchmark)
        } catch {
            throw ProgramFailure.usage("\(error)")
        }
        let allowed = allowedCPUs()
        let pin = try measuring.pinning(allowed: allowed)
        let seed = measuring.seed ?? UInt64.random(in: 0...UInt64(UInt32.max))
        let plan = try RunPlan(
            request: try workload.request(cores: max(1, allowed.count)), seed: seed, filter: filter)
        for refusal in plan.refusals { writeToStandardError("left out: \(refusal)\n") }
        if dryRun { return plan.describe(repetitions: measuring.repetitions, window: measuring.duration.nanoseconds) }
        try refuseDebugBuild()
        try plan.refuseTooMuchMemory()

        let campaign = Campaign(seed: seed, arguments: CommandLine.arguments)
        let output = try RunOutput(path: out, suite: workload.suite, campaign: campaign, force: force)
        let configuration = EngineConfiguration(
            window: measuring.duration.nanoseconds, warmup: measuring.warmup.nanoseconds,
            repetitions: measuring.repetitions, pin: pin, timeout: measuring.timeout.nanoseconds, seed: seed,
            campaign: campaign.name, argv: campaign.argv, googleBenchmarkArguments: googleBenchmark)
        try measure(plan, configuration, output, campaign)
    }

    private func measure(
        _ plan: RunPlan, _ configuration: EngineConfiguration, _ output: RunOutput, _ campaign: Campaign
    ) throws {
        for skipped in plan.skipped { try output.write(campaign.skippedRow(skipped, configuration: configuration)) }
        let progress = ProgressLine()
        let summary: EngineSummary
        do {
            summary = try Engine(configuration: configuration).run(
                plan.measurable,
                onRow: { row in try output.write(campaign.completed(row)) },
                onProgress: { done, total, name in progress.show(done: done, total: total, name: name) })
        } catch {
            progress.clear()
            throw ProgramFailure.failed("\(error)")
        }
        progress.clear()
        try output.finish(summary: summary)
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
