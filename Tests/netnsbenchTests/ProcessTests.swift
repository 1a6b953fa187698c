import BenchmarkResults
import Foundation
import Testing

/// Blocks, processes and interruptions of `run`.
///
/// No test here depends on how fast anything is.
@Suite(.serialized) struct ProcessTests {
    private let options = [
        "run", "--allow-debug", "--duration", "1ms", "--warmup", "1ms", "--scenario", "for_each_net", "--variant",
        "rcu_mb,rcu_qsbr,net_list_mutex", "--namespaces", "4,8", "--readers", "1", "--updaters", "0",
    ]

    func rows(_ url: URL) throws -> [ResultRow] { try CSVReader.read(path: url.path).rows }

    struct Window: Hashable {
        let name: String
        let block: Int64
        init(_ row: ResultRow) {
            name = row.caseKey.benchmarkName
            block = row.integer("block") ?? 0
        }
    }

    @Test func everyProcessIsABlockOfAllCases() throws {
        try ProgramUnderTest.inFolder { folder in
            let files = ["a.csv", "b.csv"].map { folder.appendingPathComponent($0) }
            for file in files {
                let outcome = try ProgramUnderTest.run(
                    options + ["--processes", "3", "--seed", "7", "-o", file.path])
                #expect(outcome.status == 0, "\(outcome.errors)")
                #expect(outcome.errors.contains("8 cases, 3 processes of 1 repetition: about "))
                #expect(outcome.errors.contains(" for 3 blocks, "))
                #expect(outcome.errors.contains("A verdict over 8 cases needs 9 processes that all agree; 13 let one"))
            }
            let rows = try rows(files[0])
            #expect(rows.count == 24)
            #expect(Set(rows.map(Window.init)).count == 24)
            #expect(rows.allSatisfy { $0.integer("process") == $0.integer("block") })
            #expect(rows.map { $0.integer("seed") } == rows.map { 6 + ($0.integer("block") ?? 0) })
            // The same seed gives the same order, and every block has its own.
            let orders = Dictionary(grouping: rows) { $0.integer("block") ?? 0 }
                .mapValues { $0.map(\.caseKey.benchmarkName) }
            let again = Dictionary(grouping: try self.rows(files[1])) { $0.integer("block") ?? 0 }
                .mapValues { $0.map(\.caseKey.benchmarkName) }
            #expect(orders == again)
            #expect(Set(orders.values).count > 1)
            // The variants of a case stand next to each other.
            for order in orders.values {
                let lengths = order.compactMap { name in
                    name.hasPrefix("for_each_net") && !name.contains("unlocked")
                        ? name.split(separator: "/").first { $0.hasPrefix("namespaces") } : nil
                }
                #expect(zip(lengths, lengths.dropFirst()).count { $0 != $1 } == 1, "\(order)")
            }
        }
    }

    /// Killed in the middle, resumed: every window of the run once, none twice, as if nothing had been.
    @Test(arguments: [["--processes", "15"], ["--processes", "1", "--repetitions", "15"]])
    func anInterruptedRunIsResumed(_ size: [String]) throws {
        try ProgramUnderTest.inFolder { folder in
            let whole = folder.appendingPathComponent("whole.csv")
            let part = folder.appendingPathComponent("part.csv")
            #expect(try ProgramUnderTest.run(options + size + ["--seed", "3", "-o", whole.path]).status == 0)
            let process = ProgramUnderTest.process(options + size + ["--seed", "3", "-o", part.path])
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
            while process.isRunning, (try? rows(part).count) ?? 0 < 11 { usleep(1000) }
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            // Half a row, as a full disk or a power cut leaves it.
            let handle = try FileHandle(forWritingTo: part)
            try handle.seekToEnd()
            try handle.write(contentsOf: Data("2,20261124T".utf8))
            try handle.close()
            let before = try CSVReader.read(path: part.path, droppingHalfARow: true).rows
            try #require(before.count >= 11 && before.count < 120, "it was killed in the middle")
            let outcome = try ProgramUnderTest.run("run", "--allow-debug", "--resume", part.path)
            #expect(outcome.status == 0, "\(outcome.errors)")
            let after = try rows(part)
            #expect(Array(after.prefix(before.count)) == before)
            #expect(after.count == Set(after.map(Window.init)).count)
            #expect(Set(after.map(Window.init)) == Set(try rows(whole).map(Window.init)))
            #expect(Set(after.map { $0.text("campaign") }).count == 1)
            // Resumed once more there is nothing to do.
            #expect(try ProgramUnderTest.run("run", "--allow-debug", "--resume", part.path).status == 0)
            #expect(try rows(part).count == after.count)
        }
    }

