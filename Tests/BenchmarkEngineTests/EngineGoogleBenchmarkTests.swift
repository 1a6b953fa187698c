import BenchmarkResults
import Foundation
import Testing

@testable import BenchmarkEngine

extension EngineTests {
    /// What is Google Benchmark's: filter, repetitions, interleaving, JSON.
    @Suite struct Conducting {
        private let clock = FakeClock()
        private var cases: [ScriptedCase] {
            ["walk/rcu/1", "walk/mutex/1", "unlock/rcu/1"].map { name in
                ScriptedCase(name: name, cells: ["variant": .text(name)]) { _ in
                    ScriptedRun(roles: [Role(name: "reader") { [clock] _ in ScriptedWorker.costing(1000, clock) }])
                }
            }
        }

        @Test func theFilterSelects() throws {
            let (rows, _) = try measure(cases, clock, arguments: ["--benchmark_filter=walk/"])
            #expect(Set(rows.compactMap { $0.text("variant") }) == ["walk/rcu/1", "walk/mutex/1"])
            let (others, _) = try measure(cases, clock, arguments: ["--benchmark_filter=-walk/"])
            #expect(others.compactMap { $0.text("variant") } == ["unlock/rcu/1"])
            #expect(try Engine.listMatching(cases, filter: "rcu").map(\.name) == ["walk/rcu/1", "unlock/rcu/1"])
            #expect(try Engine.listMatching(cases, filter: "").count == 3)
            #expect(throws: GoogleBenchmarkOptions.Refusal.self) { try Engine.listMatching(cases, filter: "(") }
        }

        @Test func aFilterThatMatchesNothingLeavesNoRow() throws {
            let (rows, summary) = try measure(cases, clock, arguments: ["--benchmark_filter=nothing"])
            #expect(rows.isEmpty && summary.rows == 0)
        }

        @Test func flagsOfAnEarlierRunAreForgotten() throws {
            _ = try measure(cases, clock, arguments: ["--benchmark_filter=unlock", "--benchmark_context=a=b"])
            let (rows, _) = try measure(cases, clock, arguments: ["--benchmark_context=a=c"])
            #expect(rows.count == 3)
        }

        @Test func googleBenchmarksRepetitionsWin() throws {
            let (rows, _) = try measure(cases, clock, repetitions: 2, arguments: ["--benchmark_repetitions=3"])
            #expect(rows.count == 9)
        }

        @Test func everyPassIsABlockInTheOrderOfTheSeed() throws {
            func order(seed: UInt64) throws -> [String] {
                let configuration = EngineConfiguration(
                    repetitions: 4, timeout: 3_600_000_000_000, seed: seed, clock: clock)
                var names: [String] = []
                var blocks: [Int64?] = []
                _ = try Engine(configuration: configuration).run(
                    cases,
                    onRow: {
                        names.append($0.text("variant") ?? "")
                        blocks.append($0.integer("block"))
                    }, onProgress: nil)
                #expect(blocks == [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4])
                return names
            }
            let first = try order(seed: 1)
            #expect(try order(seed: 1) == first)
            for pass in 0..<4 {
                #expect(Set(first[(3 * pass)..<(3 * pass + 3)]).count == 3, "every case once in every pass")
            }
            #expect(try Set((2...9).map { try order(seed: $0) }).count > 1)
        }

        @Test func whatIsComparedStandsTogetherInEveryPass() {
            let groups = ["a", "b", "a", "c", "b", "a"]
            var orders: Set<[Int]> = []
            for pass in 1...40 {
                let order = blockOrder(groups, seed: 7, pass: pass)
                #expect(order.sorted() == Array(groups.indices))
                let sequence = order.map { groups[$0] }
                // Each group is one run: as many changes as there are groups, less one.
                #expect(zip(sequence, sequence.dropFirst()).count { $0 != $1 } == 2)
                orders.insert(order)
            }
            #expect(orders.count > 20)
            #expect(Set((1...40).compactMap { blockOrder(groups, seed: 7, pass: $0).first }).count > 3)
        }

        @Test func progressCountsToTheTotal() throws {
            var steps: [String] = []
            let configuration = EngineConfiguration(repetitions: 2, timeout: 3_600_000_000_000, clock: clock)
            _ = try Engine(configuration: configuration).run(
                Array(cases.prefix(1)), onRow: { _ in },
                onProgress: { steps.append("\($0)/\($1) \($2)") })
            #expect(steps == ["0/2 walk/rcu/1", "1/2 walk/rcu/1", "2/2 walk/rcu/1"])
        }

        @Test func theJSONHasEveryRepetition() throws {
            let path = FileManager.default.temporaryDirectory.appending(path: "netnsbench-\(UUID()).json").path()
            defer { try? FileManager.default.removeItem(atPath: path) }
            _ = try measure(
                cases, clock, repetitions: 3, arguments: ["--benchmark_out=" + path, "--benchmark_context=a=b"])
            let data = try Data(contentsOf: URL(filePath: path))
            let json = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
            #expect((json["context"] as? [String: Any])?["a"] as? String == "b")
            let entries = try #require(json["benchmarks"] as? [[String: Any]])
            let repetitions = entries.filter { $0["run_type"] as? String == "iteration" }
            #expect(repetitions.count == 9)
            for entry in repetitions {
                #expect((entry["name"] as? String)?.hasSuffix("/iterations:1/repeats:3/manual_time") == true)
                #expect((entry["real_time"] as? Double).map { abs($0 - 1000) < 1e-6 } == true)
                #expect(entry["time_unit"] as? String == "ns")
                #expect(entry["iterations"] as? Int == 1)
                #expect(entry["valid"] as? Double == 1)
                #expect((entry["ops_per_s"] as? Double).map { abs($0 - 1e6) < 1e-3 } == true)
                #expect(entry["full_concurrency_fraction"] as? Double == 1)
            }
        }

        @Test func anOutputThatCannotBeWrittenIsRefusedBeforehand() throws {
            #expect(throws: EngineError.self) {
                try measure(cases, clock, arguments: ["--benchmark_out=/nonexistent/folder/x.json"])
            }
        }

        @Test func namesAreUnique() throws {
            #expect(throws: EngineError.self) { try measure(cases + cases, clock) }
        }
    }
}
