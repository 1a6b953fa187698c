import ArgumentParser
import Campaigns
import KernelBackend
import Report

/// Prints which operation takes which lock here: a worker's part of `reality --verify-locks`.
struct KernelLocksCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kernel-locks", abstract: "Looks up which locks the running kernel takes.", shouldDisplay: false)

    func run() throws {
        let findings: [LockMapping.Finding]
        do {
            findings = try LockMapping.verified()
        } catch {
            throw ProgramFailure(status: .unavailable, message: "\(error)")
        }
        let grid = TextGrid(
            titles: ["operation", "waits for rtnl", "for another", "operations", "verdict", "seen"],
            numeric: [1, 2, 3],
            rows: findings.map { finding in
                [
                    finding.operation.name, "\(finding.rtnlWaits)", "\(finding.sharedWaits)", "\(finding.operations)",
                    finding.verdict.rawValue, finding.sentence,
                ]
            })
        print(grid.plain())
        let different = findings.filter { $0.verdict == .differs }
        if !different.isEmpty {
            throw ProgramFailure.failed(
                "\(different.map(\.operation.name).joined(separator: ", ")): not the lock that was found on kernel "
                    + "\(KernelOperation.checkedKernel); what `reality` calls a walk under rtnl, a mutex or RCU is something else here"
            )
        }
    }

    /// Starts the worker and prints what it says.
    static func verify() async throws {
        let build = try await Build(path: "/proc/self/exe")
        let worker = Execution(
            program: build.program, arguments: WorkerProcess.words(.machine) + ["kernel-locks"])
        let (output, end) = try await worker.output()
        print(output, terminator: "")
        guard end.exitCode != 0 else { return }
        let line = end.complaints.split(separator: "\n").first.map(String.init) ?? end.description
        let sentence = line.hasPrefix("error: ") ? String(line.dropFirst(7)) : "the worker failed: \(line)"
        throw ProgramFailure(status: end.exitCode == 5 ? .unavailable : .failed, message: sentence)
    }
}
