import BenchmarkResults
import Foundation
import NetNamespace
import Testing

/// The scenarios of creation, waiting and everything at once, run by the program; none depends on how fast anything is.
@Suite(.serialized) struct LifeScenarioTests {
    private func rows(_ arguments: [String]) throws -> [ResultRow] {
        try ProgramUnderTest.inFolder { folder in
            let file = folder.appendingPathComponent("a.csv")
            let process = ProgramUnderTest.process(
                ["run"] + short + ["--repetitions", "1", "-o", file.path] + arguments)
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
            process.waitUntilExit()
            #expect(process.terminationStatus == 0)
            return try CSVReader.read(path: file.path).rows.filter {
                ["net_lifecycle", "fairness", "mixed"].contains($0.text("scenario"))
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
