import BenchmarkEngine
import NetNamespace
import Testing

@testable import NetNamespaceBenchmarks

/// What a case is said to take, and what a self-check lets through; nothing here makes a world.
@Suite struct CostTests {
    private func netCase(
        _ scenario: Scenario, _ name: String, _ change: (inout CaseParameters) -> Void
    ) throws -> NetCase {
        var parameters = CaseParameters(scenario: scenario.name, variant: try #require(Variant.named(name)))
        change(&parameters)
        return NetCase(scenario: scenario, parameters: parameters, seed: 1)
    }

    private func cost(_ netCase: NetCase) -> CaseCost { netCase.cost(window: 20_000_000, warmup: 4_000_000, cores: 2) }

    @Test func namespacesDevicesAndThreadsAreCounted() throws {
        func world(_ namespaces: Int, _ devices: Int) throws -> CaseCost {
            cost(
                try netCase(.netdeviceNotifier, "rcu_memb") {
                    ($0.namespaces, $0.devices, $0.registrars) = (namespaces, devices, 1)
                })
        }
        let one = try world(1, 1), many = try world(1001, 1), broad = try world(1001, 3)
        #expect(abs(many.world - one.world - 1000 * CaseCost.namespace) < 1e-9)
        #expect(abs(broad.world - many.world - 1001 * 2 * CaseCost.device) < 1e-9)
        #expect(one.threads == CaseCost.thread)
        #expect(one.window >= 0.024 && one.window < 0.0241)
        #expect(one.windDown == 0)
    }

    /// A ring has room for two batches, whose namespaces live until they are dropped.
    @Test func aBatchTakesMemory() throws {
        func bytes(_ batch: Int, creators: Int) throws -> Int {
            try netCase(.netLifecycle, "rtnl_retry") {
                ($0.namespaces, $0.creators, $0.destroyers, $0.batch) = (64, creators, 1, batch)
            }.bytes
        }
        #expect(try bytes(1_000_000, creators: 2) - bytes(1, creators: 2) > 5_000_000 * 320)
        #expect(try bytes(1_000_000, creators: 0) - bytes(1, creators: 0) > 1_000_000 * 320)
    }

    /// None is nil; one that memory is short for is an error, not nil.
    @Test func anExchangeThatCannotBeMadeIsAnError() throws {
        var parameters = CaseParameters(scenario: "net_lifecycle", variant: try #require(Variant.named("rtnl_retry")))
        (parameters.destroyers, parameters.batch) = (1, 2_000_000_000)
        #expect(try PopulationLimits(parameters).makeExchange(parameters) == nil)
        // More than any address space has.
        parameters.creators = 60_000
        #expect(throws: WorldError.self) { try PopulationLimits(parameters).makeExchange(parameters) }
    }

    /// Restarts make a drain quadratic, for preloaded queues and for busy senders.
    @Test func aDrainThatRestartsIsPredictedToBeQuadratic() throws {
        func prediction(_ variant: String, _ change: (inout CaseParameters) -> Void) throws -> Double {
            let netCase = try netCase(.rtnlUnlock, variant, change)
            return netCase.scenario.predictedNanoseconds(netCase.parameters)
        }
        for variant in Variant.all.filter({ $0.drains && !$0.isNegativeControl }) {
            let idle = try prediction(variant.name) { ($0.namespaces, $0.lockers) = (1000, 1) }
            let pending = try prediction(variant.name) { ($0.namespaces, $0.lockers, $0.pending) = (1000, 1, 1000) }
            let storm = try prediction(variant.name) { ($0.namespaces, $0.lockers, $0.senders) = (1000, 1, 2) }
            if variant.drainsByQueue {
                let fewer = try prediction(variant.name) { ($0.namespaces, $0.lockers, $0.pending) = (10, 1, 1000) }
                #expect(pending == fewer && pending > 100 * idle, "\(variant): by what is pending")
            } else {
                #expect(pending == (variant.restarts ? 501 * idle : idle), "\(variant)")
            }
            #expect(storm == (variant.restarts ? 2 * idle : idle), "\(variant)")
        }
    }

    /// Rules that let the list change under a notifier's walk are measured while nobody changes it.
    @Test func updatersAreRefusedWhereTheyRaceWithNotifiers() throws {
        for variant in Variant.all.filter({ !$0.isNegativeControl }) {
            let netCase = try netCase(.netdeviceNotifier, variant.name) {
                ($0.namespaces, $0.devices, $0.registrars, $0.updaters) = (8, 1, 1, 1)
            }
            let refusal = netCase.scenario.refusal(netCase.parameters)
            #expect((refusal != nil) == (variant.racesWithNotifiers || variant.isReadOnly), "\(variant)")
            if variant.racesWithNotifiers { #expect(refusal?.contains("--updaters 0 only") == true) }
        }
    }

    @Test func theQuickGridsOfRegistrarsAreTiny() throws {
        for name in ["netdevice_notifier", "pernet_subsys"] {
            let scenario = try #require(Scenario.named(name))
            for variant in Variant.all {
                let cases = scenario.grids(.quick, 2).flatMap { scenario.expand($0, variant) }
                #expect(Set(cases).count <= 3)
                #expect(cases.contains { $0.updaters > 0 })
            }
        }
    }
}
