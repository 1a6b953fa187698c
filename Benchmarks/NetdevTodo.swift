import BenchmarkEngine
import NetNamespace

extension Scenario {
    /// Registrars register a device and unregister it, which ends when rtnl has been released: with what that cost (`unregister`), or
    /// with what a plain locker notices of it (`lock`).
    ///
    /// The kernel's `RTM_DELLINK`: `netdev_run_todo()` waits for a grace period outside rtnl. One operation is an unregistration
    /// with its unlock and that wait, or a lock and unlock.
    static let netdevTodo = Scenario(
        name: "netdev_todo",
        summary: "devices are unregistered, which ends outside rtnl, after a grace period; shapes: unregister, lock",
        isInSuites: true,
        isForFullOnly: true,
        parameters: [
            ScenarioParameter(name: "namespaces", meaning: "length of the list, init_net included"),
            ScenarioParameter(
                name: "registrars", meaning: "threads that register and unregister a device, each in its namespace"),
            ScenarioParameter(
                name: "lockers", meaning: "measured threads that take and release rtnl; 0 measures registrars"),
            .rtnlLock,
        ],
        grids: netdevTodoGrids,
        expand: { grid, variant in
            var cases = [CaseParameters(scenario: "netdev_todo", variant: variant)]
            cases = multiply(cases, grid.namespaces, [64], \.namespaces)
            cases = multiply(cases, grid.registrars, [1], \.registrars)
            return multiply(cases, grid.lockers, [0], \.lockers)
        },
        shape: { $0.lockers > 0 ? "lock" : "unregister" },
        refusal: { parameters in
            if parameters.lockers + parameters.registrars == 0 {
                return "netdev_todo measures registrars or lockers: give it --registrars or --lockers"
            }
            return parameters.refusalOfRegistrars
        },
        roles: { parameters, context in
            let variant = parameters.variant
            let isMeasured = parameters.lockers == 0
            let registrar = Role(
                name: "registrar", threads: parameters.registrars, measured: isMeasured, samplesLatency: isMeasured,
                fixedBatch: 1,
                makeWorker: { index in
                    SectionWorker(.unregister) {
                        Section(variant: variant, places: context.places, firstPlace: index)
                    }
                })
            let locker = Role(
                name: "locker", threads: parameters.lockers, measured: true, samplesLatency: true,
                makeWorker: { index in
                    // A namespace of its own, for rules by which a namespace has a lock of its own.
                    SectionWorker(.unlock) {
                        Section(variant: variant, places: context.places, firstPlace: parameters.registrars + index)
                    }
                })
            return isMeasured ? [registrar] : [locker, registrar]
        },
        // An unregistration waits, for a grace period and for other registrars; and locks are held against those beside nobody,
        // which one thread alone would estimate otherwise.
        estimator: { $0.lockers == 0 ? .timedMean : .throughput },
        predictedNanoseconds: { parameters in
            let walk = parameters.variant.drainsByWalking ? Double(parameters.namespaces) : 0
            if parameters.lockers > 0 { return walk + 10 }
            // liburcu's worker sleeps for 10 ms before it looks at what was handed to it.
            return 2 * walk + (parameters.variant.usesRCU ? 10e6 : 200)
        }
    )

    @Sendable private static func netdevTodoGrids(_ suite: Suite, _ cores: Int) -> [Grid] {
        var unregister = Grid()
        unregister.registrars = suite == .quick ? [1] : [1, 2]
        var lock = Grid()
        lock.lockers = [1]
        lock.registrars = [0, 1]
        return [unregister, lock]
    }
}
