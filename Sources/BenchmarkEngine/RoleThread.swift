import CPlatform

/// What all threads of a repetition share.
///
/// `@unchecked Sendable`: `plan` is written by the last to arrive at the barrier, under the barrier's lock, before anyone
/// passes it; all else is constant.
final class SharedStart: @unchecked Sendable {
    var plan: WindowPlan
    let clock: any MonotonicClock
    let clockCost: UInt64
    let roster: Roster

    init(plan: WindowPlan, clock: any MonotonicClock, clockCost: UInt64, roster: Roster) {
        self.plan = plan
        self.clock = clock
        self.clockCost = clockCost
        self.roster = roster
    }

    /// The barrier's last arrival starts the clock.
    func start() {
        plan.started = clock.now()
    }
}

/// One thread of a role: its life, and the loop that is timed.
///
/// `@unchecked Sendable`: `log`, `pinFailure` and `closesPublished` are the thread's own until the roster, or the barrier, hands them over.
final class RoleThread: @unchecked Sendable {
    let number: Int
    let role: Role
    let slot = ThreadSlot()
    let log: ThreadLog
    /// The errno of pinning, or 0.
    private(set) var pinFailure: Int32 = 0

    private var closesPublished = 0
    private let index: Int
    private let cpu: Int?
    private let differential: Bool
    private let shared: SharedStart
    private let barrier: StartBarrier
    private let stop: StopFlag

    init(
        number: Int, role: Role, index: Int, cpu: Int?, differential: Bool, shared: SharedStart, barrier: StartBarrier,
        stop: StopFlag, logCapacity: Int
    ) {
        self.number = number
        self.role = role
        self.index = index
        self.cpu = cpu
        self.differential = differential && role.measured
        self.shared = shared
        self.barrier = barrier
        self.stop = stop
        log = ThreadLog(plan: shared.plan, capacity: logCapacity, samples: role.samplesLatency)
    }

    /// The whole life of the thread.
    func main() {
        platform_name_current_thread("\(role.name.prefix(8)) \(index)")
        if let cpu { pinFailure = -platform_pin_current_thread(Int32(cpu)) }
        work()
        shared.roster.ended(number)
    }

    private func work() {
        // An open loop sleeps until each of its starts: the kernel's 50 us of slack would be most of a short response.
        if role.ratePerSecond != nil { platform_sharpen_sleep() }
        let worker = role.makeWorker(index)
        worker.begin()
        worker.willBlock()
        let isStarted = barrier.arriveAndWait()
        worker.didBlock()
        if isStarted {
            log.start(shared.plan)
            loop(worker, shared.clock)
        }
        worker.end()
    }

    private func loop(_ worker: any RoleWorker, _ clock: some MonotonicClock) {
        var calibrator = Calibrator(fixed: role.ratePerSecond == nil ? role.fixedBatch : 1)
        var pacer = pacer
        var intended = pacer?.next()
        log.entered = clock.now()
        repeat {
            if let start = intended, !waitForStart(at: start, worker, clock) { break }
            let isDone = chunk(worker, clock, &calibrator, intended: intended)
            // Whose response is asked for loses no start to a section that could do nothing: it is tried again.
            if isDone || !role.samplesLatency { intended = pacer?.next() }
        } while !stop.isSet
        log.left = clock.now()
        if let intended { log.leaves(intended: intended) }
    }

    /// The intended starts of the thread; nil where it is a closed loop.
    private var pacer: Pacer? {
        role.ratePerSecond.map {
            Pacer(
                rate: $0, index: index, threads: role.threads, start: shared.plan.started,
                arrivalSeed: role.arrivalSeed)
        }
    }

    /// How the intended starts fared until the window, of `lengths` nominal lengths, closed; nil where it is a closed loop.
    ///
    /// For the coordinator, when the thread has ended.
    func starts(lengths: Int) -> IntendedStarts? {
        pacer.map {
            $0.starts(
                from: shared.plan.opens, until: shared.plan.closes(lengths: lengths),
                firstNotBegun: log.firstNotBegun(lengths: lengths))
        }
    }

