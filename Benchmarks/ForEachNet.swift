import BenchmarkEngine
import NetNamespace

extension Scenario {
    /// Readers (measured) walk the list while updaters create and destroy namespaces.
    ///
    /// One operation is one pass over the list.
    static let forEachNet = Scenario(
        name: "for_each_net",
        summary: "readers walk the whole list while updaters create and destroy namespaces; ns per pass",
        isInSuites: true,
        parameters: [
            ScenarioParameter(name: "namespaces", meaning: "length of the list, init_net included"),
            ScenarioParameter(name: "readers", meaning: "measured threads that walk"),
            ScenarioParameter(name: "updaters", meaning: "threads that create and destroy namespaces"),
            ScenarioParameter(name: "update-rate", meaning: "creations per second and updater; 0 is a closed loop"),
            ScenarioParameter(name: "visit-bytes", meaning: "bytes that a visit reads, a multiple of 8"),
            .listLock,
            .rtnlLock,
        ],
        grids: forEachNetGrids,
        expand: { grid, variant in
            // Nobody takes rtnl where nobody takes a lock.
            let variant = (variant.isReadOnly ? variant.with(.pthread) : nil) ?? variant
            var cases = [CaseParameters(scenario: "for_each_net", variant: variant)]
            cases = multiply(cases, grid.namespaces, [64], \.namespaces)
            cases = multiply(cases, grid.readers, [1], \.readers)
            cases = multiply(cases, grid.updaters, [0], \.updaters)
            cases = multiply(cases, grid.visitBytes, [8], \.visitBytes)
            cases = multiply(cases, grid.updateRates, [0], \.updateRate)
            for index in cases.indices where cases[index].updaters == 0 { cases[index].updateRate = 0 }
            guard let usual = variant.listLocks.first else { return cases }
            return multiply(cases, (grid.listLocks ?? [usual]).map(Optional.some), [], \.listLock)
        },
        shape: { _ in "" },
        refusal: { parameters in
            if parameters.readers == 0 { return "for_each_net measures readers: --readers must be at least 1" }
            return parameters.refusalOfUpdaters ?? parameters.refusalOfListLock
        },
        roles: { parameters, context in
            let variant = parameters.variant
            let reader = Role(
                name: "reader", threads: parameters.readers, measured: true, samplesLatency: true,
                makeWorker: { _ in
                    SectionWorker(.read) {
                        Section(
                            variant: variant, visitBytes: parameters.visitBytes, listLock: parameters.listLock)
                    }
                })
            let updater = Role(
                name: "updater", threads: parameters.updaters, measured: false, samplesLatency: false, fixedBatch: 1,
                ratePerSecond: parameters.updateRate > 0 ? parameters.updateRate : nil,
                makeWorker: { _ in SectionWorker(.update) { Section(variant: variant) } })
            return parameters.updaters > 0 ? [reader, updater] : [reader]
        },
        estimator: { _ in nil },
        predictedNanoseconds: { Double($0.namespaces) }
    )

    @Sendable private static func forEachNetGrids(_ suite: Suite, _ cores: Int) -> [Grid] {
        var lengths = Grid()
        lengths.namespaces = suite == .quick ? [1, 64, 1024] : [1, 64, 1024, 16384, 100_000]
        lengths.readers = suite == .quick ? [1] : [1, 2]
        lengths.updaters = suite == .quick ? [0] : [0, 1]
        // Of the quick suite six passes have to fit into a minute and a half: fewer have no interval.
        var contended = Grid()
        contended.namespaces = [64]
        contended.readers = [1, 2]
        contended.updaters = [0, 1]
        var oversubscribed = Grid()
        oversubscribed.namespaces = [64]
        oversubscribed.readers = [2 * cores]
        oversubscribed.updaters = [0, 1]
        return [lengths, contended, oversubscribed]
    }
}
