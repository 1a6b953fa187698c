import BenchmarkEngine
import NetNamespace

extension Scenario {
    /// Registrars (measured) register and unregister a subsystem while updaters create and destroy namespaces.
    ///
    /// A registration runs an init for every namespace, an unregistration an exit, both under the lock around life; here each of them only
    /// counts. One operation is one registration with its unregistration.
    static let pernetSubsys = Scenario(
        name: "pernet_subsys",
        summary: "registrars register and unregister a subsystem: an init and an exit for every namespace; ns per pair",
        isInSuites: true,
        parameters: [
            ScenarioParameter(name: "namespaces", meaning: "length of the list, init_net included"),
            ScenarioParameter(name: "registrars", meaning: "measured threads that register and unregister"),
            ScenarioParameter(name: "updaters", meaning: "threads that create and destroy namespaces"),
            .rtnlLock,
        ],
        grids: pernetSubsysGrids,
        expand: { grid, variant in
            var cases = [CaseParameters(scenario: "pernet_subsys", variant: variant)]
            cases = multiply(cases, grid.namespaces, [64], \.namespaces)
            cases = multiply(cases, grid.registrars, [1], \.registrars)
            return multiply(cases, grid.updaters, [0], \.updaters)
        },
        shape: { _ in "" },
        refusal: { parameters in
            if parameters.registrars == 0 {
                return "pernet_subsys measures registrars: --registrars must be at least 1"
            }
            return parameters.refusalOfUpdaters
        },
        roles: { parameters, _ in registrarRoles(parameters, .subsystem) },
        estimator: { _ in nil },
        predictedNanoseconds: { 2 * Double($0.namespaces) }
    )

    @Sendable private static func pernetSubsysGrids(_ suite: Suite, _ cores: Int) -> [Grid] {
        var busy = Grid()
        busy.namespaces = suite == .quick ? [64] : [64, 1024]
        busy.updaters = [0, 1]
        var long = Grid()
        long.namespaces = suite == .quick ? [1024] : [16384]
        var contended = Grid()
        contended.namespaces = [64]
        contended.registrars = [2]
        return suite == .quick ? [busy, long] : [busy, long, contended]
    }
}
