import BenchmarkEngine
import NetNamespace

extension Scenario {
    /// Devices are deleted, and their unregistration is finished after rtnl is released: `unregister` measures those who delete, `lock`
    /// one who only takes and releases rtnl beside them.
    ///
    /// One operation is one deletion, or one `{ rtnl_lock(); rtnl_unlock(); }`.
    static let netdevTodo = Scenario(
        name: "netdev_todo",
        summary: "devices are deleted, which ends after rtnl is released; shapes: unregister, lock",
        isInSuites: false,
        parameters: [
            ScenarioParameter(name: "namespaces", meaning: "length of the list, init_net included"),
            ScenarioParameter(
                name: "registrars", meaning: "threads that register and delete a device; measured without lockers"),
            ScenarioParameter(name: "lockers", meaning: "measured threads that take and release rtnl beside them"),
            .rtnlLock,
        ],
        grids: { _, _ in [Grid()] },
        expand: { grid, variant in
            var cases = [CaseParameters(scenario: "netdev_todo", variant: variant)]
            cases = multiply(cases, grid.namespaces, [64], \.namespaces)
            cases = multiply(cases, grid.registrars, [0, 1], \.registrars)
            cases = multiply(cases, grid.lockers, [0, 1], \.lockers)
            // Nobody is no case, whoever asked for nobody.
            return cases.filter { $0.registrars + $0.lockers > 0 }
        },
        shape: { $0.lockers > 0 ? "lock" : "unregister" },
        refusal: { parameters in
            guard parameters.variant.isReadOnly else { return nil }
            return "\(parameters.variant.name) takes no lock, so nobody may delete a device under it"
        },
        roles: { parameters, _ in
            let variant = parameters.variant
            let registrar = Role(
                name: "registrar", threads: parameters.registrars, measured: parameters.lockers == 0,
                samplesLatency: parameters.lockers == 0, fixedBatch: 1,
                makeWorker: { index in SectionWorker(.todo) { Section(variant: variant, index: index) } })
            let locker = Role(
                name: "locker", threads: parameters.lockers, measured: true, samplesLatency: true,
                makeWorker: { _ in SectionWorker(.unlock) { Section(variant: variant) } })
            return [registrar, locker]
        },
        estimator: { $0.lockers > 0 ? nil : .timedMean },
        // Where there is RCU a deletion waits for a barrier of liburcu; two unlocks that may walk come with every one.
        predictedNanoseconds: { parameters in
            let unlocks = parameters.variant.drainsByWalking ? 2 * Double(parameters.namespaces) : 0
            return parameters.lockers > 0 ? unlocks : unlocks + (parameters.variant.usesRCU ? 1e7 : 500)
        }
    )
}
