import ArgumentParser
import BenchmarkResults
import Comparing
import Foundation
import Report
import Statistics

/// `netnsbench study aa`, behind `make aa`.
struct StudyAACommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "aa",
        abstract: "Duels of two copies of this program: how often identical builds are called different.",
        discussion: """
            Exit codes: 0 the promise holds here; 1 a case was called a regression, or a share that is promised to be at most
            5 % is larger.
            """)

    @Option(help: "Duels.")
    var duels = 24

    @Option(help: "Pairs of blocks in each; as many as a verdict needs by default.")
    var pairs: Int?

    @Option(help: "Of everything random.")
    var seed: UInt64?

    @Argument(parsing: .postTerminator, help: "Options of run, after `--`.")
    var runOptions: [String] = []

    /// Cases of one thread and of two, with a drain and without, in windows as short as they can be.
    private static let usual = [
        "--scenario", "for_each_net,rtnl_unlock", "--variant", "net_list_mutex,rtnl_retry,rcu_mb,rcu_qsbr",
        "--namespaces", "64", "--readers", "1,2", "--updaters", "0", "--lockers", "1,2", "--senders", "0", "--pending",
        "0",
        "--duration", "10ms", "--warmup", "2ms",
    ]

    func run() async throws {
        guard (3...10_000).contains(duels) else {
            throw ProgramFailure.usage("--duels \(duels) is outside 3 to 10000.")
        }
        let options = runOptions.isEmpty ? Self.usual : runOptions
        let copies = try ProgramCopies()
        defer { copies.remove() }
        var study = try await Signals.caught { try await measured(copies, options) }
        study.compareCampaigns()
        print(study.grid.plain(), ([study.remarks] + study.errors).joined(separator: "\n"), separator: "\n")
        if study.isRefuted {
            throw ProgramFailure.failed("identical builds were called different more often than promised")
        }
    }

    private func measured(_ copies: ProgramCopies, _ options: [String]) async throws -> AAStudy {
        let builds = try await Duellists(programs: copies.paths, revision: nil)
        let first = seed ?? UInt64.random(in: 0...UInt64(UInt32.max))
        var study = AAStudy()
        let selfDuels = SelfDuels(
            builds: builds, options: options, name: "aa-\(first)", argv: "netnsbench study aa", seed: first)
        let signal = try await selfDuels.measure(
            duels, pairs: pairs,
            announce: { writeToStandardError("\(duels) duels, each: \($0.sentence) Seed \(first).\n") },
            onCampaign: { rows, _, _ in
                study.add(old: rows.old, new: rows.new)
                let tally = study.paired
                writeToStandardError(
                    "\(study.count) of \(duels) duels: \(tally.different) of \(tally.all) cases called different\n")
            })
        if let signal { throw interruption(by: signal) }
        return study
    }
}

/// Two copies of this program, in two files.
struct ProgramCopies {
    /// The folder of both.
    private let folder: URL
    /// Their paths.
    let paths: [String]

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("netnsbench-\(UUID().uuidString)")
        paths = ["old", "new"].map { [folder] in folder.appendingPathComponent($0).path }
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().path
            for path in paths { try FileManager.default.copyItem(atPath: program, toPath: path) }
        } catch {
            throw ProgramFailure.failed("cannot copy this program to \(folder.path): \(error.localizedDescription)")
        }
    }

    /// Takes both away.
    func remove() { try? FileManager.default.removeItem(at: folder) }
}
