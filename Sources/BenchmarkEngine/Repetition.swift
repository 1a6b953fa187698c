import CPlatform

/// The signal that asks the run to end, or 0.
func caughtSignal() -> Int32 {
    platform_caught_signal()
}

/// The coordinator of one repetition: barrier, warm-up, window, stop.
///
/// It waits for moments of the window on the run's clock, and for threads on their own word with a look at the clock, so that
/// a run on a clock that the workers advance comes out the same each time.
struct Repetition {
    private enum Halt: Error {
        case signal(Int32)
        case timeout(String)
    }

    private let pool: RolePool
    private let run: any CaseRun
    private let estimator: Estimator
    private let timeout: UInt64
    private var measurement: RepetitionMeasurement

    private var clock: any MonotonicClock { pool.shared.clock }
    private var measured: [RoleThread] { pool.threads.filter { $0.role.measured } }

    init(run: any CaseRun, configuration: EngineConfiguration, cpus: [Int]?) {
        self.run = run
        let roles = run.roles.filter { $0.threads > 0 }
        let isAlone = roles.reduce(0) { $0 + $1.threads } == 1
        estimator = run.estimator ?? (isAlone ? .chunkMedian : .throughput)
        timeout = configuration.timeout
        let plan = WindowPlan(warmup: configuration.warmup, length: max(1, configuration.window))
        pool = RolePool(roles: roles, estimator: estimator, plan: plan, clock: configuration.clock, cpus: cpus)
        let counters = EnvironmentCounters()
        measurement = RepetitionMeasurement(
            estimator: estimator, plan: plan, lengths: 1, threads: [], censoring: Censoring(),
            clockCost: pool.shared.clockCost, fullConcurrency: nil, operationsBetweenEdges: 0,
            countersBefore: counters, countersAfter: counters)
    }

    /// How many threads run at once.
    var threadCount: Int { pool.threads.count }

    mutating func perform() -> RepetitionEnd {
        guard !measured.isEmpty else { return .failed("the case measures no role.") }
        var hasWindow = false
        do {
            try startThreads()
            hasWindow = true
            try measureWindow()
            try stopThreads()
            collect()
            return .measured(measurement)
        } catch Halt.signal(let signal) {
            return .interrupted(signal: signal, threadsEnded: sendThreadsHome())
        } catch Halt.timeout(let reason) {
            platform_dump_all_stacks()
            pool.abandon()
            measurement.censoring = censored(at: clock.now())
            collect()
            return .timedOut(hasWindow ? measurement : nil, reason: reason)
        } catch {
            // A thread that could not be started or pinned.
            guard sendThreadsHome() else { return .timedOut(nil, reason: "\(error)") }
            return .failed("\(error)")
        }
    }

    private mutating func startThreads() throws {
        let deadline = clock.now() &+ timeout
        try pool.start()
        while !pool.barrier.waitUntilOpen(milliseconds: 10) {
            try checkSignal()
            if clock.now() >= deadline { throw Halt.timeout("not all threads arrived at the start in time.") }
        }
        measurement.plan = pool.shared.plan
        if let thread = pool.threads.first(where: { $0.pinFailure != 0 }) {
            throw EngineError("cannot pin thread \(thread.number + 1): \(errorText(thread.pinFailure)).")
        }
        measurement.countersBefore = EnvironmentCounters()
    }

    private mutating func measureWindow() throws {
        try sleep(until: measurement.plan.opens)
        measurement.countersBefore.windowOpens()
        run.windowOpened()
        let before = publishedOperations()
        for lengths in 1...WindowPlan.mostLengths {
            measurement.lengths = lengths
            try sleep(until: measurement.closes)
            let chunks = measured.reduce(0) { $0 + $1.slot.chunks(lengths: lengths) }
            if chunks >= WindowPlan.enoughChunks || doesNotReturn() { break }
        }
        run.windowClosed()
        measurement.operationsBetweenEdges = publishedOperations() &- before
        measurement.censoring = censored(at: measurement.closes)
        measurement.countersAfter = EnvironmentCounters()
    }

    /// The other roles first: only then can a measured operation that they keep busy come to its end.
    private func stopThreads() throws {
        pool.tellOthersToStop()
        try waitForEnd(of: pool.numbers(measured: false))
        pool.tellMeasuredToStop()
        try waitForEnd(of: pool.numbers(measured: true))
        pool.join()
    }

