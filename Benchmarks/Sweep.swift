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
    /// The CPUs among which threads are placed, where those are fewer.
    public var usableCPUs: Int

    /// A request.
    public init(
        suite: Suite, scenarios: [Scenario], variants: [Variant], overrides: Grid, cores: Int, usableCPUs: Int? = nil
    ) {
        self.suite = suite
        self.scenarios = scenarios
        self.variants = variants
        self.overrides = overrides
        self.cores = cores
        self.usableCPUs = usableCPUs ?? cores
    }

    /// The grids of a scenario, and what each gives for a variant.
    fileprivate func expand(_ scenario: Scenario, _ variant: Variant) -> [CaseParameters] {
        scenario.grids(suite, cores).map { $0.overridden(by: overrides) }.flatMap { grid in
            let locks = (grid.rtnlLocks ?? [.pthread]).filter { $0 != .none || scenario.measuresWithoutRtnl }
            return locks.compactMap(variant.with).flatMap { scenario.expand(grid, $0) }
        }
    }

    /// Why a variant has nothing to show for the locks that were asked for; nil where it has.
    fileprivate func lockRefusal(_ scenario: Scenario, _ variant: Variant) -> String? {
        guard let locks = overrides.rtnlLocks, locks.contains(.none) else { return nil }
        guard scenario.measuresWithoutRtnl else {
            return "--rtnl-lock none is an option of rtnl_unlock only: nowhere else does a request do without rtnl"
        }
        if variant.with(.none) != nil { return nil }
        let able = Variant.all.filter { $0.with(.none) != nil }.map(\.name).joined(separator: ", ")
        return "\(variant.name) cannot do without rtnl: --rtnl-lock none is an option of \(able)"
    }

    /// Why a lock that spins cannot be measured there; nil where it can.
    fileprivate func spinningRefusal(_ parameters: CaseParameters) -> String? {
        let lock = parameters.variant.rtnlLock
        guard lock.spinsUntilTaken, parameters.runnableThreads > usableCPUs else { return nil }
        let cpus = usableCPUs == 1 ? "1 CPU" : "\(usableCPUs) CPUs"
        return
            "--rtnl-lock \(lock.rawValue) spins until it is taken: with \(parameters.runnableThreads) threads that may run "
            + "on \(cpus) it would measure the time slice; use fewer threads, or pthread or adaptive"
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
                if let refusal = request.lockRefusal(scenario, variant), !refusals.contains(refusal) { refusals.append(refusal) }
                for parameters in request.expand(scenario, variant) {
                    if let refusal = scenario.refusal(parameters) ?? request.spinningRefusal(parameters) {
                        if !refusals.contains(refusal) { refusals.append(refusal) }
                    } else if seen.insert(parameters).inserted {
                        cases.append(NetCase(scenario: scenario, parameters: parameters, seed: seed))
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
