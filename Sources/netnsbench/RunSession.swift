import ArgumentParser
import BenchmarkEngine
import BenchmarkResults
import Campaigns
import Glibc
import KernelBackend
import NetNamespaceBenchmarks

/// A run whose options have been checked: what it measures, and the two ways of doing it.
struct RunSession {
    /// The cases.
    private(set) var plan: RunPlan
    /// How many processes and repetitions.
    private(set) var schedule: RunSchedule
    /// Of everything random; process `b` has this plus b - 1.
    let seed: UInt64
    /// Where threads are placed.
    let pin: Pinning
    private let command: RunCommand
    private let suite: Suite?
    private let words: [String]

    /// Checks everything that can be checked before anything is opened or started.
    ///
    /// - Parameters:
    ///   - words: the options as they were typed.
    ///   - seed: that of the run that is resumed.
    init(_ command: RunCommand, words: [String], seed: UInt64? = nil) throws {
        self.command = command
        self.words = words
        try command.measuring.check()
        do {
            try GoogleBenchmarkOptions.validate(command.googleBenchmark)
        } catch {
            throw ProgramFailure.usage("\(error)")
        }
        let allowed = allowedCPUs()
        pin = try command.measuring.pinning(allowed: allowed)
        self.seed = seed ?? command.measuring.seed ?? UInt64.random(in: 0...UInt64(UInt32.max))
        let cores = max(1, allowed.count)
        let (window, warmup) = (command.measuring.duration.nanoseconds, command.measuring.warmup.nanoseconds)
        let selection = CaseSelection(
            filter: command.filter, googleBenchmark: command.googleBenchmark,
            names: try command.cases.map(CaseNames.read))
        switch command.workload.backend {
        case .model:
            let request = try command.workload.request(
                cores: cores, usableCPUs: max(1, pin.usableCPUs(allowed: allowed)))
            suite = request.suite
            plan = try RunPlan(
                request: request, seed: self.seed, window: window, warmup: warmup, selection: selection)
        case .kernel:
            let (cases, refusals) = try command.workload.kernelGrid().cases
            suite = nil
            plan = try RunPlan(
                cases: cases, refusals: refusals, cores: cores, seed: self.seed, window: window, warmup: warmup,
                selection: selection)
        }
        schedule = Self.schedule(plan, suite, command)
    }

    private static func schedule(_ plan: RunPlan, _ suite: Suite?, _ command: RunCommand) -> RunSchedule {
        let repetitions = GoogleBenchmarkOptions.value(of: "--benchmark_repetitions", in: command.googleBenchmark)
        return RunSchedule(
            plan: plan, suite: suite, measuring: command.measuring, repetitions: repetitions.flatMap { Int($0) })
    }

    /// Leaves out all cases but those.
    mutating func restrict(to isWanted: (any PlannedCase) -> Bool) {
        plan.restrict(to: isWanted)
        schedule = Self.schedule(plan, suite, command)
    }

    /// Finds out which cases of the running kernel can be measured here; the others are skipped, with the reason.
    ///
    /// Does nothing for the model.
    /// - Throws: `ProgramFailure`, exit code 5, where none can.
    mutating func surveyGround() async throws {
        let cases = plan.measurable.compactMap { $0 as? KernelCase }
        guard let first = cases.first else { return }
        let survey = try await KernelSurvey(cases)
        plan.skip { ($0 as? KernelCase).flatMap(survey.refusal) }
        guard plan.measurable.contains(where: { $0 is KernelCase }) else {
            throw ProgramFailure(status: .unavailable, message: survey.refusal(of: first) ?? "")
        }
        schedule = Self.schedule(plan, suite, command)
    }

    // MARK: In processes of their own

    /// Measures block by block, each process an execution of this program.
    ///
    /// - Parameter interrupted: what there is already.
    func measure(campaign: String, argv: String, _ output: RunOutput, after interrupted: InterruptedRun? = nil)
        async throws
    {
        let report = try failing { try GoogleBenchmarkReport(arguments: command.googleBenchmark) }
        command.speech.say(schedule.sentence + "\n")
        if let interrupted { command.speech.say(schedule.rest(after: interrupted.measuredRows) + "\n") }
        let recorder = CampaignRecorder(campaign: campaign, processes: interrupted?.processes ?? 0)
        let progress = ProgressLine(
            total: schedule.windows, done: interrupted?.measuredRows ?? 0, perBlock: schedule.windows / schedule.blocks,
            isQuiet: command.speech.quiet)
        progress.verdict = { VerdictsSoFar.variants(output.rows) }
        recorder.onComplaints = { text in
            progress.clear()
            writeToStandardError(text)
        }
        let signal: Int32?
        do {
            signal = try await Signals.caught {
                try await blocks(recorder, argv, after: interrupted) { row in
                    try output.write(row)
                    progress.advance(row.caseKey.benchmarkName)
                }
            }
        } catch let code as ExitCode {
            progress.clear()
            throw code
        } catch {
            progress.clear()
            throw ProgramFailure.failed("\(error)")
        }
        progress.clear()
        try output.finish()
        try failing { try report?.write(output.rows.compactMap(GoogleBenchmarkResult.init)) }
        try conclude(signal, recorder)
    }

