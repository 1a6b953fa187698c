import BenchmarkEngine
import NetNamespace

extension Scenario {
    /// A bare mutex without any rules: what an idle `rtnl_unlock` is held against.
    static let mutexPair = Scenario(
        name: "mutex_pair",
        summary: "one thread takes and releases a bare pthread mutex: the least that rtnl could cost",
        isInSuites: false,
        parameters: [],
        grids: { _, _ in [Grid()] },
        expand: { _, variant in
            guard variant.name == "unlocked" else { return [] }
            var parameters = CaseParameters(scenario: "mutex_pair", variant: variant)
            parameters.lockers = 1
            return [parameters]
        },
        shape: { _ in "" },
        refusal: { _ in nil },
        roles: { parameters, _ in
            let variant = parameters.variant
            return [
                Role(
                    name: "locker", threads: 1, measured: true, samplesLatency: false,
                    makeWorker: { _ in SectionWorker(.mutexPair) { Section(variant: variant) } })
            ]
        },
        estimator: { _ in nil },
        predictedNanoseconds: { _ in 10 }
    )
}
