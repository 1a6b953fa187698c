import Foundation
import Testing

@testable import BenchmarkResults

@Suite struct SchemaTests {
    @Test func namesAreUniqueAndSchemaIsFirst() {
        #expect(Set(Schema.header).count == Schema.header.count)
        #expect(Schema.header.first == "schema")
        #expect(Schema.columns.allSatisfy { !$0.summary.isEmpty })
    }

    /// What was promised to users of the file.
    @Test func everyPromisedColumnIsThere() {
        let promised = """
            schema campaign process block order repetition scenario shape variant namespaces readers updaters lockers senders
            pending sender_mode visit_bytes seed pin oversubscribed window_s warmup_s full_concurrency_fraction ns_per_op
            estimator window_mean_ns chunk_median_ns chunk_p10_ns chunk_p90_ns service_p50_ns service_p90_ns service_p99_ns
            service_p99_9_ns service_max_ns inspected_per_op restarts_per_op handled handled_foreign stranded
            enqueue_to_handled_p50_ns enqueue_to_handled_p99_ns grace_periods grace_period_p50_ns backlog_max
            bytes_per_namespace devices registrars notified_per_op unpaired inits_per_op valid status error argv commit dirty build compiler os kernel cpu cpus_allowed smt governor
            creators destroyers drainers batch lock_rate request_rate dump_rate response_p99_ns locker_response_p99_ns
            reclaimed reclaimed_per_s backlog_at_edges credit_wait_fraction grace_period_p99_ns
            aslr steal_ms involuntary_switches load_1m liburcu libbenchmark host started_at
            """.split(whereSeparator: \.isWhitespace).map(String.init)
        let names = ["reader", "updater", "locker", "sender", "creator", "destroyer", "drainer", "registrar"]
        let roles = names.flatMap { role in
            ["ops", "ops_per_s", "thread_min", "thread_max", "jain"].map { "\(role)_\($0)" }
        }
        for name in promised + roles { #expect(Schema.column(name) != nil, "\(name)") }
    }

    /// `docs/csv.md` is generated: UPDATE_DOCS=1 writes it anew.
    @Test func theDocumentationIsTheSchema() throws {
        let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../docs/csv.md").standardized
        if ProcessInfo.processInfo.environment["UPDATE_DOCS"] == "1" {
            try Schema.markdown().write(to: page, atomically: true, encoding: .utf8)
        }
        #expect(try String(contentsOf: page, encoding: .utf8) == Schema.markdown())
    }

    @Test func keysSortByTheirNumbers() {
        func key(_ namespaces: Int64) -> CaseKey {
            var row = smallRow()
            row["namespaces"] = .integer(namespaces)
            return row.caseKey
        }
        #expect([key(1024), key(64), key(1)].sorted() == [key(1), key(64), key(1024)])
        #expect(key(64).description == "for_each_net variant=rcu_qsbr namespaces=64")
        #expect(key(64).without(["namespaces"]) == key(1).without(["namespaces"]))
    }
}
