import BenchmarkResults
import Testing

@testable import BenchmarkEngine

@Suite struct RepetitionFiguresTests {
    private func thread(_ role: String, measured: Bool = true, operations: UInt64, span: UInt64) -> ThreadMeasurement {
        var totals = WindowTotals()
        totals.operations = operations
        let role = Role(name: role, measured: measured) { _ in ScriptedWorker() }
        return ThreadMeasurement(role: role, totals: totals, span: span)
    }

    private func figures(_ threads: [ThreadMeasurement]) -> RepetitionFigures {
        let counters = EnvironmentCounters()
        return RepetitionFigures(
            measurement: RepetitionMeasurement(
                estimator: .throughput, plan: WindowPlan(warmup: 0, length: 1000), lengths: 1, threads: threads,
                censoring: Censoring(), clockCost: 0, fullConcurrency: 1, operationsBetweenEdges: 0,
                countersBefore: counters, countersAfter: counters))
    }

    @Test func throughputIsThreadsTimesWindowPerOperations() {
        // A preempted thread's own span (900 of 1000 ns) does not make it fast: two threads did 130 in the window.
        let threads = [
            thread("reader", operations: 100, span: 1000), thread("reader", operations: 30, span: 900),
            thread("updater", measured: false, operations: 5, span: 1000),
        ]
        let figures = figures(threads)
        #expect(figures.nanosecondsPerOperation.map { abs($0 - 2000.0 / 130) < 1e-9 } == true)
        #expect(abs(figures.operationsPerSecond - 130e6) < 1)
        #expect(figures.cells["reader_ops"] == .integer(130))
        #expect(figures.cells["reader_thread_min"] == .integer(30))
        #expect(figures.cells["reader_thread_max"] == .integer(100))
        #expect(figures.cells["updater_ops"] == .integer(5))
        #expect(figures.cells["updater_ops_per_s"] == .number(5e6))
    }

    @Test func latenciesAreNamedByTheirLoop() {
        let samples = (0..<20).map { SampleRecord(end: $0, latency: 100, second: 0) }
        var closed = thread("reader", operations: 20, span: 1000)
        closed.role.samplesLatency = true
        closed.totals.samples = 20
        closed.samples = samples
        var open = closed
        open.role.ratePerSecond = 1000
        #expect(figures([closed]).cells["service_p50_ns"] == .number(100))
        #expect(figures([closed]).cells["response_p50_ns"] == nil)
        #expect(figures([open]).cells["response_p50_ns"] == .number(100))
        #expect(figures([open]).cells["service_p50_ns"] == nil)
    }

    @Test func theResponseOfAnotherRoleBearsItsName() {
        var creator = thread("creator", operations: 999, span: 1000)
        creator.role.samplesLatency = true
        creator.role.ratePerSecond = 1000
        creator.totals.samples = 999
        creator.samples = (0..<999).map { SampleRecord(end: $0, latency: 100, second: 0) }
        var locker = creator
        locker.role.name = "locker"
        locker.role.measured = false
        locker.totals.samples = 1000
        locker.samples = (0..<1000).map { SampleRecord(end: $0, latency: 200, second: 0) }
        let cells = figures([creator, locker]).cells
        #expect(cells["response_p90_ns"] == .number(100) && cells["locker_response_p50_ns"] == .number(200))
        // Ten must lie beyond a ninety-ninth percentile.
        #expect(cells["response_p99_ns"] == nil && cells["locker_response_p99_ns"] == .number(200))
        locker.role.ratePerSecond = nil
        #expect(!figures([creator, locker]).cells.keys.contains { $0.hasPrefix("locker_response") })
    }

    @Test func aStarvedThreadCountsAsOne() {
        let threads = [thread("locker", operations: 100, span: 1000), thread("locker", operations: 0, span: 0)]
        #expect(figures(threads).nanosecondsPerOperation == 20)
    }

    @Test func nothingDoneIsUnknownAndNotZero() {
        let cells = figures([thread("locker", operations: 0, span: 0)]).cells
        #expect(cells["ns_per_op"] == nil)
        #expect(cells["window_mean_ns"] == nil)
        #expect(cells["chunk_median_ns"] == nil)
        #expect(cells["locker_ops"] == .integer(0))
    }
}
