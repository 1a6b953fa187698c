import BenchmarkEngine
import BenchmarkResults
import Foundation
import NetNamespace
import Testing

@testable import NetNamespaceBenchmarks

/// Cases, and nothing that makes a world.
@Suite struct SweepTests {
    func sweep(_ suite: Suite, _ change: (inout Grid) -> Void = { _ in }, variants: [Variant] = Variant.all) -> Sweep {
        var grid = Grid()
        change(&grid)
        return Sweep(
            SweepRequest(suite: suite, scenarios: Scenario.all, variants: variants, overrides: grid, cores: 2), seed: 1)
    }

    /// A new scenario is two touches: a file and a row.
    @Test func everyScenarioHasARowWithASummary() throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
            "../../Benchmarks")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { file in
                let text = (try? String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)) ?? ""
                return text.contains(/static let \w+ = (Scenario|reference)\(/)
            }
        #expect(files.count == Scenario.all.count)
        #expect(Set(Scenario.all.map(\.name)).count == Scenario.all.count)
        #expect(Scenario.all.allSatisfy { !$0.summary.isEmpty })
    }

    @Test(arguments: Suite.allCases) func everyCaseIsThereOnceAndMeansSomething(_ suite: Suite) {
        let sweep = sweep(suite)
        #expect(Set(sweep.cases.map(\.name)).count == sweep.cases.count)
        #expect(sweep.cases.allSatisfy { $0.scenario.refusal($0.parameters) == nil })
        for netCase in sweep.cases {
            // What is measured is no part of the key: rows of the running kernel have a key column of their own.
            for name in netCase.cells.keys where name != "backend" {
                #expect(Schema.column(name)?.role == .key, "\(name)")
            }
            #expect(netCase.cells["backend"] == .text("model"))
        }
    }

    /// Contention and oversubscription both show.
    @Test func theQuickSuiteHasOneTwoAndTwiceTheCores() {
        let cases = sweep(.quick).cases.map(\.parameters)
        #expect(Set(cases.filter { $0.scenario == "for_each_net" }.map(\.readers)) == [1, 2, 4])
        #expect(Set(cases.filter { $0.scenario == "rtnl_unlock" }.map(\.lockers)) == [1, 2, 4])
        #expect(Set(cases.filter { $0.scenario == "for_each_net" }.map(\.namespaces)) == [1, 64, 1024])
    }

    @Test func whatCannotMeanAnythingIsRefusedOnceAndSaid() {
        let sweep = sweep(.quick, { $0.updaters = [1] }, variants: Variant.all.filter(\.isReadOnly))
        #expect(sweep.cases.allSatisfy { $0.parameters.scenario != "for_each_net" })
        #expect(sweep.refusals.count { $0.contains("nobody may change its list") } == 1)
    }

    /// The estimator depends on the case alone, so that variants of a case may be compared.
    @Test func allVariantsOfACaseHaveOneEstimator() {
        let cases = Dictionary(grouping: sweep(.full).cases) {
            $0.cells.filter { $0.key != "variant" && $0.key != "list_lock" }.description.count
        }
        for group in cases.values {
            let byParameters = Dictionary(grouping: group) { netCase in
                "\(netCase.parameters.scenario) \(netCase.parameters.namespaces) \(netCase.parameters.pending) \(netCase.parameters.lockers)"
                    + " \(netCase.parameters.senders) \(netCase.parameters.readers) \(netCase.parameters.updaters)"
            }
            for same in byParameters.values {
                #expect(Set(same.map { $0.scenario.estimator($0.parameters)?.rawValue ?? "" }).count == 1)
            }
        }
    }

    /// `quick` has to end soon with many variants.
    @Test func newScenariosAreSmallInTheQuickSuite() {
        let cases = Dictionary(grouping: sweep(.quick).cases.map(\.parameters)) { "\($0.scenario) \($0.variant)" }
        for name in ["net_lifecycle", "fairness", "mixed"] {
            let counts = cases.filter { $0.key.hasPrefix(name + " ") }.map(\.value.count)
            #expect(!counts.isEmpty && counts.allSatisfy { (1...3).contains($0) }, "\(name): \(counts)")
        }
        let batches = sweep(.full).cases.map(\.parameters).filter { $0.scenario == "net_lifecycle" && $0.creators == 0 }
        #expect(Set(batches.map(\.batch)) == [1, 16, 256, 4096])
    }

    /// A suite has the modes that each variant allows; a mode that was asked for and is not allowed is refused and said.
    @Test func senderModesAreAnAxis() {
        func modes(_ sweep: Sweep) -> [Variant: Set<SenderMode>] {
            let storms = sweep.cases.map(\.parameters).filter { $0.scenario == "rtnl_unlock" && $0.senders > 0 }
            return Dictionary(grouping: storms, by: \.variant).mapValues { Set($0.compactMap(\.senderMode)) }
        }
        let full = sweep(.full)
        #expect(full.refusals.allSatisfy { !$0.contains("sender") })
        let quick = modes(sweep(.quick))
        for variant in Variant.all {
            #expect(modes(full)[variant] == Set(SenderMode.allCases.filter(variant.allows)), "\(variant)")
            #expect(quick[variant] == [variant.usualSenderMode])
            #expect(variant.allows(.synchronous) && variant.allows(.blocking) == variant.drains)
        }
        let asked = sweep(.quick, { $0.senderModes = [.blocking, .trylock] })
        for variant in Variant.all {
            #expect(modes(asked)[variant] ?? [] == Set([.blocking, .trylock].filter(variant.allows)))
            let sentences = asked.refusals.count { $0.hasPrefix(variant.name + " ") && $0.contains("--sender-mode") }
            #expect(sentences == (variant.allows(.trylock) ? 0 : 1), "\(variant)")
        }
    }

    /// Which mode is usual belongs to the rules, so it keeps no case of theirs apart.
    @Test func everybodyAtOnceIsOneCaseForAllVariants() {
        let mixed = sweep(.full, variants: Variant.all.filter { !$0.isReadOnly }).cases.filter {
            $0.scenario.name == "mixed"
        }
        #expect(mixed.allSatisfy { $0.cells["sender_mode"] == nil })
        #expect(Set(mixed.map(\.group)).count == 2 && mixed.count == 2 * Variant.all.count { !$0.isReadOnly })
    }

    @Test func everyCampaignHasTheFloorAndTheEmptyCase() {
        #expect(
            Sweep.references(seed: 1).map(\.name) == [
                "empty/unlocked/namespaces:1/readers:1", "for_each_net/unlocked/namespaces:64/readers:1",
            ])
    }

    /// What is left out is said; a variant that has one rule for its readers is not asked.
    @Test func aListLockThatTheRulesLackIsLeftOut() throws {
        let variants = try ["rtnl_retry", "rcu_mb"].map { try #require(Variant.named($0)) }
        let sweep = sweep(.quick, { $0.listLocks = [.netRwsem, .netMutex] }, variants: variants)
        let walks = sweep.cases.map(\.parameters).filter { $0.scenario == "for_each_net" }
        #expect(Set(walks.filter { $0.variant.name == "rtnl_retry" }.map(\.listLock)) == [.netMutex])
        #expect(Set(walks.filter { $0.variant.name == "rcu_mb" }.map(\.listLock)) == [nil])
        let sentence = "rtnl_retry has no net_rwsem for a reader to hold: --list-lock rtnl or net_mutex there"
        #expect(sweep.refusals == [sentence])
    }

    /// Cases without the option are what they were before it; who has no reader, or no choice, is not asked.
    @Test func theReadersOfALifeAreAsked() throws {
        let variants = try ["rtnl_retry", "rcu_mb"].map { try #require(Variant.named($0)) }
        func lives(_ locks: [ListLock]?) -> [NetCase] {
            var grid = Grid()
            (grid.listLocks, grid.creators, grid.readers, grid.lockers) = (locks, [1], [0, 1], [0])
            let request = SweepRequest(
                suite: .quick, scenarios: [.netLifecycle], variants: variants, overrides: grid, cores: 2)
            return Sweep(request, seed: 1).cases.filter { $0.parameters.batch == 1 }
        }
        let plain = lives(nil)
        #expect(plain.count == 4 && plain.allSatisfy { $0.cells["list_lock"] == nil })
        let asked = lives([.rtnl, .netMutex]), told = asked.filter { $0.cells["list_lock"] != nil }
        #expect(told.map(\.parameters.listLock) == [.rtnl, .netMutex])
        #expect(told.allSatisfy { $0.parameters.variant.name == "rtnl_retry" && $0.parameters.readers == 1 })
        #expect(Set(asked.map(\.name)).subtracting(told.map(\.name)).isSubset(of: plain.map(\.name)))
        #expect(lives([.rcu]).allSatisfy { $0.parameters.readers == 0 || $0.parameters.variant.name == "rcu_mb" })
    }

    /// A grace period each fits into few windows, and a suite of a minute has none of them.
    @Test func devicesAreForTheFullSuite() throws {
        #expect(Scenario.all.filter { $0.isInSuites && !$0.isIn(.quick) }.map(\.name) == ["netdev_todo"])
        #expect(Scenario.netdevTodo.isIn(.full))
        for variant in Variant.all {
            let cases = Set(Scenario.netdevTodo.grids(.quick, 2).flatMap { Scenario.netdevTodo.expand($0, variant) })
            #expect(cases.count == 3)
        }
    }

    /// Nobody is measured where nobody is at work.
    @Test func aCaseHasSomebodyToMeasure() throws {
        let variant = try #require(Variant.named("rtnl_sync"))
        for scenario in Scenario.all where scenario.parameters.contains(where: { $0.name == "registrars" }) {
            let isTodo = scenario.name == Scenario.netdevTodo.name
            var parameters = CaseParameters(scenario: scenario.name, variant: variant)
            #expect(scenario.refusal(parameters)?.contains("--registrars") == true, "\(scenario.name)")
            parameters.lockers = 1
            #expect((scenario.refusal(parameters) == nil) == isTodo, "\(scenario.name)")
        }
        var mixed = try #require(Scenario.mixed.expand(Grid(), variant).first)
        #expect(Scenario.mixed.refusal(mixed) == nil)
        mixed.lockers = 0
        #expect(Scenario.mixed.refusal(mixed)?.contains("--lockers must be at least 1") == true)
    }

    @Test func aDestroyerWithoutACreatorIsRefused() throws {
        for scenario in [Scenario.netLifecycle, .mixed] {
            var grid = Grid()
            (grid.creators, grid.destroyers) = ([1, 2], [1, 2])
            let variant = try #require(Variant.named("rtnl_retry"))
            let sweep = Sweep(
                SweepRequest(suite: .quick, scenarios: [scenario], variants: [variant], overrides: grid, cores: 2),
                seed: 1)
            let counts = Set(sweep.cases.map { [$0.parameters.creators, $0.parameters.destroyers] })
            #expect(counts == [[1, 1], [2, 1], [2, 2]])
            let sentence = "--destroyers 2 is more than --creators 1: a destroyer without a creator has no work"
            #expect(sweep.refusals == [sentence])
        }
    }

    /// Nobody asked for the senders and the lockers of the suite's grids.
    @Test func whatOnlyTheSuitesGridRulesOutIsNotSaid() throws {
        // All that remains is a variant that has no case at all.
        let unlocked = [
            "unlocked takes no lock, so nobody may create or destroy under it",
            "unlocked takes no lock, so nobody may register or unregister a device under it",
        ]
        #expect(Suite.allCases.allSatisfy { sweep($0).refusals == unlocked })
        func refusals(_ change: (inout Grid) -> Void) throws -> [String] {
            var grid = Grid()
            change(&grid)
            let variant = try #require(Variant.named("rtnl_retry"))
            return Sweep(
                SweepRequest(
                    suite: .quick, scenarios: [.rtnlUnlock], variants: [variant], overrides: grid, cores: 2),
                seed: 1
            ).refusals
        }
        #expect(try refusals { $0.pending = [64] } == [])
        #expect(
            try refusals { $0.pending = [64, 10_000] }
                == ["--pending 10000 is more than the 64 namespaces there are"])
        let both = try refusals { ($0.pending, $0.senders) = ([64], [0, 1]) }
        #expect(both == ["--pending and --senders exclude each other: preloaded queues, or a storm"])
        let lockers = try refusals { ($0.pending, $0.lockers) = ([64], [1, 2]) }
        #expect(lockers == ["--pending is measured with one locker; with several lockers use --senders (the storm)"])
    }

    @Test func onlyRequestsDoWithoutRtnl() throws {
        let none = sweep(.full, { $0.rtnlLocks = [.none] }, variants: [try #require(Variant.named("per_net_rtnl"))])
        #expect(!none.cases.isEmpty && none.cases.allSatisfy { $0.scenario.name == "rtnl_unlock" })
        #expect(none.refusals.count { $0.hasPrefix("--rtnl-lock none is an option of rtnl_unlock only") } == 1)
    }

    @Test func theCleanupWorkerCountsWhereNamespacesComeAndGo() {
        var parameters = CaseParameters(scenario: "for_each_net", variant: Variant.all[0])
        parameters.readers = 1
        #expect(parameters.runnableThreads == 1)
        parameters.updaters = 1
        #expect(parameters.runnableThreads == 3)
        let netCase = NetCase(scenario: .forEachNet, parameters: parameters, seed: 1)
        #expect(netCase.runnableThreads == 3)
    }

    @Test func theWorkerOfThoseWhoOnlyTryRtnlCounts() throws {
        var parameters = CaseParameters(scenario: "rtnl_unlock", variant: try #require(Variant.named("pending_queue")))
        (parameters.lockers, parameters.senders, parameters.senderMode) = (1, 1, .blocking)
        #expect(parameters.runnableThreads == 2)
        parameters.senderMode = .trylock
        #expect(parameters.runnableThreads == 3)
    }
}
