import ArgumentParser
import BenchmarkResults
import CPlatform
import Foundation

/// `netnsbench study compare`, behind `make bench-compare`.
struct StudyCompareCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Compares two large files, made up for it: how much time and memory that takes.",
        discussion: """
            Each file has 40 processes of 50 cases with figures from a seed.

            Exit codes: 0 both bounds hold; 1 one is broken.
            """)

    @Option(help: "Rows of each file.")
    var rows = 100_000

    @Option(help: "The most seconds it may take.")
    var seconds = 5.0

    @Option(help: "The most MiB that may be resident.")
    var mebibytes = 1024.0

    func run() async throws {
        guard (1...3_000_000).contains(rows) else {
            throw ProgramFailure.usage("--rows \(rows) is outside 1 to 3000000.")
        }
        let child = try await Signals.caught { try measured() }
        let peak = Double(child.peakBytes) / 1_048_576
        print(
            String(
                format: "compare of 2 x %ld rows: %.1f s, %.0f MiB (at most %g s, %g MiB)", rows, child.seconds, peak,
                seconds, mebibytes))
        // A child that found a regression has done its work.
        guard [ExitStatus.done.rawValue, ExitStatus.regression.rawValue].contains(child.status) else {
            throw ProgramFailure.failed("compare ended with \(child.status)")
        }
        guard child.seconds <= seconds, peak <= mebibytes else {
            throw ProgramFailure.failed("a comparison costs more than it may")
        }
    }

    /// Writes both files, compares them in a process of its own, and takes them away.
    private func measured() throws -> MeasuredChild {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("netnsbench-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            let paths = try [UInt64(1), 2].map { seed in
                let path = folder.appendingPathComponent("\(seed).csv").path
                try SyntheticCampaign(name: "made-up-\(seed)", rows: rows, seed: seed).write(to: path)
                return path
            }
            let child = try MeasuredChild("/proc/self/exe", ["compare"] + paths)
            let signal = platform_caught_signal()
            if signal != 0 { throw interruption(by: signal) }
            return child
        } catch let failure as ProgramFailure {
            throw failure
        } catch {
            throw ProgramFailure.failed("\(error)")
        }
    }
}
