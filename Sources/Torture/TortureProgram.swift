import Campaigns
import Glibc

/// Why a variant could not be tortured.
public struct TortureError: Error, CustomStringConvertible {
    /// One sentence.
    public let description: String
}

/// `nettorture`, the program in C that tortures one variant in a build of the model that checks its laws.
public struct TortureProgram: Sendable {
    /// Its path.
    public let path: String

    /// The program at `path`.
    public init(path: String) { self.path = path }

    /// The one that was built beside this program; nil where there is none.
    public static func besideThisProgram() -> TortureProgram? {
        var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
        let length = readlink("/proc/self/exe", &buffer, buffer.count)
        guard length > 0 else { return nil }
        let own = String(decoding: buffer.prefix(length), as: UTF8.self)
        guard let slash = own.lastIndex(of: "/") else { return nil }
        let path = own[..<slash] + "/nettorture"
        return access(String(path), X_OK) == 0 ? TortureProgram(path: String(path)) : nil
    }

    /// Tortures one variant, and where a law was broken tries to show it again.
    ///
    /// - Throws: `TortureError` where the program cannot be run, or rejects what it was asked.
    public func torture(_ variant: String, _ request: TortureRequest) async throws -> VariantResult {
        let (records, end) = try await run(variant, request)
        var result = VariantResult(
            variant: variant, records: records, laws: request.laws.map(Set.init),
            end: Self.surprise(records, end), stacks: await StackSymbols.named(in: end.complaints))
        // What the records do not account for is not well.
        if end.exitCode != 0, result.isAsExpected, !records.contains(where: \.isBroken) {
            result.blame(
                Violation(
                    law: "L5", schedule: "both", seed: request.seed,
                    evidence: "nettorture ended with \(end.description)"),
                replay: nil)
        }
        for case .broken(let law, let schedule, let seed, let evidence) in records {
            let violation = Violation(law: law, schedule: schedule, seed: seed, evidence: evidence)
            result.blame(violation, replay: try await again(variant, request, violation))
        }
        return result
    }

    private func run(_ variant: String, _ request: TortureRequest) async throws -> ([TortureRecord], ExecutionEnd) {
        let execution = Execution(program: path, arguments: request.arguments(for: variant))
        let (output, end): (String, ExecutionEnd)
        do {
            (output, end) = try await execution.output()
        } catch {
            throw TortureError(description: "cannot run \(path): \(error)")
        }
        if end.exitCode == 2 { throw TortureError(description: end.complaints.trimmed) }
        let lines = output.split(separator: "\n")
        return (lines.compactMap { TortureRecord(line: $0) }, end)
    }

    /// An end that no record accounts for: a sanitizer's report, a signal, a time that ran out.
    private static func surprise(_ records: [TortureRecord], _ end: ExecutionEnd) -> String? {
        let isTold = records.contains { $0.isBroken || $0 == .done }
        guard !isTold else { return nil }
        let report = end.complaints.split(separator: "\n").first { $0.contains("ERROR:") || $0.contains("WARNING:") }
        return "the program ended with \(end.description)\(report.map { ": \($0)" } ?? "")"
    }

    /// The rate at which a violation shows again: a serial schedule must, a free race may.
    private func again(_ variant: String, _ request: TortureRequest, _ violation: Violation) async throws -> String {
        var single = request
        single.seed = violation.seed
        single.schedule = violation.schedule
        single.episodes = 1
        let tries = violation.schedule == "serial" ? 1 : 10
        var seen = 0
        for _ in 0..<tries {
            let (records, end) = try await run(variant, single)
            let isBroken = records.contains {
                if case .broken(violation.law, _, _, _) = $0 { return true }
                return false
            }
            if isBroken || Self.surprise(records, end) != nil { seen += 1 }
        }
        let rate = "seen again in \(seen) of \(tries) \(tries == 1 ? "try" : "tries")"
        return request.replay(of: variant, schedule: violation.schedule, seed: violation.seed) + " (\(rate))"
    }
}

extension String {
    fileprivate var trimmed: String { split(whereSeparator: \.isNewline).joined(separator: " ") }
}
