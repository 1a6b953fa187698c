import BenchmarkResults
import Statistics

/// The columns that follow from a measurement.
struct RepetitionFigures {
    let measurement: RepetitionMeasurement

    private var measured: [ThreadMeasurement] { measurement.threads.filter { $0.role.measured } }

    /// Nanoseconds per operation of one thread of the measured role, by the repetition's estimator.
    var nanosecondsPerOperation: Double? {
        switch measurement.estimator {
        case .throughput:
            // Not from the threads' own spans: a preempted thread has a short span, and would look fast.
            // What never came to its end inside the window is a bound, not a figure: `censored_age_ns` keeps it.
            let ended = measured.contains { $0.totals.operations > 0 }
            return ended || measurement.censoring.count == 0 ? windowMean : nil
        case .chunkMedian, .timedInside:
            // Chunks shorter than a reading of the clock (a fixed batch that is too small) say nothing: unknown, not 0.
            return median(chunkFigures).flatMap { $0 > 0 ? $0 : nil }
        case .timedMean:
            // From sums, not from the log of chunks: that may be thinned, and a mean is made by its few long waits.
            let operations = measured.reduce(0) { $0 + $1.totals.chunkOperations }
            let nanoseconds = measured.reduce(0) { $0 + $1.totals.chunkNanoseconds }
            return operations > 0 ? nanoseconds / Double(operations) : nil
        case .differential:
            return median(chunkFigures)
        }
    }

    /// Operations per second of the measured role, over all its threads.
    var operationsPerSecond: Double { throughput(measured) }

    /// Operations per second of those threads together, with those that the window's edges cut in proportion.
    private func throughput(_ threads: [ThreadMeasurement]) -> Double {
        let operations = threads.reduce(0) { $0 + Double($1.totals.operations) + $1.totals.cutOperations }
        return operations * 1e9 / Double(measurement.closes - measurement.plan.opens)
    }

    private var chunkFigures: [Double] {
        measured.flatMap { $0.chunks.map(\.nanosecondsPerOperation) }
    }

    /// All columns.
    var cells: [String: CellValue] {
        var cells: [String: CellValue] = [
            "estimator": .text(measurement.estimator.rawValue),
            "window_s": .number(Double(measurement.closes - measurement.plan.opens) / 1e9),
            "warmup_s": .number(Double(measurement.plan.warmup) / 1e9),
            "clock_cost_ns": .number(Double(measurement.clockCost)),
            "censored": .integer(measurement.censoring.count),
            "chunks": .integer(Int64(measured.reduce(0) { $0 + $1.totals.chunks })),
        ]
        func put(_ name: String, _ value: Double?) {
            if let value { cells[name] = .number(value) }
        }
        if measurement.censoring.count > 0 { put("censored_age_ns", Double(measurement.censoring.oldest)) }
        put("full_concurrency_fraction", measurement.fullConcurrency)
        put("ns_per_op", nanosecondsPerOperation)
        put("credit_wait_fraction", heldBackFraction)
        put("window_mean_ns", windowMean)
        let chunks = chunkFigures.sorted()
        put("chunk_median_ns", quantile(chunks, 0.5))
        put("chunk_p10_ns", quantile(chunks, 0.1))
        put("chunk_p90_ns", quantile(chunks, 0.9))
        let roles = measurement.threads.map(\.role.name)
        for role in Set(roles) { cells.merge(roleCells(role)) { $1 } }
        cells.merge(latencyCells) { $1 }
        cells.merge(measurement.countersBefore.cells(until: measurement.countersAfter)) { $1 }
        return cells
    }

    /// Threads x window / operations, with those that the window's edges cut in proportion.
    private var windowMean: Double? {
        let rate = throughput(measured)
        return rate > 0 ? Double(measured.count) * 1e9 / rate : nil
    }

    /// The share of the measured threads' time in the window in which they were held back; nil where nothing holds them back.
    private var heldBackFraction: Double? {
        let held = measured.compactMap(\.totals.heldBack)
        guard !held.isEmpty else { return nil }
        let time = Double(measured.count) * Double(measurement.closes - measurement.plan.opens)
        return min(1, held.reduce(0, +) / time)
    }

    private func roleCells(_ name: String) -> [String: CellValue] {
        let threads = measurement.threads.filter { $0.role.name == name }
        let operations = threads.map(\.totals.operations)
        var cells: [String: CellValue] = [
            name + "_ops": .integer(Int64(clamping: operations.reduce(0, +))),
            name + "_ops_per_s": .number(throughput(threads)),
            name + "_thread_min": .integer(Int64(clamping: operations.min() ?? 0)),
            name + "_thread_max": .integer(Int64(clamping: operations.max() ?? 0)),
        ]
        if let jain = jainIndex(operations.map { Double($0) }) { cells[name + "_jain"] = .number(jain) }
        return cells
    }

    /// Latencies of sampled operations: `response` from the intended start of an open loop, else `service`.
    ///
    /// Those of another role than the measured one bear its name, where it is an open loop.
    private var latencyCells: [String: CellValue] {
        var cells: [String: CellValue] = [:]
        for (prefix, threads) in Dictionary(grouping: sampled, by: latencyPrefix) where !prefix.isEmpty {
            let told = latencies(of: threads).cells(prefix: prefix)
            let keptUp = keptUp(threads)
            cells.merge(told.filter { keptUp || !$0.key.hasSuffix("_ns") }) { $1 }
        }
        var handling = LatencySummary()
        for sample in sampled.flatMap(\.samples) where sample.second > 0 { handling.record(sample.second) }
        for (name, value) in handling.cells(prefix: "enqueue_to_handled_")
        where name.hasSuffix("_p50_ns") || name.hasSuffix("_p99_ns") {
            cells[name] = value
        }
        return cells
    }

    /// Whether a role did at least 95 % of what was asked of it in the window; a closed loop does.
    ///
    /// The response of a queue that grows depends on how long one looks. Beyond the 5 % an operation for each thread may be missing:
    /// the window's edge cuts it.
    private func keptUp(_ threads: [ThreadMeasurement]) -> Bool {
        let asked = threads.reduce(0) { $0 + Double($1.starts?.asked ?? 0) }
        let done = threads.reduce(0) { $0 + Double($1.totals.operations) + $1.totals.cutOperations }
        return done + Double(threads.count) >= 0.95 * asked
    }

    private var sampled: [ThreadMeasurement] { measurement.threads.filter { $0.role.samplesLatency } }

    private func latencyPrefix(_ thread: ThreadMeasurement) -> String {
        let isOpenLoop = thread.role.ratePerSecond != nil
        if thread.role.measured { return isOpenLoop ? "response_" : "service_" }
        return isOpenLoop ? thread.role.name + "_response_" : ""
    }

    private func latencies(of threads: [ThreadMeasurement]) -> LatencySummary {
        var summary = LatencySummary()
        for thread in threads {
            for sample in thread.samples { summary.record(sample.latency) }
            // A log that was thinned may have lost its longest.
            if thread.totals.samples > 0 { summary.atLeast(thread.totals.longestSample) }
        }
        return summary
    }
}
