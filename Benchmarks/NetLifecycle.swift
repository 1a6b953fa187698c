import BenchmarkEngine
import NetNamespace

extension Scenario {
    /// The life of namespaces: `create` measures creators, `destroy` what a batch takes until its memory is released.
    ///
    /// One operation is one namespace.
    static let netLifecycle = Scenario(
        name: "net_lifecycle",
        summary: "namespaces are created, or destroyed until their memory is released; shapes: create, destroy",
        isInSuites: true,
        parameters: [
            ScenarioParameter(name: "namespaces", meaning: "standing length of the list, init_net included"),
            ScenarioParameter(name: "creators", meaning: "measured threads that create; 0 measures a destroyer"),
            ScenarioParameter(name: "destroyers", meaning: "threads that drop the last references"),
            ScenarioParameter(name: "batch", meaning: "namespaces that a destroyer drops at once"),
            ScenarioParameter(name: "readers", meaning: "threads that walk the list meanwhile"),
            ScenarioParameter(name: "lockers", meaning: "threads that take and release rtnl meanwhile"),
            .listLock,
            .rtnlLock,
        ],
        grids: netLifecycleGrids,
        expand: { grid, variant in
            var cases = [CaseParameters(scenario: "net_lifecycle", variant: variant)]
            cases = multiply(cases, grid.namespaces, [64], \.namespaces)
            cases = multiply(cases, grid.creators, [1], \.creators)
            cases = multiply(cases, grid.destroyers, [1], \.destroyers)
            cases = multiply(cases, grid.batches, [1], \.batch)
            cases = multiply(cases, grid.readers, [0], \.readers)
            cases = multiply(cases, grid.lockers, [0], \.lockers)
            // Unlike for_each_net, which always says which lock: cases without the option keep the key that they had before it.
            guard let locks = grid.listLocks, !variant.listLocks.isEmpty else { return cases }
            return cases.flatMap { base in
                base.readers == 0 ? [base] : multiply([base], locks.map(Optional.some), [], \.listLock)
            }
        },
        shape: { $0.creators > 0 ? "create" : "destroy" },
        refusal: { parameters in
            if parameters.variant.isReadOnly {
                return "\(parameters.variant.name) takes no lock, so nobody may create or destroy under it"
            }
            if parameters.destroyers == 0 { return "net_lifecycle needs --destroyers: what is created must go again" }
            if parameters.creators == 0 && parameters.destroyers > 1 {
                return "without --creators one destroyer is measured: several would wait for each other's namespaces"
            }
            return parameters.refusalOfIdleDestroyers ?? parameters.refusalOfListLock
        },
        roles: { parameters, context in
            let variant = parameters.variant
            let creator = lifecycleRole("creator", parameters.creators, .create, parameters, context)
            var destroyer = lifecycleRole("destroyer", parameters.destroyers, .drop, parameters, context)
            if parameters.creators == 0 {
                destroyer = lifecycleRole("destroyer", 1, .destroy, parameters, context)
                // A chunk is a batch. Of single ones there are more than enough to sample.
                destroyer.fixedBatch = parameters.batch
                destroyer.samplesLatency = parameters.batch == 1
            } else {
                destroyer.measured = false
                destroyer.samplesLatency = false
            }
            let reader = Role(
                name: "reader", threads: parameters.readers, measured: false,
                makeWorker: { _ in
                    SectionWorker(.read) { Section(variant: variant, listLock: parameters.listLock) }
                })
            let locker = Role(
                name: "locker", threads: parameters.lockers, measured: false,
                makeWorker: { _ in SectionWorker(.unlock) { Section(variant: variant) } })
            return [creator, destroyer, reader, locker]
        },
        estimator: { $0.creators > 0 ? .timedMean : .timedInside },
        // Two locks of rtnl and more; those that walk at every release walk twice.
        predictedNanoseconds: { ($0.variant.drainsByWalking ? 2 * Double($0.namespaces) : 0) + 500 }
    )

    /// A role that creates or drops, every operation of it timed.
    private static func lifecycleRole(
        _ name: String, _ threads: Int, _ kind: SectionKind, _ parameters: CaseParameters, _ context: RoleContext
    ) -> Role {
        let variant = parameters.variant
        return Role(
            name: name, threads: threads, measured: true, samplesLatency: true, fixedBatch: 1,
            makeWorker: { index in
                SectionWorker(kind) {
                    Section(variant: variant, batch: parameters.batch, exchange: context.exchange, index: index)
                }
            })
    }

    @Sendable private static func netLifecycleGrids(_ suite: Suite, _ cores: Int) -> [Grid] {
        var create = Grid()
        create.creators = suite == .quick ? [1] : [1, cores, 2 * cores]
        create.readers = suite == .quick ? [1] : [0, 1]
        create.namespaces = suite == .quick ? [64] : [64, 1024]
        var destroy = Grid()
        destroy.creators = [0]
        destroy.batches = suite == .quick ? [1, 16] : [1, 16, 256, 4096]
        var busy = Grid()
        busy.readers = [1]
        busy.lockers = [1]
        return suite == .quick ? [create, destroy] : [create, busy, destroy]
    }
}
