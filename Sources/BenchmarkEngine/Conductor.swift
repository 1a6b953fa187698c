import BenchmarkResults
import CBenchmarkShim

/// Plays one window each time Google Benchmark calls, and writes its row.
///
/// Lives for one run, on the thread of `Engine.run`. No error leaves through C++: it is kept, and the rest is skipped.
final class Conductor {
    let cases: [any BenchmarkCase]
    private let configuration: EngineConfiguration
    private let cpus: [Int]?
    private let usableCPUs: Int
    private let total: Int
    private let context: [String: CellValue]
    private let onRow: (ResultRow) throws -> Void
    private let onProgress: ((_ done: Int, _ total: Int, _ name: String) -> Void)?
    /// The pass over all cases that is being played, from 1.
    var pass = 1
    private var order = 0
    /// What was measured, for Google Benchmark's own reports.
    private(set) var results: [GoogleBenchmarkResult] = []
    private(set) var summary = EngineSummary()
    /// The gate was closed.
    private var isClosed = false
    /// What `onRow` threw.
    private(set) var failure: (any Error)?

    init(
        cases: [any BenchmarkCase], configuration: EngineConfiguration, total: Int,
        onRow: @escaping (ResultRow) throws -> Void,
        onProgress: ((_ done: Int, _ total: Int, _ name: String) -> Void)?
    ) throws(EngineError) {
        self.cases = cases
        self.configuration = configuration
        self.total = total
        self.onRow = onRow
        self.onProgress = onProgress
        let allowed = allowedCPUs()
        cpus = try configuration.pin.order(allowed: allowed)
        usableCPUs = configuration.pin.usableCPUs(allowed: allowed)
        context = EnvironmentProbe.contextCells()
    }

    /// What Google Benchmark calls, with the conductor as its context.
    static let callback: benchmark_shim_repetition = { context, index in
        guard let context else { return benchmark_shim_result() }
        return Unmanaged<Conductor>.fromOpaque(context).takeUnretainedValue().play(index)
    }

    /// Whether nothing more is to be measured.
    var isOver: Bool {
        if summary.interruptedBy == nil, caughtSignal() != 0 { summary.interruptedBy = caughtSignal() }
        return isClosed || failure != nil || summary.timedOut || summary.interruptedBy != nil
    }

    private func play(_ index: Int) -> benchmark_shim_result {
        if isOver { return benchmark_shim_result() }
        isClosed = configuration.gate?() == false
        if isOver { return benchmark_shim_result() }
        let benchmark = cases[index]
        onProgress?(order, total, benchmark.name)
        order += 1
        var row = RowDraft(repetition: pass, order: order)
        perform(benchmark, &row)
        // An interrupted repetition leaves no row.
        guard summary.interruptedBy == nil else { return benchmark_shim_result() }
        write(benchmark, row)
        if order == total { onProgress?(order, total, benchmark.name) }
        let result = GoogleBenchmarkResult(
            name: benchmark.name, nanosecondsPerOperation: row.nanosecondsPerOperation ?? 0,
            operationsPerSecond: row.operationsPerSecond, isValid: row.outcome.valid,
            fullConcurrency: row.fullConcurrency)
        results.append(result)
        return result.shim
    }

    private func perform(_ benchmark: any BenchmarkCase, _ row: inout RowDraft) {
        let run: any CaseRun
        do {
            run = try benchmark.makeRun(repetition: row.repetition)
        } catch {
            row.fail(status: .error, "\(error)")
            return
        }
        var repetition = Repetition(run: run, configuration: configuration, cpus: cpus)
        row.isOversubscribed = (benchmark.runnableThreads ?? repetition.threadCount) > usableCPUs
        switch repetition.perform() {
        case .measured(let measurement):
            row.take(measurement, run.finish(measuredOperations: measurement.operationsBetweenEdges))
        case .timedOut(let measurement, let reason):
            if let measurement { row.take(measurement, CaseOutcome()) }
            row.fail(status: .timeout, reason)
            summary.timedOut = true
            // Its threads are still at work in it.
            leak(run)
        case .interrupted(let signal, let threadsEnded):
            summary.interruptedBy = signal
            if threadsEnded { _ = run.finish(measuredOperations: 0) } else { leak(run) }
        case .failed(let reason):
            _ = run.finish(measuredOperations: 0)
            row.fail(status: .error, reason)
        }
    }

    /// Keeps a repetition whose threads did not end from being torn down under them.
    private func leak(_ run: any CaseRun) {
        _ = Unmanaged.passRetained(run as AnyObject)
    }

    private func write(_ benchmark: any BenchmarkCase, _ row: RowDraft) {
        if !row.outcome.valid {
            summary.invalidRows += 1
            summary.errors.append("\(benchmark.name): \(row.outcome.error)")
        }
        do {
            try onRow(row.resultRow(of: benchmark, configuration, context: context))
            summary.rows += 1
        } catch {
            failure = error
        }
    }
}
