import BenchmarkEngine
import BenchmarkResults
import CPlatform
import Campaigns
import KernelBackend

/// Measures the matched pairs block by block, the model and the kernel in turn, and keeps all rows.
struct RealityMeasuring {
    /// How it is measured.
    struct Settings {
        var blocks: Int
        var duration: TimeSpan
        var warmup: TimeSpan
        var seed: UInt64
        var allowsDebug: Bool
    }

    /// A part of a block: cases that one process measures.
    private struct Part {
        let worker: [String]
        let options: [String]
        let names: [String]
    }

    private let settings: Settings
    private let parts: [Part]
    /// What a block takes, roughly.
    private let blockSeconds: Double
    /// Cases that cannot be measured here, with the reason.
    let skipped: [RunPlan.Skipped]

    /// Finds out what can be measured here.
    ///
    /// - Throws: `ProgramFailure`, exit code 5, where nothing of the kernel can.
    init(_ plan: RealityPlan, _ settings: Settings) async throws {
        self.settings = settings
        let wanted = plan.subjects.flatMap { [$0.model.over, $0.model.under, $0.kernel.over, $0.kernel.under] }
        var parts: [Part] = []
        var costs: [Double] = []
        func cost(_ planned: any PlannedCase) -> Double {
            planned.cost(
                window: settings.duration.nanoseconds, warmup: settings.warmup.nanoseconds, cores: allowedCPUs().count
            ).seconds
        }
        for options in plan.modelOptions {
            let session = try RunSession(try RunCommand.parse(options), words: options, seed: settings.seed)
            let cases = session.plan.measurable.filter { planned in wanted.contains { planned.isMeant(by: $0) } }
            parts.append(Part(worker: [], options: options, names: cases.map(\.name)))
            costs += cases.map(cost)
        }
        let options = plan.kernelOptions
        var session = try RunSession(try RunCommand.parse(options), words: options, seed: settings.seed)
        session.restrict { planned in wanted.contains { planned.isMeant(by: $0) } }
        try await session.surveyGround()
        skipped = session.plan.skipped
        parts += session.parts.map { Part(worker: $0.worker, options: options, names: $0.names) }
        costs += session.plan.measurable.map(cost)
        self.parts = parts.filter { !$0.names.isEmpty }
        blockSeconds = costs.reduce(0, +) + Double(self.parts.count) * RunPlan.processSeconds
    }

    /// Windows of one run.
    var windows: Int { settings.blocks * parts.reduce(0) { $0 + $1.names.count } }

    /// Of everything random.
    var seed: UInt64 { settings.seed }

    /// One line for the user, before the start.
    func sentence(runs: Int) -> String {
        let cases = parts.reduce(0) { $0 + $1.names.count }
        return "\(cases) cases, \(settings.blocks) blocks\(runs == 1 ? "" : ", \(runs) runs"): about "
            + "\(duration(Double(runs * settings.blocks) * blockSeconds)). "
            + (skipped.isEmpty ? "" : "\(skipped.count) cases cannot be measured here. ")
            + "Other network configuration of this machine waits for rtnl now and then."
    }

    /// One run: every block in turn; its rows.
    ///
    /// - Throws: what `write` throws; `ExitCode` after a signal.
    func run(
        _ campaign: Campaign, number: Int, _ progress: ProgressLine, write: (ResultRow) throws -> Void
    ) async throws -> [ResultRow] {
        var rows: [ResultRow] = []
        let recorder = CampaignRecorder(campaign: number == 1 ? campaign.name : "\(campaign.name)-\(number)")
        recorder.onComplaints = { text in
            progress.clear()
            writeToStandardError(text)
        }
        let build = try await Build(path: "/proc/self/exe")
        let timing =
            [
                "--duration", settings.duration.description, "--warmup", settings.warmup.description,
            ] + (settings.allowsDebug ? ["--allow-debug"] : [])
        for block in 1...settings.blocks {
            // The model first in one block and last in the next: a machine that drifts favours neither.
            for part in block % 2 == 1 ? parts : parts.reversed() {
                var request = BlockRequest(
                    build: build, options: part.options + timing, cases: part.names, number: block,
                    seed: settings.seed &+ UInt64((number - 1) * settings.blocks + block), repetitions: 1,
                    argv: campaign.argv)
                request.worker = part.worker
                let signal = try await recorder.measure(request) { row in
                    rows.append(row)
                    try write(row)
                    progress.advance(row.caseKey.benchmarkName)
                }
                if let signal { throw interruption(by: signal) }
            }
        }
        return rows
    }
}

extension PlannedCase {
    /// Whether the key of the case has those values, and no threads that are not asked for.
    func isMeant(by wanted: RealityPlan.Wanted) -> Bool {
        var row = ResultRow()
        for (column, value) in cells { row[column] = value }
        return RealityRows.matches(row.caseKey.values, wanted)
    }
}