    /// Sleeps until an intended start; false where the thread is to stop instead.
    private func waitForStart(at intended: UInt64, _ worker: any RoleWorker, _ clock: some MonotonicClock) -> Bool {
        var now = clock.now()
        while now < intended {
            if stop.isSet { return false }
            worker.willBlock()
            // In slices, so that a slow rate does not hold up the end.
            clock.sleep(until: min(intended, now + 1_000_000))
            worker.didBlock()
            now = clock.now()
        }
        return true
    }

    /// One chunk, and the sample that may follow it; whether it did anything.
    ///
    /// Between the readings of the clock there is the section and one store.
    private func chunk(
        _ worker: any RoleWorker, _ clock: some MonotonicClock, _ calibrator: inout Calibrator, intended: UInt64?
    ) -> Bool {
        let batch = calibrator.batch
        let start = clock.now()
        slot.sectionStart.store(start, ordering: .relaxed)
        let result = worker.section(batch)
        let sectionEnd = clock.now()
        var end = sectionEnd
        var nanoseconds = Double(time(of: result, from: start, to: sectionEnd))
        if differential {
            let reference = worker.referenceSection(batch)
            end = clock.now()
            let subtracted = time(of: reference, from: sectionEnd, to: end)
            if reference.operations > 0 {
                nanoseconds -= Double(subtracted) / Double(reference.operations) * Double(result.operations)
            }
        }
        var done = result.operations
        var last = end
        var sampled: (result: SectionResult, end: UInt64)?
        // Where a chunk is one operation, it is its own sample.
        let isItsOwnSample = batch == 1 || intended != nil
        if role.samplesLatency, !isItsOwnSample {
            slot.sectionStart.store(end, ordering: .relaxed)
            let single = worker.section(1)
            last = clock.now()
            done &+= single.operations
            sampled = (single, last)
        }
        slot.sectionStart.store(ThreadSlot.idle, ordering: .relaxed)

        log.chunk(
            start: start, end: end, operations: result.operations, nanoseconds: nanoseconds,
            heldBack: worker.heldBackNanoseconds)
        if let sampled {
            log.sample(
                start: end, end: sampled.end, operations: sampled.result.operations,
                latency: time(of: sampled.result, from: end, to: sampled.end), second: worker.lastSampleNanoseconds)
        } else if role.samplesLatency, result.operations > 0 {
            let latency = latency(of: result, intended: intended, from: start, to: sectionEnd)
            log.sample(start: start, end: end, operations: 0, latency: latency, second: worker.lastSampleNanoseconds)
        }
        calibrator.observe(nanoseconds: sectionEnd &- start)
        if let intended, result.operations > 0 { log.begins(at: start, intended: intended) }
        publish(operations: done, longest: max(sectionEnd &- start, last &- end))
        return result.operations > 0
    }

    /// What a section took: what it timed itself, else the clock's readings around it less what a reading costs.
    private func time(of result: SectionResult, from start: UInt64, to end: UInt64) -> UInt64 {
        if result.timedNanoseconds > 0 { return result.timedNanoseconds }
        let time = end &- start
        return time > shared.clockCost ? time - shared.clockCost : 0
    }

    /// What a chunk of one operation took: from its intended start where it has one.
    ///
    /// What a section timed itself begins with the section, so that an open loop's operation ends with it.
    private func latency(
        of result: SectionResult, intended: UInt64?, from start: UInt64, to end: UInt64
    ) -> UInt64 {
        guard let intended else { return time(of: result, from: start, to: end) }
        return result.timedNanoseconds > 0 ? start &- intended &+ result.timedNanoseconds : end &- intended
    }

    private func publish(operations: UInt64, longest: UInt64) {
        let total = slot.operations.load(ordering: .relaxed) &+ operations
        slot.operations.store(total, ordering: .relaxed)
        slot.windowOperations.store(log.totals.operations, ordering: .relaxed)
        while closesPublished < log.closesPassed {
            let chunks = log.totals(lengths: closesPublished + 1).chunks
            slot.chunksAtClose[closesPublished].store(chunks, ordering: .relaxed)
            closesPublished += 1
        }
        // Release pairs with the acquire in `ThreadSlot.chunks(lengths:)`.
        slot.windowChunks.store(log.totals.chunks, ordering: .releasing)
        if longest > slot.longestSection.load(ordering: .relaxed) {
            slot.longestSection.store(longest, ordering: .relaxed)
        }
    }
}
