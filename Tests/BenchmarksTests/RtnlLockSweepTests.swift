import BenchmarkEngine
import BenchmarkResults
import Foundation
import NetNamespace
import Testing
@testable import NetNamespaceBenchmarks

/// The lock behind rtnl, as an axis of the suites.
extension SweepTests {
    func locks(_ locks: [RtnlLock], lockers: [Int], usableCPUs: Int = 2) -> Sweep {
        var grid = Grid()
        grid.rtnlLocks = locks
        grid.lockers = lockers
        grid.namespaces = [64]
        grid.senders = [0]
        grid.pending = [0]
        return Sweep(
            SweepRequest(
                suite: .quick, scenarios: Scenario.all.filter { $0.name == "rtnl_unlock" },
                variants: Variant.all.filter { $0.name == "rtnl_retry" }, overrides: grid, cores: 2,
                usableCPUs: usableCPUs), seed: 1)
    }

    @Test func theLockIsPartOfTheKeyUnlessItIsTheDefault() {
        let cases = locks(RtnlLock.locks, lockers: [2]).cases
        #expect(
            cases.map(\.name) == [
                "rtnl_unlock/idle/rtnl_retry/namespaces:64/lockers:2",
                "rtnl_unlock/idle/rtnl_retry/namespaces:64/lockers:2/rtnl_lock:adaptive",
                "rtnl_unlock/idle/rtnl_retry/namespaces:64/lockers:2/rtnl_lock:ticket",
                "rtnl_unlock/idle/rtnl_retry/namespaces:64/lockers:2/rtnl_lock:mcs",
            ])
        #expect(Set(cases.map(\.group)).count == 1)
        #expect(sweep(.quick).cases.allSatisfy { $0.cells["rtnl_lock"] == nil })
    }

    /// A file from before the column has the keys that the same cases have today.
    @Test func casesOfOlderFilesKeepTheirKeys() throws {
        let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../docs/examples/duel-old.csv").standardized.path
        let rows = try CSVReader.read(path: path).rows
        #expect(!rows.isEmpty)
        let today = Set(
            sweep(.quick) {
                $0.namespaces = [64, 128]
                $0.readers = [1]
                $0.updaters = [0]
            }.cases.map { $0.parameters.key(shape: $0.shape) })
        let unknown = rows.map(\.caseKey).filter { !today.contains($0.without(["pin"])) }
        #expect(unknown.isEmpty)
    }

    /// A lock that spins needs a CPU for each thread that may run.
    @Test func aSpinningLockIsRefusedWhereItWouldMeasureTheTimeSlice() {
        let sentence =
            "--rtnl-lock ticket spins until it is taken: with 3 threads that may run on 2 CPUs it would measure the time "
            + "slice; use fewer threads, or pthread or adaptive"
        let sweep = locks(RtnlLock.locks, lockers: [2, 3])
        #expect(sweep.cases.count == 6)
        #expect(sweep.refusals == [sentence, sentence.replacing("ticket", with: "mcs")])
        #expect(locks([.ticket], lockers: [2], usableCPUs: 1).cases.isEmpty)
        #expect(locks([.ticket], lockers: [3], usableCPUs: 3).refusals.isEmpty)
    }

    @Test func onlyRulesWithLocksOfEachNamespaceDoWithoutRtnl() {
        #expect(
            locks([.pthread, .none], lockers: [2]).refusals
                == ["rtnl_retry cannot do without rtnl: --rtnl-lock none is an option of per_net_rtnl"])
    }
}
