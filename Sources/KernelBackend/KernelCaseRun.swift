import BenchmarkEngine
import BenchmarkResults
import Glibc

/// One repetition of a case of the running kernel.
///
/// It begins when nothing of the case before is dying any more, and ends when nothing of its own is.
final class KernelCaseRun: CaseRun {
    let roles: [Role]
    let estimator: Estimator?
    private let parameters: KernelParameters
    private let world: KernelWorld
    private let results = KernelResults()

    /// How long a repetition may take in all, its namespaces included, in seconds: then the kernel ends the worker, and with it
    /// everything of it.
    private static let mostSeconds: UInt32 = 120

    init(_ parameters: KernelParameters) throws {
        self.parameters = parameters
        alarm(Self.mostSeconds)
        world = try KernelWorld.ofThisWorker()
        try world.prepare(
            namespaces: parameters.namespaces, threads: parameters.threads, ids: parameters.needsIDs)
        _ = try world.quiesce()
        (roles, estimator) = Self.roles(parameters, world, results)
    }

    private static func roles(
        _ parameters: KernelParameters, _ world: KernelWorld, _ results: KernelResults
    ) -> ([Role], Estimator?) {
        let measured = measuredRole(scenario: parameters.scenario, shape: parameters.shape)
        var seats = 0
        func role(_ name: String, _ threads: Int, _ operation: KernelOperation, isSlow: Bool = false) -> Role {
            let first = seats
            seats += threads
            return Role(
                name: name, threads: threads, measured: name == measured, samplesLatency: name == measured,
                fixedBatch: isSlow ? 1 : nil,
                makeWorker: { KernelWorker(operation, seat: first + $0, world: world, results: results) })
        }
        let walk = parameters.walkLock?.operation ?? parameters.operation
        let hold = parameters.operation == .getLink ? KernelOperation.getLink : .setLink
        let roles = [
            role("reader", parameters.readers, walk),
            role("updater", parameters.updaters, .unshare, isSlow: true),
            role("creator", parameters.creators, .unshare, isSlow: true),
            role("locker", parameters.lockers, hold),
            role("registrar", parameters.registrars, .deleteLink, isSlow: true),
        ]
        let isTimedInside = measured == "creator" || measured == "registrar"
        return (roles, isTimedInside ? .timedMean : nil)
    }

    func finish(measuredOperations: UInt64) -> CaseOutcome {
        defer { alarm(0) }
        var cells: [String: CellValue] = [:]
        var problems = results.errors
        do {
            cells["quiesce_ns"] = .number(Double(try world.quiesce()))
        } catch {
            problems.append("\(error)")
        }
        if parameters.changesList { cells["throttled"] = .integer(Int64(results[.unshare]?.throttled ?? 0)) }
        if let walks = results[.getIDs], walks.operations > 0 {
            cells["visits_per_pass"] = .number(Double(walks.items) / Double(walks.operations))
        }
        return CaseOutcome(valid: problems.isEmpty, error: problems.joined(separator: "; "), cells: cells)
    }
}
