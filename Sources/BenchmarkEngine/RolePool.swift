import Glibc

/// The threads of one repetition, started together and stopped in two steps.
final class RolePool {
    let threads: [RoleThread]
    let shared: SharedStart
    let barrier: StartBarrier

    private let stopMeasured = StopFlag()
    private let stopOthers = StopFlag()
    private var handles: [pthread_t] = []

    /// - Parameter cpus: the CPUs to go round, or nil for no pinning.
    init(roles: [Role], estimator: Estimator, plan: WindowPlan, clock: any MonotonicClock, cpus: [Int]?) {
        let count = roles.reduce(0) { $0 + $1.threads }
        let shared = SharedStart(
            plan: plan, clock: clock, clockCost: clock.measuredCost(), roster: Roster(threads: count))
        let barrier = StartBarrier(parties: count) { shared.start() }
        // Four times the chunks that fit into the longest window, so that samples are seldom thinned.
        let chunks = plan.length / Calibrator.target * UInt64(WindowPlan.mostLengths) * 4
        let capacity = Int(min(65536, max(4096, chunks)))
        var threads: [RoleThread] = []
        for role in roles {
            for index in 0..<role.threads {
                let number = threads.count
                threads.append(
                    RoleThread(
                        number: number, role: role, index: index, cpu: cpus.map { $0[number % $0.count] },
                        differential: estimator == .differential, shared: shared, barrier: barrier,
                        stop: role.measured ? stopMeasured : stopOthers, logCapacity: capacity))
            }
        }
        self.threads = threads
        self.shared = shared
        self.barrier = barrier
    }

    /// The numbers of the threads whose role is measured, or is not.
    func numbers(measured: Bool) -> Set<Int> {
        Set(threads.filter { $0.role.measured == measured }.map(\.number))
    }

    /// Starts all threads.
    /// - Throws: `EngineError` where one cannot be started; those that were go home.
    func start() throws(EngineError) {
        // A signal that ends the run is the coordinator's, or the rest of the program's, and interrupts no section. All
        // others come through, whatever the caller's thread blocks: one of them asks for a stack.
        var blocked = sigset_t()
        var previous = sigset_t()
        sigemptyset(&blocked)
        sigaddset(&blocked, SIGINT)
        sigaddset(&blocked, SIGTERM)
        pthread_sigmask(SIG_SETMASK, &blocked, &previous)
        defer { pthread_sigmask(SIG_SETMASK, &previous, nil) }
        for thread in threads {
            var handle = pthread_t()
            let box = Unmanaged.passRetained(thread)
            let code = pthread_create(
                &handle, nil,
                { argument in
                    guard let argument else { return nil }
                    Unmanaged<RoleThread>.fromOpaque(argument).takeRetainedValue().main()
                    return nil
                }, box.toOpaque())
            guard code == 0 else {
                box.release()
                for missing in thread.number..<threads.count { shared.roster.ended(missing) }
                barrier.callOff()
                throw EngineError("cannot start thread \(thread.number + 1) of \(threads.count): \(errorText(code)).")
            }
            handles.append(handle)
        }
    }

    func tellOthersToStop() {
        stopOthers.set()
    }

    func tellMeasuredToStop() {
        stopMeasured.set()
    }

    /// Joins the threads, all of which have ended.
    func join() {
        for handle in handles { pthread_join(handle, nil) }
        handles = []
    }

    /// Gives up threads that do not end; they keep what they use alive.
    func abandon() {
        for handle in handles { pthread_detach(handle) }
        handles = []
    }
}

/// What the system calls error `code`.
func errorText(_ code: Int32) -> String {
    strerror(code).map { String(cString: $0) } ?? "error \(code)"
}
