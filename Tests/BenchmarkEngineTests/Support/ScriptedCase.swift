import BenchmarkResults

@testable import BenchmarkEngine

/// A worker whose sections are closures.
final class ScriptedWorker: RoleWorker {
    var onBegin: () -> Void = {}
    var onSection: (Int) -> SectionResult = { SectionResult(operations: UInt64($0)) }
    var onReference: (Int) -> SectionResult = { _ in SectionResult(operations: 0) }
    var onEnd: () -> Void = {}
    var onBlock: () -> Void = {}
    var lastSampleNanoseconds: UInt64 = 0
    var heldBackNanoseconds: UInt64?

    func begin() { onBegin() }
    func section(_ operations: Int) -> SectionResult { onSection(operations) }
    func referenceSection(_ operations: Int) -> SectionResult { onReference(operations) }
    func end() { onEnd() }
    func willBlock() { onBlock() }

    /// Each operation takes `cost` ns of the fake clock.
    static func costing(_ cost: UInt64, _ clock: FakeClock) -> ScriptedWorker {
        let worker = ScriptedWorker()
        worker.onSection = { operations in
            clock.advance(cost * UInt64(operations))
            return SectionResult(operations: UInt64(operations))
        }
        return worker
    }
}

final class ScriptedRun: CaseRun {
    var roles: [Role]
    var estimator: Estimator?
    var onOpened: () -> Void = {}
    var onClosed: () -> Void = {}
    var onFinish: (UInt64) -> CaseOutcome = { _ in CaseOutcome() }

    init(roles: [Role], estimator: Estimator? = nil) {
        self.roles = roles
        self.estimator = estimator
    }

    func windowOpened() { onOpened() }
    func windowClosed() { onClosed() }
    func finish(measuredOperations: UInt64) -> CaseOutcome { onFinish(measuredOperations) }
}

struct ScriptedCase: BenchmarkCase {
    var name = "scripted"
    var cells: [String: CellValue] = [:]
    var runnableThreads: Int?
    var make: @Sendable (_ repetition: Int) throws -> ScriptedRun

    func makeRun(repetition: Int) throws -> any CaseRun { try make(repetition) }

    /// One reader whose operations take `cost` ns of the fake clock.
    static func reader(_ name: String = "scripted", cost: UInt64 = 1000, on clock: FakeClock) -> ScriptedCase {
        ScriptedCase(name: name) { _ in
            ScriptedRun(roles: [Role(name: "reader") { _ in ScriptedWorker.costing(cost, clock) }])
        }
    }
}

/// Runs cases on a fake clock: warm-up 5 ms, window 20 ms.
func measure(
    _ cases: [ScriptedCase], _ clock: FakeClock, repetitions: Int = 1, arguments: [String] = []
) throws -> (rows: [ResultRow], summary: EngineSummary) {
    var rows: [ResultRow] = []
    let configuration = EngineConfiguration(
        repetitions: repetitions, timeout: 3_600_000_000_000, campaign: "test", argv: "netnsbench run",
        googleBenchmarkArguments: arguments, clock: clock)
    let summary = try Engine(configuration: configuration).run(cases, onRow: { rows.append($0) }, onProgress: nil)
    return (rows, summary)
}
