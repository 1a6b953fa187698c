import BenchmarkResults
import Testing

@testable import Bridges

/// Out to Google Benchmark's JSON and back in: the same cases with the same times.
@Suite struct RoundTripTests {
    /// What must come back: the case, the time and what tells how it was made.
    func essence(_ row: ResultRow) -> [String: CellValue] {
        let names =
            Schema.keyNames + [
                "block", "repetition", "estimator", "ns_per_op", "reader_ops_per_s", "locker_ops_per_s",
                "full_concurrency_fraction", "valid", "status", "kernel", "cpu", "commit", "dirty", "host",
                "started_at",
                "libbenchmark", "cpus_allowed", "build",
            ]
        return Dictionary(uniqueKeysWithValues: names.compactMap { name in row[name].map { (name, $0) } })
    }

    func throughJSON(_ rows: [ResultRow]) throws -> [ResultRow] {
        try imported(exported(rows, .googleBenchmarkJSON)).rows
    }

    @Test func everyKindOfCaseComesBack() throws {
        var rows = [
            row(), row(repetition: 2, ns: 40), row(variant: "unlocked", ns: 0.2216),
            row(with: ["updaters": .integer(1), "update_rate": .number(1e3), "visit_bytes": .integer(64)]),
            row(with: ["pin": .text("0-3"), "list_lock": .text("net_mutex")]),
        ]
        var unlock = row(
            "rtnl_unlock", variant: "rtnl_retry", ns: -0.5,
            with: [
                "shape": .text("pending"), "readers": .integer(0), "lockers": .integer(1), "pending": .integer(64),
                "locker_ops_per_s": .number(3.25e6), "estimator": .text("differential"),
            ])
        unlock["reader_ops_per_s"] = nil
        unlock["visit_bytes"] = nil
        rows.append(unlock)
        #expect(try throughJSON(rows).map(essence) == rows.map(essence))
    }

    @Test(arguments: hostileTexts) func hostileNamesComeBack(_ text: String) throws {
        let rows = [
            row(text), row(variant: text), row(with: ["shape": .text(text)]), row(with: ["pin": .text(text)]),
            row(with: ["sender_mode": .text(text), "estimator": .text(text), "cpu": .text(text)]),
        ]
        let back = try throughJSON(
            rows.map { one in
                var one = one
                one["cpu"] = .text(text)  // the context is told once for all
                return one
            })
        #expect(back.map(\.caseKey) == rows.map(\.caseKey))
        #expect(back.allSatisfy { $0.text("cpu") == text })
    }

    @Test(arguments: extremeNumbers) func numbersComeBackExactly(_ number: Double) throws {
        let back = try throughJSON([row(ns: number, with: ["update_rate": .number(number)])])
        #expect(back[0].number("ns_per_op") == number && back[0].number("update_rate") == number)
    }

    @Test func anUnknownCountIsNotZero() throws {
        var unknown = row()
        for name in ["updaters", "lockers", "pin", "visit_bytes", "namespaces"] { unknown[name] = nil }
        #expect(try throughJSON([unknown, row()]).map(\.caseKey) == [unknown.caseKey, row().caseKey])
    }

    /// Processes are the unit of replication: those of two campaigns stay apart although the import has one campaign.
    @Test func processesStayApart() throws {
        let rows = [
            row(process: 1), row(process: 2), row(process: 1, with: ["campaign": .text("other")]),
            row(repetition: 2, process: 2),
        ]
        let back = try throughJSON(rows)
        #expect(back.map { $0.integer("process") } == [1, 2, 3, 2])
        let campaigns = Set(back.compactMap { $0.text("campaign") })
        #expect(campaigns.count == 1 && campaigns.allSatisfy { $0.hasPrefix("a.json@2026-01-02T03:04:05Z#") })
        #expect(try CSVReader.parse(Array(CSVWriter.text(of: back).utf8), path: "f").rows == back)
    }

    /// A tool in between may have dropped the labels: the names tell the case of whatever a run measures.
    @Test func namesAloneTellTheCase() throws {
        let rows = [
            row(), row(with: ["updaters": .integer(1), "update_rate": .number(1e3), "visit_bytes": .integer(64)]),
            row(with: ["list_lock": .text("net_mutex")]),
        ]
        let text = try exported(rows, .googleBenchmarkJSON).split(separator: "\n").filter { !$0.contains("\"label\":") }
            .joined(separator: "\n").split(separator: "\"valid\": 1.0,").joined(separator: "\"valid\": 1.0")
        #expect(!text.contains("estimator="))
        let keys = try imported(text).rows.map { $0.caseKey }
        #expect(keys == rows.map { $0.caseKey.without(["pin"]) })
    }

    @Test func theSameRowTwiceIsAnError() throws {
        let text = try exported([row(), row(repetition: 2)], .googleBenchmarkJSON)
        let twice = text.split(separator: "repetition=2").joined(separator: "repetition=1")
            .split(separator: "block=2").joined(separator: "block=1")
        #expect(complaint(twice) == "x: benchmarks[1]: the same case, process, block and repetition as benchmarks[0]")
    }

    @Test func aLabelThatIsNotOursIsIgnored() {
        #expect(RowLabel.cells(of: "") == nil)
        #expect(RowLabel.cells(of: "scenario=a") == nil)
        #expect(RowLabel.cells(of: "scenario=a variant=b colour=red") == nil)
        #expect(RowLabel.cells(of: "scenario=a variant=b readers=two") == nil)
        #expect(RowLabel.cells(of: "scenario=a variant=%ZZ") == nil)
        #expect(RowLabel.cells(of: "scenario=a variant=b scenario=c") == nil)
        #expect(RowLabel.cells(of: "scenario=a variant=b%20c") == ["scenario": .text("a"), "variant": .text("b c")])
    }
}