    private func waitForEnd(of threads: Set<Int>) throws {
        let deadline = measurement.closes &+ timeout
        while !pool.shared.roster.wait(for: threads, milliseconds: 10) {
            try checkSignal()
            if clock.now() >= deadline {
                throw Halt.timeout("not all threads ended in time after the window had closed.")
            }
        }
    }

    private func sleep(until deadline: UInt64) throws {
        while true {
            try checkSignal()
            let now = clock.now()
            if now >= deadline { return }
            clock.sleep(until: min(deadline, now &+ 10_000_000))
        }
    }

    private func checkSignal() throws {
        let signal = caughtSignal()
        if signal != 0 { throw Halt.signal(signal) }
    }

    /// Ends a repetition that nobody wants any more; whether all threads ended within two seconds of real time.
    private func sendThreadsHome() -> Bool {
        pool.barrier.callOff()
        pool.tellOthersToStop()
        pool.tellMeasuredToStop()
        let everyone = Set(pool.threads.map(\.number))
        let deadline = SystemClock().now() + 2_000_000_000
        while !pool.shared.roster.wait(for: everyone, milliseconds: 10) {
            if SystemClock().now() >= deadline {
                pool.abandon()
                return false
            }
        }
        pool.join()
        return true
    }

    private func publishedOperations() -> UInt64 {
        measured.reduce(0) { $0 + $1.slot.operations.load(ordering: .relaxed) }
    }

    /// Whether a measured section has been running for longer than a window, and for twice what the thread's longest took.
    ///
    /// A thread's first is given three windows: nobody knows yet how long one takes.
    private func doesNotReturn() -> Bool {
        let now = clock.now()
        return measured.contains {
            let longest = $0.slot.longestSection.load(ordering: .relaxed)
            let patience = longest == 0 ? 3 &* measurement.plan.length : max(measurement.plan.length, 2 &* longest)
            return $0.slot.age(at: now) > patience
        }
    }

    /// The measured sections that run at `moment` for more than twice what the thread's longest took.
    ///
    /// A section that is merely cut by the
    /// edge, as one always is, is not meant: it is younger than that, or than 20 chunks.
    private func censored(at moment: UInt64) -> Censoring {
        var censoring = Censoring()
        for thread in measured {
            let age = thread.slot.age(at: moment)
            let longest = thread.slot.longestSection.load(ordering: .relaxed)
            guard age > max(20 * Calibrator.target, 2 &* longest) else { continue }
            censoring.count += 1
            censoring.oldest = max(censoring.oldest, age)
            censoring.threads.insert(thread.number)
        }
        return censoring
    }

    /// Reads the logs of the threads that have ended, and what the others had published.
    private mutating func collect() {
        let running = pool.shared.roster.stillRunning
        let plan = measurement.plan
        let closes = measurement.closes
        var entered = plan.opens
        var left = closes
        measurement.threads = pool.threads.map { thread in
            guard !running.contains(thread.number) else {
                var totals = WindowTotals()
                totals.operations = thread.slot.windowOperations.load(ordering: .relaxed)
                totals.chunks = thread.slot.windowChunks.load(ordering: .relaxed)
                return ThreadMeasurement(role: thread.role, totals: totals, span: closes &- plan.opens)
            }
            let log = thread.log
            entered = max(entered, log.entered)
            left = min(left, log.left)
            let totals = log.totals(lengths: measurement.lengths)
            let start = totals.firstStart ?? plan.opens
            let end = measurement.censoring.threads.contains(thread.number) ? closes : totals.lastEnd
            return ThreadMeasurement(
                role: thread.role, totals: totals, span: end > start ? end - start : 0,
                chunks: log.chunks(until: closes), samples: log.samples(until: closes),
                starts: thread.starts(lengths: measurement.lengths))
        }
        for thread in measurement.threads where thread.role.measured {
            if let starts = thread.starts { measurement.censoring.add(starts) }
        }
        if running.isEmpty {
            let overlap = left > entered ? Double(left - entered) : 0
            measurement.fullConcurrency = overlap / Double(closes - plan.opens)
        }
    }
}
