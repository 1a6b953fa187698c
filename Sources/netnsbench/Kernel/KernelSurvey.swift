import ArgumentParser
import Campaigns
import KernelBackend

/// What the running kernel lets this user measure: asked by a worker on each ground, before anything is opened.
struct KernelSurvey {
    /// By ground: why there is none, or why operations and numbers of namespaces are not to be had.
    private var findings: [KernelGround: Findings] = [:]

    private struct Findings {
        var none: String?
        var operations: [String: String] = [:]
        var namespaces: [Int: String] = [:]
    }

    /// Asks about those cases.
    init(_ cases: [KernelCase]) async throws {
        let build = try await Build(path: "/proc/self/exe")
        for ground in KernelGround.allCases {
            let parameters = cases.map(\.parameters).filter { $0.ground == ground }
            guard !parameters.isEmpty else { continue }
            let numbers = Set(parameters.map(\.namespaces)).sorted().map(String.init).joined(separator: ",")
            let threads = parameters.map(\.threads).max() ?? 1
            let words = ["kernel-probe", "--namespaces", numbers, "--threads", "\(threads)"]
            let worker = Execution(program: build.program, arguments: WorkerProcess.words(ground) + words)
            let (output, end) = try await worker.output()
            findings[ground] = Self.findings(output, end)
        }
    }

    private static func findings(_ output: String, _ end: ExecutionEnd) -> Findings {
        var findings = Findings()
        guard end.exitCode == 0 else {
            let line = end.complaints.split(separator: "\n").first.map(String.init) ?? end.description
            findings.none = line.hasPrefix("error: ") ? String(line.dropFirst(7)) : "the worker failed: \(line)"
            return findings
        }
        for line in output.split(separator: "\n") {
            let fields = line.split(separator: "\t", maxSplits: 2).map(String.init)
            guard fields.count == 3 else { continue }
            if let number = Int(fields[1]) {
                findings.namespaces[number] = fields[2]
            } else {
                findings.operations[fields[1]] = fields[2]
            }
        }
        return findings
    }

    /// Why the case cannot be measured here: one sentence; nil where it can.
    func refusal(of kernelCase: KernelCase) -> String? {
        let parameters = kernelCase.parameters
        guard let findings = findings[parameters.ground] else { return nil }
        if let none = findings.none ?? findings.namespaces[parameters.namespaces] { return none }
        return parameters.operations.lazy.compactMap { findings.operations[$0.name] }.first
    }
}

/// Tries every operation once, and says which cannot be done, and why: a worker's answer to `KernelSurvey`.
struct KernelProbeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kernel-probe", abstract: "Tells what this user may measure of the running kernel.",
        shouldDisplay: false)

    @Option var namespaces: ListOfNumbers
    @Option var threads: Int

    func run() throws {
        let refusals: KernelRefusals
        do {
            refusals = try KernelRefusals(namespaces: namespaces.values, threads: threads)
        } catch {
            throw ProgramFailure(status: .unavailable, message: "\(error)")
        }
        for (subject, reason) in refusals.reasons { print("refused\t\(subject)\t\(reason)") }
    }
}
