import BenchmarkEngine
import NetNamespace

extension Scenario {
    /// One thread repeats a section that knows no rules: what others are held against.
    ///
    /// It is a case of `unlocked` alone, with the default lock.
    static func reference(
        _ name: String, summary: String, isInSuites: Bool, role: String,
        _ threads: WritableKeyPath<CaseParameters, Int> & Sendable, _ kind: SectionKind, predictedNanoseconds: Double
    ) -> Scenario {
        Scenario(
            name: name, summary: summary, isInSuites: isInSuites, parameters: [],
            grids: { _, _ in [Grid()] },
            expand: { _, variant in
                guard variant.name == "unlocked" else { return [] }
                var parameters = CaseParameters(scenario: name, variant: variant.with(.pthread) ?? variant)
                parameters[keyPath: threads] = 1
                return [parameters]
            },
            shape: { _ in "" },
            refusal: { _ in nil },
            roles: { parameters, _ in
                let variant = parameters.variant
                return [
                    Role(
                        name: role, threads: 1, measured: true, samplesLatency: false,
                        makeWorker: { _ in SectionWorker(kind) { Section(variant: variant) } })
                ]
            },
            estimator: { _ in nil },
            predictedNanoseconds: { _ in predictedNanoseconds }
        )
    }
}
