import BenchmarkResults
import Foundation
import NetNamespace
import Testing

/// The main job, end to end.
///
/// No test here depends on how fast anything is.
@Suite(.serialized) struct RunTests {
    func rows(_ url: URL) throws -> [ResultRow] { try CSVReader.read(path: url.path).rows }

    func run(_ arguments: [String]) throws -> Outcome {
        let process = ProgramUnderTest.process(["run"] + short + arguments)
        let out = Pipe()
        let err = Pipe()
        process.standardOutput = out
        process.standardError = err
        try process.run()
        // Both fit a pipe's buffer in these runs.
        let output = String(decoding: out.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        let errors = String(decoding: err.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return Outcome(status: process.terminationStatus, output: output, errors: errors)
    }

    @Test func everyVariantInEveryShapeIsMeasuredAndValid() throws {
        try ProgramUnderTest.inFolder { folder in
            let file = folder.appendingPathComponent("a.csv")
            let outcome = try run([
                "--namespaces", "8", "--readers", "1,2", "--lockers", "1", "--updaters", "0,1", "--senders", "0,2",
                "--pending", "0,3", "--repetitions", "2", "-o", file.path,
            ])
            #expect(outcome.status == 0, "\(outcome.errors)")
            #expect(outcome.errors.contains("rows in \(file.path)"))
            #expect(!outcome.output.contains("error"))
            let rows = try rows(file)
            #expect(rows.allSatisfy { $0.flag("valid") == true && $0.text("status") == "ok" })
            #expect(Set(rows.compactMap { $0.text("shape") }) == ["idle", "pending", "storm", "create", "destroy"])
            for row in rows {
                #expect((row.number("ns_per_op") ?? -1) > -1000, "\(row.caseKey)")
                // Nothing takes less than a nanosecond, and nothing here takes a day.
                if let time = row.number("grace_period_p50_ns") { #expect(time >= 1 && time < 1e14) }
                #expect(row.text("campaign") != nil && row.text("cpu") != nil && row.text("estimator") != nil)
            }
            #expect(rows.contains { $0.number("grace_period_p50_ns") != nil })
            // A quiescent drain inspects every namespace exactly once where nothing is pending, or what is pending: nothing.
            let idle = rows.filter { $0.text("shape") == "idle" }
            #expect(Set(idle.compactMap { $0.number("inspected_per_op") }) == [0, 8])
            for row in idle {
                let variant = try #require(row.text("variant").flatMap(Variant.named))
                let expected = variant.drains ? (variant.drainsByQueue ? 0.0 : 8) : nil
                #expect(row.number("inspected_per_op") == expected, "\(variant)")
            }
            // The seed restarts once for each of three queues.
            let pending = rows.filter { $0.text("shape") == "pending" && $0.text("variant") == "rtnl_retry" }
            #expect(!pending.isEmpty && pending.allSatisfy { $0.number("restarts_per_op") == 3 })
            #expect(rows.contains { $0.text("scenario") == "empty" })
            #expect(outcome.output.contains("fastest were"))
        }
    }

    @Test(arguments: ["busted_no_grace_period", "busted_no_list_lock"])
    func aNegativeControlIsNeverValid(_ variant: String) throws {
        try ProgramUnderTest.inFolder { folder in
            let file = folder.appendingPathComponent("a.csv")
            let outcome = try run([
                "--variant", variant, "--scenario", "for_each_net", "--namespaces", "8", "--readers", "1", "--updaters",
                "1",
                "--repetitions", "1", "-o", file.path,
            ])
            #expect(outcome.status == 1)
            let control = try rows(file).filter { $0.text("variant") == variant }
            #expect(
                !control.isEmpty && control.allSatisfy { $0.flag("valid") == false && $0.text("status") == "invalid" })
        }
    }

    @Test func anExistingOutputIsRefusedBeforeAnythingRuns() throws {
        try ProgramUnderTest.inFolder { folder in
            let file = folder.appendingPathComponent("a.csv")
            try Data("mine".utf8).write(to: file)
            let refused = try run(["-o", file.path])
            #expect(refused.status == 1)
            #expect(refused.errors.contains("the file exists"))
            #expect(try Data(contentsOf: file) == Data("mine".utf8))
            let forced = try run(["--scenario", "empty", "--repetitions", "1", "--force", "-o", file.path])
            #expect(forced.status == 0, "\(forced.errors)")
            #expect(try !rows(file).isEmpty)
        }
    }

    @Test func aFullDiskIsExitCode1() throws {
        let outcome = try run(["--scenario", "empty", "--force", "-o", "/dev/full"])
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("No space left on device"))
    }

    @Test func rowsOnStandardOutputAreTheCSV() throws {
        let outcome = try run(["--scenario", "empty", "--repetitions", "2", "-o", "-"])
        #expect(outcome.status == 0)
        let file = try CSVReader.parse(Array(outcome.output.utf8), path: "stdout")
        #expect(file.rows.count == 4)
    }

    @Test func aClosedPipeIsExitCode1() throws {
        let process = ProgramUnderTest.process(["run"] + short + ["--scenario", "empty", "-o", "-"])
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try pipe.fileHandleForReading.close()
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 1)
        #expect(process.terminationReason == .exit)
    }

