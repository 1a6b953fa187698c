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

    /// The cases of a scenario for a variant, and the sentences for what was asked for and is in none of them.
    ///
    /// A combination that is refused for a value of the suite's own is no matter of the user's: it has no sentence where another
    /// case has what was asked for, and else that of the case with the scenario's own defaults, if there is one.
    fileprivate func sorted(_ scenario: Scenario, _ variant: Variant) -> ([CaseParameters], [String]) {
        var possible: [CaseParameters] = []
        var refused: [(asked: CaseParameters, sentence: String)] = []
        func sort(_ grids: [Grid]) {
            for parameters in expand(scenario, grids.map { $0.overridden(by: overrides) }, variant) {
                if let sentence = scenario.refusal(parameters) ?? spinningRefusal(parameters) {
                    refused.append((overrides.asked(of: parameters), sentence))
                } else {
                    possible.append(parameters)
                }
            }
        }
        sort([Grid()])
        let plain = refused
        (possible, refused) = ([], [])
        sort(scenario.grids(suite, cores))
        let satisfied = Set(possible.map(overrides.asked))
        let sentences = refused.filter { !satisfied.contains($0.asked) }.map { refusal in
            plain.first { $0.asked == refusal.asked }?.sentence ?? refusal.sentence
        }
        return (possible, sentences)
    }

    /// What grids give for a variant.
    private func expand(_ scenario: Scenario, _ grids: [Grid], _ variant: Variant) -> [CaseParameters] {
        grids.flatMap { grid in
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
    private func spinningRefusal(_ parameters: CaseParameters) -> String? {
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
                let (possible, sentences) = request.sorted(scenario, variant)
                for parameters in possible where seen.insert(parameters).inserted {
                    cases.append(NetCase(scenario: scenario, parameters: parameters, seed: seed))
                }
                let lockRefusal = request.lockRefusal(scenario, variant).map { [$0] } ?? []
                for sentence in lockRefusal + sentences where !refusals.contains(sentence) { refusals.append(sentence) }
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
