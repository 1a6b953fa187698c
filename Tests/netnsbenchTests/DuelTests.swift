import BenchmarkResults
import Foundation
import Testing

/// Duels of the built program with itself, and calibrations.
///
/// No test here depends on how fast anything is: what is said of speed is not looked at.
@Suite(.serialized) struct DuelTests {
    private let options = [
        "--", "--allow-debug", "--duration", "5ms", "--warmup", "1ms", "--scenario", "for_each_net", "--variant",
        "rcu_mb,rcu_qsbr", "--namespaces", "8", "--readers", "1", "--updaters", "0",
    ]

    /// Whether a comparison came to its end: on a busy machine a window this short may hold nothing, and that is said.
    private static func isMeasured(_ outcome: Outcome) -> Bool {
        [0, 3].contains(outcome.status) || outcome.status == 1 && outcome.errors.contains("valid")
    }

    func rows(_ folder: URL, _ side: String) throws -> [ResultRow] {
        try CSVReader.read(path: folder.appendingPathComponent("d-\(side).csv").path).rows
    }

    @Test func sidesAlternateBlockByBlock() throws {
        try ProgramUnderTest.inFolder { folder in
            let outcome = try ProgramUnderTest.run(
                ["duel", ProgramUnderTest.path, ProgramUnderTest.path, "--pairs", "4", "-o", "d"] + options, in: folder)
            #expect([0, 3].contains(outcome.status), "\(outcome.errors)")
            let old = try rows(folder, "old")
            let new = try rows(folder, "new")
            #expect(old.count == 16 && new.count == 16)
            #expect(Set((old + new).map { $0.text("campaign") }).count == 1)
            #expect(Set(old.map { $0.integer("block") }) == [1, 2, 3, 4])
            // Two processes for every block, alive at once and measuring in turn.
            func processes(_ rows: [ResultRow]) -> [Int64] { Set(rows.compactMap { $0.integer("process") }).sorted() }
            #expect(processes(old) == [1, 3, 5, 7] && processes(new) == [2, 4, 6, 8])
            // Both sides measure a block in the same order.
            for block in Int64(1)...4 {
                let names = [old, new].map { $0.filter { $0.integer("block") == block }.map(\.caseKey.benchmarkName) }
                #expect(names[0] == names[1] && names[0].count == 4)
            }
            #expect(outcome.output.contains("paired within a campaign (4 pairs)"))
            #expect(outcome.errors.contains("16 rows in d-old.csv, 16 in d-new.csv"))
            // What duel printed is what compare says of the two files.
            let compared = try ProgramUnderTest.run(["compare", "d-old.csv", "d-new.csv"], in: folder)
            #expect(compared.output == outcome.output)
            #expect(compared.status == outcome.status)
        }
    }

    @Test func oneBuildWithTwoSetsOfOptions() throws {
        try ProgramUnderTest.inFolder { folder in
            let outcome = try ProgramUnderTest.run(
                [
                    "duel", "--old-options=--namespaces 16", "--new-options=--namespaces 24", "--pairs", "2", "-o", "d",
                ] + options, in: folder)
            #expect([0, 3].contains(outcome.status), "\(outcome.errors)")
            #expect(outcome.errors.contains("compare the files with --ignore namespaces"))
            #expect(outcome.output.contains("for_each_net variant=rcu_mb readers=1"))
            // The floor is the floor on both sides.
            #expect(outcome.output.contains("for_each_net variant=unlocked namespaces=64 readers=1"))
            let compared = try ProgramUnderTest.run(
                ["compare", "d-old.csv", "d-new.csv", "--ignore", "namespaces"], in: folder)
            let told = Set(outcome.output.split(separator: "\n"))
            let again = Set(compared.output.split(separator: "\n"))
            #expect(told == again, "\(told.symmetricDifference(again).sorted())")
        }
    }

