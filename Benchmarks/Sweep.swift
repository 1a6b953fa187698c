import BenchmarkEngine
import NetNamespace

/// What a user asked to be run.
public struct SweepRequest: Sendable {
    /// The named set of grids.
    public var suite: Suite
    /// The scenarios, in order.
    public var scenarios: [Scenario]
    /// The variants, in order.
    public var variants: [Variant]
    /// Lists that replace those of the suite.
    public var overrides: Grid
    /// Allowed CPUs.
    public var cores: Int

    /// A request.
    public init(suite: Suite, scenarios: [Scenario], variants: [Variant], overrides: Grid, cores: Int) {
        self.suite = suite
        self.scenarios = scenarios
        self.variants = variants
        self.overrides = overrides
        self.cores = cores
    }
}

/// The cases of a request, and the sentences for those that cannot mean anything.
public struct Sweep: Sendable {
    /// The cases, each once, the floor included.
    public let cases: [NetCase]
    /// Why combinations were left out, each sentence once.
    public let refusals: [String]

    /// Multiplies the lists into cases.
    ///
    /// - Parameter seed: of everything random inside a case.
    public init(_ request: SweepRequest, seed: UInt64) {
        var seen: Set<CaseParameters> = []
        var cases: [NetCase] = []
        var refusals: [String] = []
        for scenario in request.scenarios {
            for variant in request.variants {
                for grid in scenario.grids(request.suite, request.cores) {
                    for parameters in scenario.expand(grid.overridden(by: request.overrides), variant) {
                        if let refusal = scenario.refusal(parameters) {
                            if !refusals.contains(refusal) { refusals.append(refusal) }
                        } else if seen.insert(parameters).inserted {
                            cases.append(NetCase(scenario: scenario, parameters: parameters, seed: seed))
                        }
                    }
                }
            }
        }
        self.cases = cases
        self.refusals = refusals
    }

    /// The cases that every campaign measures besides: the floor, and the harness's own cost.
    public static func references(seed: UInt64) -> [NetCase] {
        guard let unlocked = Variant.named("unlocked") else { return [] }
        var floor = Grid()
        floor.namespaces = [64]
        floor.readers = [1]
        floor.updaters = [0]
        let scenarios: [(Scenario, Grid)] = [(.empty, Grid()), (.forEachNet, floor)]
        return scenarios.flatMap { scenario, grid in
            scenario.expand(grid, unlocked).map { NetCase(scenario: scenario, parameters: $0, seed: seed) }
        }
    }
}
