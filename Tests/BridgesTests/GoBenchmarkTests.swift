import BenchmarkResults
import Testing

@testable import Bridges

@Suite struct GoBenchmarkTests {
    func read(_ rows: [ResultRow]) throws -> [GoBenchmarkGrammar.Result] {
        try GoBenchmarkGrammar(exported(rows, .goBenchmark)).results
    }

    @Test func theWholeTextIsAsGosTestsWriteIt() throws {
        let text = try exported(
            [row(), row(repetition: 2, ns: 1e-7), row(variant: "unlocked", with: ["kernel": .text("6.2.0")])],
            .goBenchmark)
        #expect(
            text == """
                Unit ns/op better=lower
                Unit ops/s better=higher

                goos: linux
                pkg: netnsbench
                cpu: AMD EPYC
                # campaign: 20260102T030405Z-7
                # commit: b89d5ad
                # dirty: false
                # host: vm
                # started-at: 2026-01-02T03:04:05Z
                build: release
                cpus-allowed: 0-1
                kernel: 6.1.0
                libbenchmark: 1.7.1
                BenchmarkForEachNet/variant=rcu_qsbr/namespaces=64/readers=2-2\t1\t39.35 ns/op\t51000000.0 ops/s
                BenchmarkForEachNet/variant=rcu_qsbr/namespaces=64/readers=2-2\t1\t1e-07 ns/op\t51000000.0 ops/s

                kernel: 6.2.0
                BenchmarkForEachNet/variant=unlocked/namespaces=64/readers=2-2\t1\t39.35 ns/op\t51000000.0 ops/s

                """)
    }

    @Test func benchstatFindsItsKeys() throws {
        let result = try read([
            row(
                "rtnl_unlock",
                with: [
                    "shape": .text("storm"), "readers": .integer(0), "lockers": .integer(1), "senders": .integer(2),
                    "sender_mode": .text("blocking"),
                ])
        ])[0]
        #expect(result.name.hasPrefix("RtnlUnlock/variant=rcu_qsbr/shape=storm/namespaces=64/"))
        #expect(result.parts["/variant"] == "rcu_qsbr" && result.parts["/lockers"] == "1")
        #expect(result.parts["/gomaxprocs"] == "3" && result.parts["/pin"] == nil && result.parts["/readers"] == nil)
        #expect(result.values == ["ns/op": 39.35, "ops/s": 5.1e7])
    }

    /// What differs from run to run must not keep two files apart.
    @Test func twoRunsOnOneMachineHaveOneConfiguration() throws {
        let later = row(with: [
            "commit": .text("other"), "dirty": .flag(true), "argv": .text("netnsbench run"), "campaign": .text("later"),
            "started_at": .text("2027-01-01T00:00:00Z"), "host": .text("another"),
        ])
        #expect(try read([row()])[0].configuration == read([later])[0].configuration)
    }

    @Test func aKeyThatIsNoLongerKnownIsTakenAway() throws {
        var unknown = row(repetition: 2)
        for name in ["kernel", "cpu"] { unknown[name] = nil }
        let results = try read([row(), unknown])
        #expect(results[0].configuration["goos"] == "linux" && results[0].configuration["cpu"] == "AMD EPYC")
        #expect(results[1].configuration["goos"] == nil && results[1].configuration["cpu"] == nil)
    }

    @Test(arguments: hostileTexts) func hostileTextsStayInsideTheGrammar(_ text: String) throws {
        var rows = [row(text), row(variant: text), row(with: ["shape": .text(text)]), row(with: ["pin": .text(text)])]
        rows.append(row(with: ["cpu": .text(text), "argv": .text(text), "kernel": .text(text)]))
        var single = row(variant: text)
        for name in ["readers", "updaters", "lockers", "senders"] { single[name] = nil }
        rows.append(single)
        let results = try read(rows)
        #expect(results.count == rows.count)
        #expect(percentDecoded(results[1].parts["/variant"] ?? "") == text)
        #expect(percentDecoded(results[3].parts["/pin"] ?? "") == text)
        #expect(results[5].parts["/gomaxprocs"] == nil && percentDecoded(results[5].parts["/variant"] ?? "") == text)
    }

    @Test func aValueOfDigitsAfterAHyphenIsNoNumberOfThreads() throws {
        var pinned = row(with: ["pin": .text("0-3")])
        for name in ["readers", "updaters", "lockers", "senders"] { pinned[name] = nil }
        let result = try read([pinned])[0]
        #expect(result.parts["/gomaxprocs"] == nil && result.parts["/pin"].flatMap(percentDecoded) == "0-3")
        #expect(try read([row(with: ["pin": .text("0-3")])])[0].parts["/gomaxprocs"] == "2")
    }

    @Test func unlikeCasesHaveUnlikeNames() throws {
        var unknown = row()
        unknown["updaters"] = nil
        let rows = [
            row(), unknown, row(with: ["pin": .text("compact")]), row("forEachNet"), row("for_each_Net"),
            row(with: ["visit_bytes": .integer(64)]), row(variant: "a b"), row(variant: "a%20b"),
        ]
        #expect(try Set(read(rows).map(\.name)).count == rows.count)
    }

    @Test(arguments: extremeNumbers) func numbersAreReadExactly(_ number: Double) throws {
        #expect(try read([row(ns: number)])[0].values["ns/op"] == number)
    }

    @Test func anotherMetricHasItsOwnUnit() throws {
        let rows = [row(with: ["service_p99_ns": .number(7), "handled": .integer(3)])]
        let times = try GoBenchmarkGrammar(exported(rows, .goBenchmark, "service_p99_ns"))
        #expect(times.results[0].values == ["service_p99-ns": 7] && times.units == ["service_p99-ns": "lower"])
        #expect(try GoBenchmarkGrammar(exported(rows, .goBenchmark, "handled")).results[0].values == ["handled": 3])
    }

    @Test func aValueOfAnyLengthIsCut() throws {
        let long = String(repeating: "ä", count: 200_000)
        let result = try read([row(with: ["argv": .text(long), "cpu": .text(long)])])[0]
        #expect(result.configuration["cpu"]?.count == 1000)
    }

    @Test(arguments: [
        "BenchmarkX 1 2 ns/op", "BenchmarkX 1 2\n", "Benchmark 1 2 ns/op\n", "Benchmarkx 1 2 ns/op\n",
        "BenchmarkX one 2 ns/op\n", "BenchmarkX 1 nan ns/op\n", "BenchmarkX 1 0x10 ns/op\n", "BenchmarkX 1 2 ns/op 3\n",
        "BenchmarkX/a 1 2 ns/op\n", "BenchmarkX 1 2 ns/op 3 ns/op\n", "Key: v\n", "key:v\n", "my key: v\n", "gone:\n",
        "PASS\n", "Unit ns/op\n", "Unit ns/op better=best\n", "key: a\u{1}\n",
    ])
    func theGrammarRefuses(_ text: String) {
        #expect(throws: GoBenchmarkGrammar.Refusal.self) { try GoBenchmarkGrammar(text) }
    }
}
