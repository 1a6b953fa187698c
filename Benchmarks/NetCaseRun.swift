import BenchmarkEngine
import BenchmarkResults
import CNetNamespace
import NetNamespace
import Statistics

/// One repetition of a case: its world, its roles, what the rules cost, and the checks at its end.
final class NetCaseRun: CaseRun {
    let roles: [Role]
    let estimator: Estimator?
    private let parameters: CaseParameters
    private let world: World
    private let limits: PopulationLimits
    private let exchange: Exchange?
    private let initial: net_counters
    private var opened = net_counters()
    private var closed = net_counters()
    private var worldOpened = WorldLook()
    private var worldClosed = WorldLook()
    private var quiesceNanoseconds: UInt64 = 0

    init(_ netCase: NetCase, seed: UInt64) throws {
        parameters = netCase.parameters
        limits = PopulationLimits(parameters)
        world = try World(
            variant: parameters.variant, namespaces: parameters.namespaces,
            payloadBytes: max(0, parameters.visitBytes - 8), dyingCredit: limits.dyingCredit,
            trylockSenders: parameters.senderMode == .trylock, keepFreed: parameters.variant.isNegativeControl,
            devices: max(1, parameters.devices))
        initial = world.counters
        exchange = try limits.makeExchange(parameters)
        roles = netCase.scenario.roles(
            parameters,
            RoleContext(world: world, places: world.places(seed: seed), exchange: exchange, seed: seed))
        estimator = netCase.scenario.estimator(parameters)
    }

    func windowOpened() {
        opened = world.counters
        worldOpened = WorldLook(at: world)
    }

    func windowClosed() {
        closed = world.counters
        worldClosed = WorldLook(at: world)
    }

    func finish(measuredOperations: UInt64) -> CaseOutcome {
        exchange?.dropAll()
        let quiesces = SystemClock().now()
        world.quiesce()
        quiesceNanoseconds = SystemClock().now() - quiesces
        let check = SelfCheck(
            parameters: parameters, world: world, initial: initial, mostNamespaces: limits.mostNamespaces)
        let problems = check.problems
        let outcome = CaseOutcome(valid: problems.isEmpty, error: problems.joined(separator: "; "), cells: cells(check))
        world.close()
        return outcome
    }

    private func cells(_ check: SelfCheck) -> [String: CellValue] {
        let total = check.counters
        let worldCounters = check.worldCounters
        var cells: [String: CellValue] = [
            "bytes_per_namespace": .number(world.bytesPerNamespace),
            "list_length_mean": .number(Double(worldOpened.alive + worldClosed.alive) / 2),
        ]
        if let visits = check.visitsPerPass { cells["visits_per_pass"] = .number(visits) }
        if parameters.changesList {
            cells["backlog_max"] = .integer(Int64(worldCounters.dying_max))
            cells["quiesce_ns"] = .number(Double(quiesceNanoseconds))
        }
        if parameters.destroyers > 0 { cells.merge(worldOpened.cells(until: worldClosed)) { $1 } }
        // Over the whole repetition, warm-up included: both counters are exact there, and the ratio is the rule's.
        let unlocks = total.unlocks - initial.unlocks
        if parameters.variant.drains && unlocks > 0 {
            cells["inspected_per_op"] = .number(Double(total.inspected - initial.inspected) / Double(unlocks))
            cells["restarts_per_op"] = .number(Double(total.restarts - initial.restarts) / Double(unlocks))
            cells["restarts_max"] = .integer(Int64(total.restarts_max))
        }
        if parameters.senders + parameters.pending > 0 {
            cells["handled"] = .integer(Int64(closed.handled - opened.handled))
            cells["handled_foreign"] = .integer(Int64(closed.handled_foreign - opened.handled_foreign))
            cells["stranded"] = .integer(Int64(check.stranded))
        }
        if parameters.registrars > 0 { cells.merge(check.registrarCells) { $1 } }
        if parameters.variant.usesRCU && parameters.changesList {
            cells["grace_periods"] = .integer(Int64(worldCounters.grace_periods))
            let waits = world.gracePeriods.map { Double($0) }.sorted()
            if let median = quantile(waits, 0.5) { cells["grace_period_p50_ns"] = .number(median) }
            // As for every ninety-ninth percentile: ten must lie beyond it.
            if waits.count >= 1000, let tail = quantile(waits, 0.99) { cells["grace_period_p99_ns"] = .number(tail) }
        }
        return cells
    }
}