    @Test func whatCannotBeResumedIsRefused() throws {
        try ProgramUnderTest.inFolder { folder in
            let file = folder.appendingPathComponent("a.csv")
            #expect(
                try ProgramUnderTest.run(options + ["--processes", "1", "--repetitions", "1", "-o", file.path]).status
                    == 0)
            let besides = try ProgramUnderTest.run("run", "--resume", file.path, "--suite", "full")
            #expect(besides.status == 2 && besides.errors.contains("give none besides"))
            let text = try String(contentsOf: file, encoding: .utf8)
            let other = folder.appendingPathComponent("other.csv")
            let kernel = try #require(try rows(file).first?.text("kernel"))
            try text.replacingOccurrences(of: kernel, with: "2.6.24").write(
                to: other, atomically: true, encoding: .utf8)
            let elsewhere = try ProgramUnderTest.run("run", "--allow-debug", "--resume", other.path)
            #expect(elsewhere.status == 1)
            #expect(elsewhere.errors.contains("that run had kernel '2.6.24'"), "\(elsewhere.errors)")
            #expect(try ProgramUnderTest.run("run", "--allow-debug", "--resume", "nowhere.csv").status == 1)
        }
    }

    /// A case that hangs costs its own row: it is not tried again in later blocks, and the rest is measured.
    ///
    /// The seed's drain of 20,000 queues takes far longer than the nanosecond that it is given to end; a shorter window would skip
    /// it.
    @Test func aCaseThatHangsDoesNotEndTheRun() throws {
        try ProgramUnderTest.inFolder { folder in
            let file = folder.appendingPathComponent("a.csv")
            let outcome = try ProgramUnderTest.run([
                "run", "--allow-debug", "--scenario", "rtnl_unlock", "--variant", "rtnl_retry", "--namespaces", "20000",
                "--pending", "20000", "--lockers", "1", "--senders", "0", "--duration", "30ms", "--warmup", "1ms",
                "--processes", "3", "--timeout", "1ns", "-o", file.path,
            ])
            #expect(outcome.status == 1)
            let rows = try rows(file)
            let hung = rows.filter { $0.text("scenario") == "rtnl_unlock" }
            #expect(hung.map { $0.text("status") } == ["timeout"])
            #expect(rows.contains { $0.text("scenario") == "empty" })
            #expect(outcome.errors.contains("did not end in time and was not measured again"))
            #expect(outcome.errors.contains("locker 0"), "the stacks of its threads are told: \(outcome.errors)")
        }
    }

    @Test func theFullSuiteAsksForAsManyProcessesAsAVerdictNeeds() throws {
        let outcome = try ProgramUnderTest.run("run", "--suite", "full", "--dry-run")
        let cases = outcome.output.split(separator: "\n").count { !$0.contains(" ") }
        #expect(outcome.status == 0)
        // The least n with 2 (1 + n) / 2^n <= 0.05 / cases: one pair may disagree.
        let level: Double = 0.05 / Double(cases)
        var needed = 1
        while Double(1 + needed) / pow(2.0, Double(needed - 1)) > level { needed += 1 }
        #expect(
            outcome.errors.contains("\(cases) cases, \(needed) processes of 1 repetition: about "), "\(outcome.errors)")
    }

    @Test func casesAreChosenByTheirNames() throws {
        try ProgramUnderTest.inFolder { folder in
            let names = folder.appendingPathComponent("names")
            let wanted = "for_each_net/rcu_mb/namespaces:8/readers:1"
            try "\(wanted)\n\n".write(to: names, atomically: true, encoding: .utf8)
            let outcome = try ProgramUnderTest.run(options + ["--cases", names.path, "--dry-run"])
            #expect(outcome.output == wanted + "\n")
            try "nonsense\n".write(to: names, atomically: true, encoding: .utf8)
            let unknown = try ProgramUnderTest.run(options + ["--cases", names.path, "--dry-run"])
            #expect(unknown.status == 2 && unknown.errors.contains("unknown case 'nonsense'."))
            #expect(try ProgramUnderTest.run(options + ["--cases", "/nonexistent"]).status == 1)
        }
    }
}
