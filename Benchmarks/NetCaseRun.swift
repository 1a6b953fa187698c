import BenchmarkEngine
import BenchmarkResults
import CNetNamespace
import NetNamespace
import Statistics

/// One repetition of a case: its world, its roles, what the rules cost, and the checks at its end.
final class NetCaseRun: CaseRun {
    /// Updaters wait while this many namespaces are dying, so that the list keeps its length.
    static let dyingCredit = 16

    let roles: [Role]
    let estimator: Estimator?
    private let parameters: CaseParameters
    private let world: World
    private let initial: net_counters
    private var opened = net_counters()
    private var closed = net_counters()
    private var lengths: (opened: UInt64, closed: UInt64) = (0, 0)

    init(_ netCase: NetCase, seed: UInt64) throws {
        parameters = netCase.parameters
        world = try World(
            variant: parameters.variant, namespaces: parameters.namespaces,
            payloadBytes: max(0, parameters.visitBytes - 8), dyingCredit: Self.dyingCredit,
            keepFreed: parameters.variant.isNegativeControl, devices: max(1, parameters.devices))
        initial = world.counters
        roles = netCase.scenario.roles(parameters, RoleContext(world: world, places: world.places(seed: seed)))
        estimator = netCase.scenario.estimator(parameters)
    }

    func windowOpened() {
        opened = world.counters
        lengths.opened = world.worldCounters.alive
    }

    func windowClosed() {
        closed = world.counters
        lengths.closed = world.worldCounters.alive
    }

    func finish(measuredOperations: UInt64) -> CaseOutcome {
        world.quiesce()
        let check = SelfCheck(parameters: parameters, world: world, initial: initial)
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
            "list_length_mean": .number(Double(lengths.opened + lengths.closed) / 2),
        ]
        if let visits = check.visitsPerPass { cells["visits_per_pass"] = .number(visits) }
        if parameters.updaters > 0 { cells["backlog_max"] = .integer(Int64(worldCounters.dying_max)) }
        // Over the whole repetition, warm-up included: both counters are exact there, and the ratio is the rule's.
        let unlocks = total.unlocks - initial.unlocks
        if parameters.variant.drains && unlocks > 0 {
            cells["inspected_per_op"] = .number(Double(total.inspected - initial.inspected) / Double(unlocks))
            cells["restarts_per_op"] = .number(Double(total.restarts - initial.restarts) / Double(unlocks))
        }
        if parameters.senders + parameters.pending > 0 {
            cells["handled"] = .integer(Int64(closed.handled - opened.handled))
            cells["handled_foreign"] = .integer(Int64(closed.handled_foreign - opened.handled_foreign))
            cells["stranded"] = .integer(Int64(check.stranded))
        }
        if parameters.registrars > 0 { cells.merge(check.registrarCells) { $1 } }
        if parameters.variant.usesRCU && parameters.updaters > 0 {
            cells["grace_periods"] = .integer(Int64(worldCounters.grace_periods))
            if let median = median(world.gracePeriods.map { Double($0) }) {
                cells["grace_period_p50_ns"] = .number(median)
            }
        }
        return cells
    }
}
