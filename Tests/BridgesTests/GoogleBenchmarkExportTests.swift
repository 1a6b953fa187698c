import BenchmarkResults
import Foundation
import Testing

@testable import Bridges

@Suite struct GoogleBenchmarkExportTests {
    func entries(_ text: String) throws -> [[String: Any]] {
        let root = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
        return try #require(root?["benchmarks"] as? [[String: Any]])
    }

    func context(_ text: String) throws -> [String: Any] {
        let root = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
        return try #require(root?["context"] as? [String: Any])
    }

    @Test func theWholeTextIsAsGoogleBenchmarkWouldWriteIt() throws {
        #expect(
            try exported([row()], .googleBenchmarkJSON) == """
                {
                  "context": {
                    "date": "2026-01-02T03:04:05+00:00",
                    "host_name": "vm",
                    "executable": "netnsbench",
                    "num_cpus": 2,
                    "library_build_type": "release",
                    "campaign": "20260102T030405Z-7",
                    "commit": "b89d5ad",
                    "dirty": "false",
                    "build": "release",
                    "kernel": "6.1.0",
                    "cpu": "AMD EPYC",
                    "cpus_allowed": "0-1",
                    "libbenchmark": "1.7.1",
                    "netnsbench_schema": "\(Schema.version)",
                    "metric": "ns_per_op",
                    "cpu_time": "not measured: real_time repeated"
                  },
                  "benchmarks": [
                    {
                      "name": "for_each_net/rcu_qsbr/namespaces:64/readers:2/iterations:1/repeats:1/manual_time",
                      "family_index": 0,
                      "per_family_instance_index": 0,
                      "run_name": "for_each_net/rcu_qsbr/namespaces:64/readers:2/iterations:1/repeats:1/manual_time",
                      "run_type": "iteration",
                      "repetitions": 1,
                      "repetition_index": 0,
                      "threads": 1,
                      "iterations": 1,
                      "real_time": 39.35,
                      "cpu_time": 39.35,
                      "time_unit": "ns",
                      "full_concurrency_fraction": 1.0,
                      "ops_per_s": 51000000.0,
                      "valid": 1.0,
                      "label": "campaign=20260102T030405Z-7 process=1 block=1 repetition=1 scenario=for_each_net \
                variant=rcu_qsbr namespaces=64 readers=2 updaters=0 lockers=0 senders=0 pending=0 visit_bytes=8 pin=none \
                estimator=throughput"
                    }
                  ]
                }

                """)
    }

    @Test func whatTheRowsDoNotKnowIsLeftOut() throws {
        var bare = ResultRow()
        for (name, text) in [("scenario", "s"), ("variant", "v")] { bare[name] = .text(text) }
        bare["ns_per_op"] = .number(1)
        bare["valid"] = .flag(true)
        let text = try exported([bare], .googleBenchmarkJSON)
        #expect(
            try Set(context(text).keys) == ["executable", "netnsbench_schema", "metric", "cpu_time"],
            "nothing of this machine")
        #expect(try entries(text)[0]["ops_per_s"] == nil)
        #expect(try entries(text)[0]["name"] as? String == "s/v/iterations:1/repeats:1/manual_time")
    }

    @Test func repetitionsAreNumberedOverProcessesAndInvalidRowsLeaveAGap() throws {
        let rows = [
            row(repetition: 1), row(repetition: 2, valid: false), row(variant: "unlocked", ns: 1),
            row(repetition: 1, process: 2), row(repetition: 3, ns: nil),
        ]
        let export = try Export(file(rows), format: .googleBenchmarkJSON, metric: metric())
        #expect(export.remarks == ["left out: 1 row not valid", "left out: 1 row without ns_per_op"])
        #expect(export.rows == 3)
        let entries = try entries(export.text)
        #expect(entries.map { $0["repetition_index"] as? Int } == [0, 0, 2])
        #expect(entries.map { $0["repetitions"] as? Int } == [4, 1, 4])
        #expect(entries.map { $0["family_index"] as? Int } == [0, 1, 0])
        #expect((entries[0]["name"] as? String)?.contains("/repeats:4/") == true)
    }

    @Test func unlikeCasesHaveUnlikeNames() throws {
        let rows = [
            row("a/b", variant: "c"), row("a", variant: "c", with: ["shape": .text("b")]), row("a", variant: "b/c"),
            row(with: ["pin": .text("compact")]), row(), row(with: ["pin": .text("none"), "updaters": .integer(1)]),
            row(with: ["visit_bytes": .integer(64)]), row(with: ["update_rate": .number(1000)]),
            row("for_each_net", variant: "%2F"),
            row("rtnl_unlock", with: ["shape": .text("idle"), "lockers": .integer(1)]),
        ]
        var unknown = row()
        unknown["updaters"] = nil
        let names = try entries(exported(rows + [unknown], .googleBenchmarkJSON)).compactMap { $0["name"] as? String }
        #expect(Set(names).count == rows.count + 1)
        #expect(
            names.contains(
                "for_each_net/rcu_qsbr/namespaces:64/readers:2/pin:compact/iterations:1/repeats:1/manual_time"))
    }

    @Test func contextThatDiffersIsToldWhole() throws {
        let text = try exported(
            [
                row(),
                row(
                    variant: "unlocked", with: ["kernel": .text("6.2.0"), "started_at": .text("2027-01-01T00:00:00Z")]),
            ],
            .googleBenchmarkJSON)
        #expect(try context(text)["kernel"] as? String == "6.1.0 | 6.2.0")
        #expect(try context(text)["date"] as? String == "2026-01-02T03:04:05+00:00")
    }

    @Test(arguments: [
        ("0-1", 2), ("0", 1), ("0-3,8", 5), ("", nil), ("a", nil), ("3-1", nil), ("1-", nil), ("0-1-2", nil),
        ("-1", nil), ("0-99999999999", nil),
    ])
    func cpusAreCounted(_ list: String, _ count: Int?) { #expect(CPUList.count(list) == count) }

    @Test func anotherMetricIsTheTimeAndIsNamed() throws {
        let text = try exported([row(with: ["service_p50_ns": .number(7)])], .googleBenchmarkJSON, "service_p50_ns")
        #expect(try entries(text)[0]["real_time"] as? Double == 7)
        #expect(try context(text)["metric"] as? String == "service_p50_ns")
        #expect(try imported(text).rows[0].number("service_p50_ns") == 7)
        #expect(try imported(text).rows[0]["ns_per_op"] == nil)
    }

    @Test(arguments: [ExportFormat.googleBenchmarkJSON, .goBenchmark]) func nothingToExportIsAnError(
        _ format: ExportFormat
    ) {
        #expect(throws: BridgeError("a.csv", "no valid row has ns_per_op: nothing to export")) {
            try Export(file([row(valid: false), row(ns: nil)]), format: format, metric: metric())
        }
    }
}

/// Found by a fuzzer.
@Suite struct ZeroTimeTests {
    /// Rows without a time are left out of an export, so that a time of 0 in it is one.
    @Test func aTimeOfZeroComesBack() throws {
        let text = try exported([row(ns: 0), row(repetition: 2, ns: 3)], .googleBenchmarkJSON)
        #expect(try imported(text).rows.map { $0.number("ns_per_op") } == [0, 3])
    }
}
