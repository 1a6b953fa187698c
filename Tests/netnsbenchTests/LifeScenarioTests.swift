import BenchmarkResults
import Foundation
import NetNamespace
import Testing

/// The scenarios of creation, of waiting, of devices and of everything at once, run by the program; none depends on how fast anything is.
@Suite(.serialized) struct LifeScenarioTests {
    private func rows(_ arguments: [String], windows: [String] = short) throws -> [ResultRow] {
        try ProgramUnderTest.inFolder { folder in
            let file = folder.appendingPathComponent("a.csv")
            let process = ProgramUnderTest.process(
                ["run"] + windows + ["--repetitions", "1", "-o", file.path] + arguments)
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
            process.waitUntilExit()
            #expect(process.terminationStatus == 0)
            return try CSVReader.read(path: file.path).rows.filter {
                ["net_lifecycle", "netdev_todo", "fairness", "mixed"].contains($0.text("scenario"))
            }
        }
    }

    /// Created is destroyed, sent is handled: what the rows' own checks ask.
    private func allAreValid(_ rows: [ResultRow], _ variants: [Variant]) {
        #expect(Set(rows.compactMap { $0.text("variant") }) == Set(variants.map(\.name)))
        for row in rows { #expect(row.flag("valid") == true, "\(row.caseKey): \(row.text("error") ?? "")") }
    }

    private static let real = Variant.all.filter { !$0.isNegativeControl }
    private static let changing = real.filter { !$0.isReadOnly }

    @Test func lifecycleRowsAreValidAndCountWhatIsReclaimed() throws {
        let rows = try rows([
            "--scenario", "net_lifecycle", "--namespaces", "8", "--creators", "0,2", "--batch", "1,16", "--lockers",
            "1",
        ])
        allAreValid(rows, Self.changing)
        for row in rows {
            let isDestroy = row.text("shape") == "destroy"
            #expect(row.text("estimator") == (isDestroy ? "timed_inside" : "timed_mean"))
            #expect(row.number("reclaimed") != nil && row.number("backlog_at_edges") != nil)
            #expect(row.number(isDestroy ? "destroyer_ops" : "creator_ops") != nil)
            #expect(row.number("locker_ops") != nil)
            // Unknown where no creator ran inside the window.
            if let waited = row.number("credit_wait_fraction") { #expect(!isDestroy && (0...1).contains(waited)) }
            // The worker may have begun with the first of a batch when the last is dropped.
            let batch = try #require(row.integer("batch")), most = try #require(row.integer("backlog_max"))
            #expect(!isDestroy || most <= batch)
        }
        #expect(rows.contains { $0["credit_wait_fraction"] != nil })
    }

    /// Which lock the readers hold is told only where it was asked for, of those that have readers and a choice.
    @Test func readersBesideALifeHoldWhatWasAskedFor() throws {
        let rows = try rows([
            "--scenario", "net_lifecycle", "--namespaces", "8", "--creators", "1", "--batch", "1", "--readers", "1",
            "--variant", "rtnl_sync,net_rwsem,rcu_memb", "--list-lock", "net_mutex,rcu",
        ])
        for row in rows { #expect(row.flag("valid") == true, "\(row.caseKey): \(row.text("error") ?? "")") }
        let told = rows.map { "\($0.text("variant") ?? "") \($0.text("list_lock") ?? "")" }
        #expect(Set(told) == ["rtnl_sync net_mutex", "net_rwsem rcu", "rcu_memb "] && told.count == 3)
    }

    /// A window that a grace period fits into; each device that came has gone, by the rows' own check.
    @Test func deviceRowsAreValidAndHaveTheirShape() throws {
        let rows = try rows(
            ["--scenario", "netdev_todo", "--namespaces", "8", "--registrars", "0,1,2", "--lockers", "0,1"],
            windows: ["--allow-debug", "--duration", "5ms", "--warmup", "1ms"])
        allAreValid(rows, Self.changing)
        #expect(rows.count == 5 * Self.changing.count)
        for row in rows {
            let isLock = row.text("shape") == "lock"
            #expect(isLock || row.text("shape") == "unregister")
            #expect(isLock == (row.integer("lockers") == 1))
            #expect(row.text("estimator") == (isLock ? "throughput" : "timed_mean"))
            #expect((row.number("registrar_ops") != nil) == (row["registrars"] != nil))
            #expect((row.number("locker_ops") != nil) == isLock)
            #expect(row["inits_per_op"] == nil && row["notified_per_op"] == nil)
        }
    }

    @Test func fairnessRowsAreValidForThoseThatDrainAndThoseThatDoNot() throws {
        let rows = try rows(["--scenario", "fairness", "--namespaces", "8", "--drainers", "0,1,2", "--lockers", "1,2"])
        allAreValid(rows, Self.real)
        for row in rows {
            #expect((row.number("drainer_ops") != nil) == (row.number("drainers") != nil))
            #expect(row.text("estimator") == "timed_mean" && row.number("locker_ops") != nil)
        }
    }

    /// A host of a few namespaces, for a window that ten creates and twenty waits fit into.
    @Test func mixedRowsAreValidAndKeepBackWhatFewOperationsCannotSay() throws {
        let rows = try rows(["--scenario", "mixed", "--namespaces", "32"])
        allAreValid(rows, Self.changing)
        for row in rows {
            #expect(row.integer("creator_ops") != nil && row.text("sender_mode") == nil)
            let creates = row.integer("response_samples") ?? 0
            let waits = row.integer("locker_response_samples") ?? 0
            #expect((row["response_p99_ns"] != nil) == (creates >= 1000), "\(creates) creates")
            #expect((row["locker_response_p99_ns"] != nil) == (waits >= 1000), "\(waits) waits")
        }
    }
}
