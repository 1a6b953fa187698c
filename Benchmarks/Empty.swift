import BenchmarkEngine
import NetNamespace

extension Scenario {
    /// A section that does nothing: the harness's own cost, measured in every campaign.
    static let empty = Scenario(
        name: "empty",
        summary: "nothing at all: the harness's own cost per operation",
        isInSuites: true,
        parameters: [],
        grids: { _, _ in [Grid()] },
        expand: { _, variant in
            guard variant.name == "unlocked" else { return [] }
            var parameters = CaseParameters(scenario: "empty", variant: variant.with(.pthread) ?? variant)
            parameters.readers = 1
            return [parameters]
        },
        shape: { _ in "" },
        refusal: { _ in nil },
        roles: { parameters, _ in
            let variant = parameters.variant
            return [
                Role(
                    name: "reader", threads: 1, measured: true, samplesLatency: false,
                    makeWorker: { _ in SectionWorker(.empty) { Section(variant: variant) } })
            ]
        },
        estimator: { _ in nil },
        predictedNanoseconds: { _ in 1 }
    )
}
