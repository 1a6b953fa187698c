import BenchmarkResults
import Foundation
import Testing

/// Exit codes of `compare` on files of many processes, and what it says of bad files.
@Suite struct CompareTests {
    /// A file of twelve processes around `level` nanoseconds.
    func write(_ url: URL, level: Double, spread: Double = 0.002, processes: Int = 12) throws {
        let writer = try CSVWriter(path: url.path, force: true)
        for process in 1...processes {
            var row = ResultRow()
            row["schema"] = .integer(1)
            row["campaign"] = .text(url.lastPathComponent)
            row["process"] = .integer(Int64(process))
            row["repetition"] = .integer(1)
            row["scenario"] = .text("for_each_net")
            row["variant"] = .text("rcu_qsbr")
            row["namespaces"] = .integer(64)
            row["ns_per_op"] = .number(level * (1 + spread * Double((process * 7) % 12)))
            row["estimator"] = .text("throughput")
            row["valid"] = .flag(true)
            row["status"] = .text("ok")
            try writer.write(row)
        }
        try writer.close()
    }

    @Test(arguments: [
        (1.3, 0.002, 12, [], Int32(3), "regression"), (1.3, 0.002, 12, ["--strict"], Int32(3), "regression"),
        (0.7, 0.002, 12, ["--strict"], Int32(0), "improvement"),
        (1.0005, 0.002, 12, ["--strict"], Int32(0), "equivalent"),
        (1.06, 0.02, 12, [], Int32(0), "inconclusive"), (1.06, 0.02, 12, ["--strict"], Int32(4), "inconclusive"),
        (1.3, 0.002, 1, [], Int32(0), "not comparable (one process per side)"),
        (1.3, 0.002, 1, ["--strict"], Int32(4), "not comparable (one process per side)"),
        (1.3, 0.002, 12, ["--threshold", "50%"], Int32(0), "equivalent"),
    ])
    func theExitCodeFollowsTheVerdict(
        _ factor: Double, _ spread: Double, _ processes: Int, _ options: [String], _ status: Int32, _ verdict: String
    ) throws {
        try ProgramUnderTest.inFolder { folder in
            let old = folder.appendingPathComponent("old.csv")
            let new = folder.appendingPathComponent("new.csv")
            try write(old, level: 100, spread: spread, processes: processes)
            try write(new, level: 100 * factor, spread: spread, processes: processes)
            let process = ProgramUnderTest.process(["compare", old.path, new.path] + options)
            let out = Pipe()
            process.standardOutput = out
            try process.run()
            let text = String(decoding: out.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            process.waitUntilExit()
            #expect(process.terminationStatus == status, "\(text)")
            #expect(text.contains(verdict), "\(text)")
        }
    }

    @Test func everyFormatIsWellFormed() throws {
        try ProgramUnderTest.inFolder { folder in
            let file = folder.appendingPathComponent("a.csv")
            try write(file, level: 100)
            let json = try ProgramUnderTest.run("compare", file.path, file.path, "--format", "json", "--by", "variant")
            #expect(json.status == 0)
            #expect(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) is [String: Any])
            let csv = try ProgramUnderTest.run("compare", file.path, file.path, "--format", "csv")
            #expect(csv.output.hasPrefix("case,") && csv.output.split(separator: "\n").count == 2)
            #expect(csv.errors.contains("geometric mean"))
            let markdown = try ProgramUnderTest.run(
                "compare", file.path, file.path, "--format", "markdown", "--by", "variant")
            #expect(markdown.output.contains("|"))
            let variants = try ProgramUnderTest.run("compare", "--variants", file.path, "--baseline", "rcu_qsbr")
            #expect(variants.output.contains("baseline"))
            #expect(try ProgramUnderTest.run("compare", "--variants", file.path, "--baseline", "rcu_qsb").status == 2)
            #expect(try ProgramUnderTest.run("compare", file.path, file.path, "--filter", "zzz").status == 2)
            #expect(try ProgramUnderTest.run("show", file.path).output.contains("rcu_qsbr"))
        }
    }

    @Test func aBadFileIsNamedWithLineAndColumn() throws {
        try ProgramUnderTest.inFolder { folder in
            let good = folder.appendingPathComponent("good.csv")
            let bad = folder.appendingPathComponent("bad.csv")
            try write(good, level: 100)
            let text = try String(contentsOf: good, encoding: .utf8).replacingOccurrences(of: ",64,", with: ",many,")
            try text.write(to: bad, atomically: true, encoding: .utf8)
            let outcome = try ProgramUnderTest.run("compare", good.path, bad.path)
            #expect(outcome.status == 1)
            #expect(outcome.errors.contains("bad.csv:2: namespaces: 'many' is not a whole number"))
            #expect(try ProgramUnderTest.run("show", "nowhere.csv").status == 1)
        }
    }
}