    /// All blocks in turn; the signal that ended them early.
    private func blocks(
        _ recorder: CampaignRecorder, _ argv: String, after interrupted: InterruptedRun?,
        _ onRow: (ResultRow) throws -> Void
    ) async throws -> Int32? {
        // This very program, whatever a build puts in its place meanwhile.
        let build = try await Build(path: "/proc/self/exe")
        let parts = self.parts
        for order in orders(build, argv, isResumed: interrupted != nil) {
            let block = order.number ?? 1
            for part in parts {
                var order = order
                order.worker = part.worker
                order.cases = part.names.filter { name in
                    !recorder.timedOut.contains(name)
                        && interrupted?.has(name, block: block, repetitions: order.repetitions) != true
                }
                guard order.cases?.isEmpty == false else { continue }
                if let signal = try await recorder.measure(order, onRow: onRow) { return signal }
            }
        }
        return nil
    }

    /// The cases by the ground on which their process has to stand; those of the model need none.
    var parts: [(worker: [String], names: [String])] {
        ([nil] + KernelGround.allCases.map(Optional.some)).map { ground in
            let cases = plan.measurable.filter { ($0 as? KernelCase)?.parameters.ground == ground }
            return (ground.map(WorkerProcess.words) ?? [], cases.map(\.name))
        }
    }

    private func orders(_ build: Build, _ argv: String, isResumed: Bool) -> [BlockRequest] {
        let options = Array(words.prefix { $0 != "--" })
        func order(_ number: Int?, _ repetitions: Int) -> BlockRequest {
            BlockRequest(
                build: build, options: options, cases: nil, number: number,
                seed: seed &+ UInt64((number ?? 1) - 1), repetitions: repetitions, argv: argv)
        }
        // Each pass of an only process is a block; what is left of it goes to processes of one pass.
        if schedule.processes == 1 {
            return isResumed ? (1...schedule.repetitions).map { order($0, 1) } : [order(nil, schedule.repetitions)]
        }
        return (1...schedule.processes).map { order($0, schedule.repetitions) }
    }

    private func conclude(_ signal: Int32?, _ recorder: CampaignRecorder) throws {
        for error in recorder.errors { complain(error) }
        for name in recorder.timedOut.sorted() { complain("\(name) did not end in time and was not measured again") }
        if let signal {
            throw interruption(by: signal)
        }
        if recorder.invalidRows > 0 {
            throw ProgramFailure.failed("\(recorder.invalidRows) rows are not valid; see the column error")
        }
    }

    // MARK: Here

    /// Measures in this process, one pass after the other.
    func measureHere(_ campaign: Campaign, _ output: RunOutput) throws {
        if !KernelWorld.isWorker, plan.measurable.contains(where: { $0 is KernelCase }) {
            throw ProgramFailure.usage(
                "--in-process measures the model only: what is done to the running kernel is done by a worker of its own."
            )
        }
        let wait: @Sendable () -> Bool = { StandardInput.line() != nil }
        let configuration = EngineConfiguration(
            window: command.measuring.duration.nanoseconds, warmup: command.measuring.warmup.nanoseconds,
            repetitions: schedule.repetitions, pin: pin, timeout: command.measuring.timeout.nanoseconds, seed: seed,
            campaign: campaign.name, argv: campaign.argv, googleBenchmarkArguments: command.googleBenchmark,
            gate: command.lockstep ? wait : nil)
        // Whoever waits for one of many processes has a line of the whole.
        let progress = ProgressLine(
            total: plan.measurable.count * schedule.repetitions, perBlock: plan.measurable.count,
            isQuiet: command.speech.quiet || command.lockstep)
        let summary = try failing {
            defer { progress.clear() }
            return try Engine(configuration: configuration).run(
                plan.measurable, onRow: { row in try output.write(campaign.completed(row)) },
                onProgress: { done, _, name in progress.show(done, name) })
        }
        try output.finish()
        for error in summary.errors.prefix(20) { complain(error) }
        if summary.timedOut {
            // Threads of the model still hang in it: nothing can be torn down.
            complain("a repetition did not end in time; the rest was not measured")
            _exit(ExitStatus.failed.rawValue)
        }
        if let signal = summary.interruptedBy { throw interruption(by: signal) }
        if summary.invalidRows > 0 {
            throw ProgramFailure.failed("\(summary.invalidRows) rows are not valid; see the column error")
        }
    }

    /// Whatever goes wrong in `body` ends the program with 1.
    private func failing<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch {
            throw ProgramFailure.failed("\(error)")
        }
    }
}

extension GoogleBenchmarkResult {
    /// A measured row as Google Benchmark reports it; nil for a case that was left out.
    init?(_ row: ResultRow) {
        guard row.text("status") != "skipped" else { return nil }
        self.init(
            name: row.caseKey.benchmarkName, nanosecondsPerOperation: row.number("ns_per_op") ?? 0,
            operationsPerSecond: measuredRate(of: row) ?? 0, isValid: row.flag("valid") == true,
            fullConcurrency: row.number("full_concurrency_fraction") ?? 0)
    }
}