    /// A signal once the first rows are on disk: they stay, complete and readable.
    @Test(arguments: [(SIGINT, Int32(130)), (SIGTERM, Int32(143))])
    func anInterruptedRunKeepsItsRows(_ signal: Int32, _ status: Int32) throws {
        try ProgramUnderTest.inFolder { folder in
            let file = folder.appendingPathComponent("a.csv")
            let process = ProgramUnderTest.process(
                ["run"] + short + ["--scenario", "empty", "--repetitions", "10000", "-o", file.path])
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
            while process.isRunning, (try? rows(file).count) ?? 0 < 3 { usleep(10_000) }
            kill(process.processIdentifier, signal)
            process.waitUntilExit()
            #expect(process.terminationStatus == status)
            let count = try rows(file).count
            #expect(count >= 3 && count < 20_000)
            #expect(try ProgramUnderTest.run("show", file.path).status == 0)
        }
    }

    @Test func aHopelessCaseIsSkippedWithItsPrediction() throws {
        try ProgramUnderTest.inFolder { folder in
            let file = folder.appendingPathComponent("a.csv")
            let outcome = try run([
                "--scenario", "rtnl_unlock", "--variant", "rtnl_retry", "--namespaces", "100000", "--pending", "100000",
                "--lockers", "1", "--senders", "0", "--repetitions", "1", "-o", file.path,
            ])
            #expect(outcome.status == 0, "\(outcome.errors)")
            let skipped = try rows(file).filter { $0.text("status") == "skipped" }
            #expect(skipped.count == 1)
            #expect(skipped.first?.text("error")?.contains("predicted") == true)
            #expect(skipped.first?["ns_per_op"] == nil)
        }
    }

    @Test func googleBenchmarksJSONIsWritten() throws {
        try ProgramUnderTest.inFolder { folder in
            let json = folder.appendingPathComponent("a.json")
            let outcome = try run([
                "--scenario", "empty", "--repetitions", "3", "-o", folder.appendingPathComponent("a.csv").path, "--",
                "--benchmark_out=\(json.path)",
            ])
            #expect(outcome.status == 0)
            // Google Benchmark writes NaN for the variation of a counter whose mean is 0, and compare.py (Python) reads it.
            let text = try String(contentsOf: json, encoding: .utf8).replacingOccurrences(of: "NaN", with: "null")
                .replacingOccurrences(of: "-null", with: "null")
            let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
            let benchmarks = object?["benchmarks"] as? [[String: Any]] ?? []
            #expect(benchmarks.count { $0["run_type"] as? String == "iteration" } == 6)
        }
    }
}
