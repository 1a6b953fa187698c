import BenchmarkResults
import Foundation
import Testing

@testable import netnsbench

@Suite struct StudyCompareTests {
    @Test(arguments: [
        (["--seconds", "1000", "--mebibytes", "100000"], Int32(0), ""),
        (["--seconds", "0", "--mebibytes", "100000"], Int32(1), "error: a comparison costs more than it may\n"),
        (["--seconds", "1000", "--mebibytes", "1"], Int32(1), "error: a comparison costs more than it may\n"),
    ])
    func itFailsWhereABoundIsBroken(_ bounds: [String], _ status: Int32, _ errors: String) throws {
        let outcome = try ProgramUnderTest.run(["study", "compare", "--rows", "150"] + bounds)
        #expect(outcome.status == status)
        #expect(outcome.errors == errors)
        let line = #/compare of 2 x 150 rows: [0-9]+\.[0-9] s, [0-9]+ MiB \(at most (.*) s, (.*) MiB\)\n/#
        let match = try #require(try line.wholeMatch(in: outcome.output))
        #expect([String(match.1), String(match.2)] == [bounds[1], bounds[3]])
    }

    @Test func theFileIsAsLargeAsSaidAndAlwaysTheSame() throws {
        try ProgramUnderTest.inFolder { folder in
            func bytes(_ name: String, rows: Int, seed: UInt64) throws -> Data {
                let file = folder.appendingPathComponent(name)
                try SyntheticCampaign(name: "c", rows: rows, seed: seed).write(to: file.path)
                return try Data(contentsOf: file)
            }
            for count in [1, 60, 2000, 2001, 4000] {
                let data = try bytes("\(count).csv", rows: count, seed: 1)
                let rows = try CSVReader.parse(Array(data), path: "f").rows
                #expect(rows.count == count)
                #expect(Set(rows.map(\.caseKey)).count == min(count, 50))
                if count.isMultiple(of: 2000) { #expect(Set(rows.map { $0.integer("process") }).count == 40) }
                for column in Schema.columns where column.role == .context {
                    #expect(rows.allSatisfy { $0[column.name] != nil }, "\(column.name)")
                }
            }
            #expect(try bytes("a", rows: 60, seed: 1) == bytes("b", rows: 60, seed: 1))
            #expect(try bytes("c", rows: 60, seed: 1) != bytes("d", rows: 60, seed: 2))
        }
    }

    @Test func aChildIsMeasured() throws {
        #expect(try MeasuredChild("/bin/sh", ["-c", "exit 7"]).status == 7)
        #expect(try MeasuredChild("/bin/sh", ["-c", "kill -9 $$"]).status == 128 + 9)
        let peak = try MeasuredChild(
            "/usr/bin/env", ["dd", "if=/dev/zero", "of=/dev/null", "bs=512M", "count=1", "status=none"]
        )
        .peakBytes
        #expect((512 << 20..<1 << 30).contains(peak))
        let error = #expect(throws: ProgramFailure.self) { try MeasuredChild("/no/such", []) }
        #expect(error?.message == "cannot run /no/such: No such file or directory")
    }
}
