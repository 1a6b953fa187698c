import BenchmarkEngine
import NetNamespace

extension Scenario {
    /// Plain lockers (measured) come for rtnl while drainers keep it busy.
    ///
    /// One operation is one wait: from asking for rtnl to having it. Where the rules drain nothing the busy one sends as many
    /// requests itself, one after the other, so that the same work is done.
    static let fairness = Scenario(
        name: "fairness",
        summary: "how long a plain locker waits for rtnl while others have it drained over and over; ns per wait",
        isInSuites: true,
        parameters: [
            ScenarioParameter(name: "namespaces", meaning: "length of the list, init_net included"),
            ScenarioParameter(name: "lockers", meaning: "measured threads that wait for rtnl"),
            ScenarioParameter(name: "drainers", meaning: "threads that keep it busy; 0: nobody does"),
            ScenarioParameter(name: "pending", meaning: "requests that a drainer has handled in a turn"),
            .rtnlLock,
        ],
        grids: fairnessGrids,
        expand: { grid, variant in
            var cases = [CaseParameters(scenario: "fairness", variant: variant)]
            cases = multiply(cases, grid.namespaces, [64], \.namespaces)
            cases = multiply(cases, grid.lockers, [1], \.lockers)
            cases = multiply(cases, grid.drainers, [1], \.drainers)
            cases = multiply(cases, grid.pending, [16], \.pending)
            for index in cases.indices where cases[index].drainers == 0 { cases[index].pending = 0 }
            return cases
        },
        shape: { _ in "" },
        refusal: { parameters in
            if parameters.lockers == 0 { return "fairness measures lockers: --lockers must be at least 1" }
            if parameters.drainers > 0 && parameters.pending == 0 {
                return "a drainer needs something to drain: --pending must be at least 1 in fairness"
            }
            return nil
        },
        roles: { parameters, context in
            let variant = parameters.variant
            let locker = Role(
                name: "locker", threads: parameters.lockers, measured: true, samplesLatency: true, fixedBatch: 1,
                makeWorker: { _ in
                    SectionWorker(.wait) { Section(variant: variant, pauseNanoseconds: pauseBetweenWaits) }
                })
            let drainer = Role(
                name: "drainer", threads: parameters.drainers, measured: false,
                makeWorker: { index in
                    SectionWorker(variant.drains ? .drain : .sendBatch) {
                        Section(
                            variant: variant, pending: parameters.pending, senderMode: .synchronous,
                            places: context.places,
                            firstPlace: index * context.world.namespaces / max(1, parameters.drainers))
                    }
                })
            return [locker, drainer]
        },
        estimator: { _ in .timedMean },
        predictedNanoseconds: { Double($0.variant.drainsByWalking ? $0.namespaces : 0) + 20 }
    )

    /// A locker that came back at once would take the lock that it has just released, and measure that.
    private static let pauseBetweenWaits = 20_000

    @Sendable private static func fairnessGrids(_ suite: Suite, _ cores: Int) -> [Grid] {
        var busy = Grid()
        busy.namespaces = suite == .quick ? [64] : [64, 1024]
        busy.pending = suite == .quick ? [16] : [1, 16]
        busy.lockers = suite == .quick ? [1] : [1, cores]
        var idle = Grid()
        idle.drainers = [0]
        return suite == .quick ? [busy] : [busy, idle]
    }
}