    /// A build from before there were processes knows neither --cases nor --in-process.
    @Test func anOlderBuildMeasuresAllItsCasesInOneProcess() throws {
        try ProgramUnderTest.inFolder { folder in
            let script = """
                #!/bin/sh
                case "$*" in *--help*) echo "netnsbench run"; exit 0;; *--cases*|*--in-process*) exit 9;; esac
                exec \(ProgramUnderTest.path) "$@"
                """
            let older = folder.appendingPathComponent("older")
            try script.write(to: older, atomically: true, encoding: .utf8)
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: older.path)
            let outcome = try ProgramUnderTest.run(
                ["duel", older.path, ProgramUnderTest.path, "--pairs", "2", "-o", "d"] + options, in: folder)
            #expect([0, 3].contains(outcome.status), "\(outcome.errors)")
            #expect(try rows(folder, "old").count == 8)
            #expect(try rows(folder, "new").count == 8)
        }
    }

    /// The revision is built in a worktree that is gone afterwards; `swift` is a stand-in that copies the built program.
    @Test func aRevisionIsBuiltInAWorktreeOfItsOwn() throws {
        try ProgramUnderTest.inFolder { folder in
            let repository = folder.appendingPathComponent("repository with spaces")
            let tools = folder.appendingPathComponent("tools")
            for url in [repository, tools] {
                try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
            }
            let swift = """
                #!/bin/sh
                mkdir -p "$3/.build/release" && cp \(ProgramUnderTest.path) "$3/.build/release/netnsbench"
                """
            let stub = tools.appendingPathComponent("swift")
            try swift.write(to: stub, atomically: true, encoding: .utf8)
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: stub.path)
            func git(_ arguments: String...) throws -> String {
                let process = Process()
                process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
                process.arguments =
                    ["git", "-C", repository.path, "-c", "user.name=n", "-c", "user.email=e"] + arguments
                let pipe = Pipe()
                process.standardOutput = pipe
                process.standardError = FileHandle.nullDevice
                try process.run()
                let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
                process.waitUntilExit()
                return text
            }
            _ = try git("init", "-q")
            _ = try git("commit", "-q", "--allow-empty", "-m", "one")
            func duel(_ revision: String) throws -> Outcome {
                let process = ProgramUnderTest.process(
                    [
                        "duel", "--git", revision, "--pairs", "1", "-o", folder.appendingPathComponent("d").path,
                        "--force",
                    ]
                        + options)
                process.currentDirectoryURL = repository
                process.environment = ProcessInfo.processInfo.environment.merging([
                    "PATH": tools.path + ":" + (ProcessInfo.processInfo.environment["PATH"] ?? "")
                ]) { $1 }
                return try ProgramUnderTest.outcome(of: process)
            }
            let outcome = try duel("HEAD")
            #expect(Self.isMeasured(outcome), "\(outcome.errors)")
            #expect(try rows(folder, "old").count == 4)
            #expect(try git("worktree", "list").split(separator: "\n").count == 1)
            let unknown = try duel("nosuchrevision")
            #expect(unknown.status == 2 && unknown.errors.contains("--git nosuchrevision: "), "\(unknown.errors)")
            #expect(try git("worktree", "list").split(separator: "\n").count == 1)
        }
    }

    @Test(arguments: [
        (["duel"], "duel takes two builds"), (["duel", "one"], "duel takes two builds"),
        (["duel", "a", "b", "--git", "HEAD"], "--git names the builds"),
        (["duel", "/bin/true", "/bin/true"], "is not a build of netnsbench"),
        (["duel", "/nonexistent", "/bin/true"], "cannot open '/nonexistent'"),
        (["duel", "--old-options=--seed 1", "--pairs", "1"], "--seed is not for the sides"),
        (["duel", "--old-options='", "--new-options=x"], "a quotation mark is not closed"),
        (["calibrate", "--pairs", "0"], "--pairs 0 is outside 1 to 10000."),
        (["duel", "--old-options=--help", "--new-options=--pin none"], "--help has no place among the options"),
        (["calibrate", "--campaigns", "0"], "--campaigns 0 is outside 1 to 1000."),
        (["calibrate", "--metric", "nothing"], "unknown metric 'nothing'"),
        (["calibrate", "--", "--variant", "nothing"], "unknown variant 'nothing'"),
    ])
    func wrongWordsAreToldSo(_ arguments: [String], _ message: String) throws {
        let outcome = try ProgramUnderTest.run(arguments)
        #expect([1, 2].contains(outcome.status))
        #expect(outcome.errors.contains(message), "\(outcome.errors)")
    }

    /// An interrupted duel keeps what it has and compares it.
    @Test func anInterruptedDuelKeepsItsRows() throws {
        try ProgramUnderTest.inFolder { folder in
            let process = ProgramUnderTest.process(
                ["duel", ProgramUnderTest.path, ProgramUnderTest.path, "--pairs", "10000", "-o", "d"] + options)
            process.currentDirectoryURL = folder
            process.standardOutput = FileHandle.nullDevice
            let complaints = folder.appendingPathComponent("complaints")
            _ = FileManager.default.createFile(atPath: complaints.path, contents: nil)
            process.standardError = try FileHandle(forWritingTo: complaints)
            try process.run()
            while process.isRunning, (try? rows(folder, "new").count) ?? 0 < 5 { usleep(1000) }
            kill(process.processIdentifier, SIGINT)
            process.waitUntilExit()
            let said = try String(contentsOf: complaints, encoding: .utf8)
            #expect(process.terminationStatus == 130, "\(said)")
            #expect(try rows(folder, "old").count >= 4)
            let compared = try ProgramUnderTest.run(["compare", "d-old.csv", "d-new.csv"], in: folder)
            #expect(Self.isMeasured(compared), "\(compared.errors)")
        }
    }

    @Test func aCalibrationIsKeptAndUsed() throws {
        try ProgramUnderTest.inFolder { folder in
            let outcome = try ProgramUnderTest.run(
                ["calibrate", "--campaigns", "3", "--pairs", "2"] + options, in: folder)
            #expect(outcome.status == 0, "\(outcome.errors)")
            for title in ["noise of a pair", "detectable", "pairs for 5 %", "between campaigns"] {
                #expect(outcome.output.contains(title))
            }
            let file = folder.appendingPathComponent("calibration.csv")
            let table = try CSVTable.read(path: file.path)
            #expect(table.records.count == 4)
            // A window of 1 ms on a busy machine may hold no chunk, and then its process has no figure.
            #expect(table.records.allSatisfy { ["2", "3"].contains($0["campaigns"]) })
            #expect(table.records.allSatisfy { ["1", "2"].contains($0["processes"]) })
            // A second one is added, and both are pooled.
            #expect(
                try ProgramUnderTest.run(["calibrate", "--campaigns", "2", "--pairs", "2"] + options, in: folder).status
                    == 0)
            #expect(try CSVTable.read(path: file.path).records.count > table.records.count)
            for name in ["a.csv", "b.csv"] {
                let run = try ProgramUnderTest.run(
                    ["run"] + options.dropFirst() + ["--processes", "2", "-o", name], in: folder)
                #expect(run.status == 0)
            }
            let with = try ProgramUnderTest.run(["compare", "a.csv", "b.csv"], in: folder)
            #expect(
                with.output.contains(/calibration: calibration.csv, [0-9].* campaigns in each of/), "\(with.output)")
            #expect(!with.output.contains("only `calibrate --campaigns` measures"))
            try FileManager.default.removeItem(at: file)
            let without = try ProgramUnderTest.run(["compare", "a.csv", "b.csv"], in: folder)
            #expect(without.output.contains("only `calibrate --campaigns` measures"))
        }
    }
}
