import BenchmarkResults
import Foundation
import TestSupport
import Testing

/// Killed at any moment, a run leaves every row that it said was done, and no process.
///
/// 40 kills here; `make kill` does 200.
@Suite(.serialized) struct KilledRunTests {
    private static let kills = ProcessInfo.processInfo.environment["NETNSBENCH_KILLS"].flatMap { Int($0) } ?? 40
    private static let seed =
        ProcessInfo.processInfo.environment["NETNSBENCH_SEED"].flatMap { UInt64($0) } ?? 20_070_919
    /// Microseconds; a run takes longer than that.
    private static let latest: UInt64 = 400_000

    private let options =
        ["run"] + short + [
            "--scenario", "for_each_net", "--variant", "rcu_mb,rcu_qsbr", "--namespaces", "4", "--readers", "1",
            "--updaters", "0",
        ]

    @Test func everyRowThatWasDoneIsThere() throws {
        print("killed runs: NETNSBENCH_SEED=\(Self.seed) NETNSBENCH_KILLS=\(Self.kills)")
        var random = Noise(state: Self.seed)
        var withRows = 0
        for number in 0..<Self.kills {
            // Many short processes, or one long one: the parent is killed while it starts them, or while it reads from one.
            let size = number % 2 == 0 ? ["--processes", "500"] : ["--processes", "1", "--repetitions", "5000"]
            try ProgramUnderTest.inFolder { folder in
                let file = folder.appendingPathComponent("a.csv").path
                // One in four while it starts; of the others the time counts from their first row on.
                let told = try killed(
                    options + size + ["-o", file], after: random.below(Self.latest),
                    rowsOf: random.below(4) == 0 ? nil : file)
                let rows = try check(file, told: told)
                if rows > 0 { withRows += 1 }
            }
        }
        print("killed runs: \(withRows) of \(Self.kills) had rows")
        #expect(withRows > Self.kills / 2, "most were killed before they had measured anything")
    }

    /// Reads the file as a user would, and returns how many rows it has.
    private func check(_ file: String, told: Int) throws -> Int {
        guard let bytes = FileManager.default.contents(atPath: file) else {
            #expect(told == 0)
            return 0
        }
        // The header, like every row, is one write.
        guard bytes.contains(UInt8(ascii: "\n")) else {
            #expect(bytes.isEmpty && told == 0)
            return 0
        }
        let lines = lines(file) - 1
        #expect(told <= lines, "\(told) rows were told, \(lines) are there")
        // Between two pages of one write the kernel looks whether the writer was killed (generic_perform_write): then, and only there,
        // a row is cut that nobody was told of. Who reads the file is told, and --resume leaves it out.
        if bytes.last != UInt8(ascii: "\n") {
            #expect(bytes.count % Int(getpagesize()) == 0, "cut after \(bytes.count) bytes")
            #expect(try ProgramUnderTest.run("show", file).status == 1)
            #expect(try lines == 0 || CSVReader.read(path: file, droppingHalfARow: true).rows.count == lines)
            return lines
        }
        let shown = try ProgramUnderTest.run("show", file)
        guard lines > 0 else {
            #expect(shown.status == 1 && shown.errors == "error: \(file): no rows: only a header\n", "\(shown.errors)")
            return 0
        }
        let rows = try CSVReader.read(path: file).rows
        #expect(rows.count == lines)
        #expect(rows.allSatisfy { $0.text("status") != nil && $0.text("campaign") != nil && $0.text("argv") != nil })
        #expect(shown.status == 0 && shown.output.contains("\(lines) row"), "\(shown.errors)")
        let same = try ProgramUnderTest.run("compare", "x=\(file)", "y=\(file)")
        #expect(same.status == 2 && same.errors.contains("hold the same rows"), "\(same.errors)")
        return lines
    }

    /// Starts the program with a terminal for its stderr, kills it, and returns how many rows it had said were done.
    ///
    /// - Parameter file: its first row is waited for.
    private func killed(_ arguments: [String], after microseconds: UInt64, rowsOf file: String?) throws -> Int {
        let terminal = try Terminal()
        let process = ProgramUnderTest.process(arguments)
        let mark = "NETNSBENCH_MARK=\(UUID().uuidString)"
        let pair = mark.split(separator: "=").map(String.init)
        process.environment = ProcessInfo.processInfo.environment.merging([pair[0]: pair[1]]) { $1 }
        process.standardOutput = FileHandle.nullDevice
        process.standardError = terminal.slave
        try process.run()
        while let file, process.isRunning, lines(file) < 2 { usleep(1000) }
        usleep(UInt32(microseconds))
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        #expect(process.terminationReason == .uncaughtSignal, "it was over before it was killed")
        // What it started finds nobody to talk to, and ends with its window.
        var orphans = marked(mark)
        for _ in 0..<3000 {
            if orphans.isEmpty { break }
            usleep(10_000)
            orphans = marked(mark)
        }
        #expect(orphans.isEmpty, "still there: \(orphans)")
        for orphan in orphans { kill(orphan, SIGKILL) }
        let text = try terminal.text()
        let counts = text.split(separator: "\u{1B}[K").compactMap { line -> Int? in
            // A line that was cut off by the kill may end in the number.
            line.contains("/") ? Int(line.prefix { $0.isNumber }) : nil
        }
        return counts.max() ?? 0
    }

    private func lines(_ file: String) -> Int {
        FileManager.default.contents(atPath: file)?.count { $0 == UInt8(ascii: "\n") } ?? 0
    }

    /// The processes that have the mark in their environment.
    private func marked(_ mark: String) -> [pid_t] {
        let folders = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return folders.compactMap { pid_t($0) }.filter { process in
            let environment = FileManager.default.contents(atPath: "/proc/\(process)/environ") ?? Data()
            return environment.range(of: Data(mark.utf8)) != nil
        }
    }
}
