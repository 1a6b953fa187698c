import BenchmarkResults
import Foundation
import Testing

/// `export` and `import` as a user runs them: streams, files and exit codes.
@Suite struct BridgeCommandsTests {
    let summary =
        "SUMMARY ./test_urcu testdur 1 nr_readers 1 rdur 0 wdur 0 nr_writers 0 wdelay 0 nr_reads 10 "
        + "nr_writes 0 nr_ops 10\n"

    func writeCSV(_ url: URL, valid: Bool = true) throws {
        let writer = try CSVWriter(path: url.path, force: true)
        for repetition: Int64 in 1...3 {
            var row = ResultRow()
            row["schema"] = .integer(1)
            row["repetition"] = .integer(repetition)
            row["scenario"] = .text("for_each_net")
            row["variant"] = .text("rcu_qsbr")
            row["namespaces"] = .integer(64)
            row["ns_per_op"] = .number(40)
            row["valid"] = .flag(valid && repetition > 1)
            try writer.write(row)
        }
        try writer.close()
    }

    func text(_ url: URL) throws -> String { try String(contentsOf: url, encoding: .utf8) }

    @Test func resultsGoToStandardOutputAndRemarksDoNot() throws {
        try ProgramUnderTest.inFolder { folder in
            let csv = folder.appendingPathComponent("a.csv")
            try writeCSV(csv)
            for format in ["gbench-json", "gobench", "json"] {
                let plain = try ProgramUnderTest.run("export", "--format", format, csv.path)
                #expect(plain.status == 0, "\(plain.errors)")
                #expect(plain.output.contains("rcu_qsbr") && !plain.output.contains("left out"))
                #expect(plain.errors.contains("left out: 1 row not valid\n") == (format != "json"))
                #expect(plain.errors.contains("rows in standard output: \(format == "json" ? 3 : 2)\n"))
                let out = folder.appendingPathComponent("out-" + format)
                #expect(try ProgramUnderTest.run("export", "--format", format, csv.path, "-o", out.path).output == "")
                #expect(try text(out) == plain.output)
                #expect(
                    try ProgramUnderTest.run("export", "--format", format, csv.path, "-o", "-").output == plain.output)
            }
        }
    }

    @Test func anExistingFileIsReplacedOnlyByForceAndOnlyBySuccess() throws {
        try ProgramUnderTest.inFolder { folder in
            let csv = folder.appendingPathComponent("a.csv")
            let log = folder.appendingPathComponent("log.txt")
            let out = folder.appendingPathComponent("out")
            let mine = String(repeating: "mine, and longer than what comes\n", count: 1000)
            try writeCSV(csv)
            try Data(summary.utf8).write(to: log)
            for verb in [["export", "--format", "json", csv.path], ["import", log.path]] {
                try Data(mine.utf8).write(to: out)
                let refused = try outcome(verb + ["-o", out.path])
                #expect(refused.status == 1 && refused.errors.contains("\(out.path): the file exists"))
                #expect(try text(out) == mine)
                let wrong = try outcome(verb.dropLast() + ["/nonexistent", "--force", "-o", out.path])
                #expect(wrong.status == 1 && wrong.errors.contains("/nonexistent: cannot be opened"))
                #expect(try text(out) == mine, "nothing came, so nothing goes")
                let forced = try outcome(verb + ["--force", "-o", out.path])
                #expect(try forced.status == 0 && !text(out).contains("mine"))
            }
            #expect(try CSVReader.read(path: out.path).rows[0].text("variant") == "rcu_memb")
        }
    }

    func outcome(_ arguments: [String], input: URL? = nil, output: URL? = nil) throws -> Outcome {
        try ProgramUnderTest.inFolder { folder in
            let process = ProgramUnderTest.process(arguments)
            let files = [output ?? folder.appendingPathComponent("out"), folder.appendingPathComponent("err")]
            for file in files where !FileManager.default.fileExists(atPath: file.path) {
                _ = FileManager.default.createFile(atPath: file.path, contents: nil)
            }
            let handles = try files.map { try FileHandle(forWritingTo: $0) }
            if output != nil { _ = try handles[0].seekToEnd() }
            process.standardOutput = handles[0]
            process.standardError = handles[1]
            if let input { process.standardInput = try FileHandle(forReadingFrom: input) }
            try process.run()
            process.waitUntilExit()
            return Outcome(
                status: process.terminationStatus, output: output == nil ? try text(files[0]) : "",
                errors: try text(files[1]))
        }
    }

    @Test func whatFailsLeavesNothingBehind() throws {
        try ProgramUnderTest.inFolder { folder in
            let out = folder.appendingPathComponent("out")
            let csv = folder.appendingPathComponent("a.csv")
            try writeCSV(csv, valid: false)
            let bad = folder.appendingPathComponent("bad")
            try Data("hello\n".utf8).write(to: bad)
            for (arguments, status, message) in [
                (
                    ["export", "--format", "gobench", csv.path], Int32(1),
                    "no valid row has ns_per_op: nothing to export"
                ),
                (["export", "--format", "json", bad.path], 1, "bad:1: hello: unknown column"),
                (["export", "--format", "json", csv.path, "--filter", "zzz"], 2, "matches no case"),
                (["import", bad.path], 1, "bad: neither Google Benchmark's JSON"),
                (["import", folder.path], 1, "a directory; only files and pipes are read"),
            ] {
                let outcome = try outcome(arguments + ["-o", out.path])
                #expect(outcome.status == status && outcome.errors.contains(message), "\(outcome.errors)")
                #expect(outcome.errors.split(separator: "\n").count == 1, "one sentence: \(outcome.errors)")
                #expect(!FileManager.default.fileExists(atPath: out.path))
            }
        }
    }

    @Test func streamsThatCannotBeWrittenAreExitCode1() throws {
        try ProgramUnderTest.inFolder { folder in
            let csv = folder.appendingPathComponent("a.csv")
            try writeCSV(csv)
            let export = ["export", "--format", "json", csv.path]
            let full = try outcome(export + ["-o", "/dev/full", "--force"])
            #expect(full.status == 1 && full.errors.contains("/dev/full: cannot be written: No space left on device"))
            #expect(try outcome(export, output: URL(fileURLWithPath: "/dev/full")).status == 1)
            #expect(try outcome(export + ["-o", "/nonexistent/x"]).errors.contains("No such file or directory"))
            let process = ProgramUnderTest.process(export)
            let pipe = Pipe()
            process.standardOutput = pipe
            process.standardError = FileHandle.nullDevice
            try pipe.fileHandleForReading.close()
            try process.run()
            process.waitUntilExit()
            #expect(process.terminationStatus == 1)
        }
    }

    /// Result files may be concatenated, so a shell appends them to each other.
    @Test func standardInputIsReadAndStandardOutputAppendedTo() throws {
        try ProgramUnderTest.inFolder { folder in
            let log = folder.appendingPathComponent("log.txt")
            try Data(summary.utf8).write(to: log)
            let all = folder.appendingPathComponent("all.csv")
            #expect(try outcome(["import", log.path], output: all).status == 0)
            #expect(try outcome(["import", "-"], input: log, output: all).status == 0)
            let rows = try CSVReader.read(path: all.path).rows
            #expect(
                rows.compactMap { $0.text("campaign")?.split(separator: "#").first.map(String.init) } == [
                    "log.txt", "stdin",
                ])
        }
    }

    @Test(arguments: [
        (["export", "a.csv"], "--format"), (["export", "--format", "xml", "a.csv"], "gbench-json"),
        (["export", "--format", "gobench", "--metric", "ns_per_opp", "a.csv"], "Did you mean 'ns_per_op'?"),
        (["export", "--format", "gobench", "--metric", "estimator", "a.csv"], "unknown metric 'estimator'."),
        (["export", "--format", "gbench-json", "--metric", "reader_ops_per_s", "a.csv"], "unknown metric"),
        (["export", "--format", "json", "--metric", "window_mean_ns", "a.csv"], "--format json has every column"),
        (["import", "--format", "xml", "a"], "urcu-summary"), (["import"], "file"),
        (["import", "--variant", "", "a"], "--variant is empty"),
    ])
    func wrongWordsAreUsageErrors(_ arguments: [String], _ message: String) throws {
        let outcome = try outcome(arguments)
        #expect(outcome.status == 2 && outcome.errors.contains(message), "\(outcome.errors)")
    }

    @Test func aVariantIsNotForSummaryLines() throws {
        try ProgramUnderTest.inFolder { folder in
            let log = folder.appendingPathComponent("log.txt")
            try Data(summary.utf8).write(to: log)
            let outcome = try outcome(["import", "--variant", "x", log.path])
            #expect(outcome.status == 2 && outcome.errors.contains("--variant is for gbench-json"))
        }
    }

    @Test(arguments: ["export", "import"]) func helpHasAnExample(_ verb: String) throws {
        let help = try ProgramUnderTest.run(verb, "--help")
        #expect(help.status == 0 && help.output.contains("Example") && help.output.contains("netnsbench \(verb) "))
        #expect(help.output.contains("Exit codes: 0"))
    }

    /// Google Benchmark's own JSON of a run holds the cases of the run's CSV.
    @Test func whatARunHandsToGoogleBenchmarkIsTheSameCases() throws {
        try ProgramUnderTest.inFolder { folder in
            let files = ["a.csv", "a.json", "b.csv"].map { folder.appendingPathComponent($0).path }
            let run = try outcome(
                ["run"] + short + [
                    "--variant", "rtnl_retry,unlocked,rcu_qsbr", "--namespaces", "8", "--readers", "1", "--updaters",
                    "0,1", "--update-rate", "1000", "--visit-bytes",
                    "8,64", "--lockers", "1", "--senders", "0,1", "--pending", "0,3", "--repetitions", "2", "-o",
                    files[0], "--", "--benchmark_out=\(files[1])", "--benchmark_context=pin=none",
                ])
            #expect(run.status == 0, "\(run.errors)")
            #expect(try outcome(["import", files[1], "-o", files[2]]).status == 0)
            let measured = try CSVReader.read(path: files[0]).rows
            let imported = try CSVReader.read(path: files[2]).rows
            #expect(
                Dictionary(grouping: measured, by: \.caseKey).mapValues(\.count)
                    == Dictionary(grouping: imported, by: \.caseKey).mapValues(\.count))
            let shapes = Set(measured.compactMap { $0.text("shape") })
            #expect(shapes == ["idle", "pending", "storm", "create", "destroy"])
            // Google Benchmark has seconds, so the last digit may differ.
            for (key, rows) in Dictionary(grouping: measured, by: \.caseKey) {
                let times = rows.compactMap { $0.number("ns_per_op") }.sorted()
                let others = imported.filter { $0.caseKey == key }.compactMap { $0.number("ns_per_op") }.sorted()
                #expect(times.count == others.count && zip(times, others).allSatisfy { abs($0 - $1) <= 1e-9 * abs($0) })
            }
        }
    }
}
