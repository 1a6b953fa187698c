import BenchmarkEngine
import NetNamespace

extension Scenario {
    /// Registrars (measured) register and unregister a notifier while updaters create and destroy namespaces.
    ///
    /// Either replays every device of every namespace, walking the list under rtnl: what the seed was written for. One
    /// operation is one registration with its unregistration.
    static let netdeviceNotifier = Scenario(
        name: "netdevice_notifier",
        summary: "registrars register and unregister a notifier, which replays all devices; ns per pair",
        isInSuites: true,
        parameters: [
            ScenarioParameter(name: "namespaces", meaning: "length of the list, init_net included"),
            ScenarioParameter(name: "devices", meaning: "devices of each namespace, the loopback device among them"),
            ScenarioParameter(name: "registrars", meaning: "measured threads that register and unregister"),
            ScenarioParameter(name: "updaters", meaning: "threads that create and destroy namespaces"),
            .rtnlLock,
        ],
        grids: netdeviceNotifierGrids,
        expand: { grid, variant in
            var cases = [CaseParameters(scenario: "netdevice_notifier", variant: variant)]
            cases = multiply(cases, grid.namespaces, [64], \.namespaces)
            cases = multiply(cases, grid.devices, [1], \.devices)
            cases = multiply(cases, grid.registrars, [1], \.registrars)
            return multiply(cases, grid.updaters, [0], \.updaters)
        },
        shape: { _ in "" },
        refusal: { parameters in
            if parameters.registrars == 0 {
                return "netdevice_notifier measures registrars: --registrars must be at least 1"
            }
            if parameters.variant.racesWithNotifiers && parameters.updaters > 0 {
                return
                    "\(parameters.variant.name) lets the list change under a notifier's walk, which is an expected violation "
                    + "(netnsbench torture provokes it): its netdevice_notifier runs with --updaters 0 only"
            }
            return parameters.refusalOfUpdaters
        },
        roles: { parameters, _ in registrarRoles(parameters, .notifier) },
        estimator: { _ in nil },
        // Two replays, and two unlocks that may look at every namespace once more.
        predictedNanoseconds: { parameters in
            Double(parameters.namespaces)
                * Double(2 * parameters.devices + (parameters.variant.drainsByWalking ? 2 : 0))
        }
    )

    /// Threads of that kind register; updaters keep them company.
    static func registrarRoles(_ parameters: CaseParameters, _ kind: SectionKind) -> [Role] {
        let variant = parameters.variant
        let registrar = Role(
            name: "registrar", threads: parameters.registrars, measured: true, samplesLatency: true,
            makeWorker: { _ in SectionWorker(kind) { Section(variant: variant) } })
        guard parameters.updaters > 0 else { return [registrar] }
        let updater = Role(
            name: "updater", threads: parameters.updaters, measured: false, samplesLatency: false, fixedBatch: 1,
            makeWorker: { _ in SectionWorker(.update) { Section(variant: variant) } })
        return [registrar, updater]
    }

    @Sendable private static func netdeviceNotifierGrids(_ suite: Suite, _ cores: Int) -> [Grid] {
        var busy = Grid()
        busy.namespaces = suite == .quick ? [64] : [64, 1024]
        busy.devices = suite == .quick ? [4] : [1, 8]
        busy.updaters = [0, 1]
        var long = Grid()
        long.namespaces = suite == .quick ? [1024] : [16384]
        var contended = Grid()
        contended.namespaces = [64]
        contended.registrars = [2]
        return suite == .quick ? [busy, long] : [busy, long, contended]
    }
}
