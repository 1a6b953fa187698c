import ArgumentParser
import BenchmarkResults
import KernelBackend
import NetNamespace
import NetNamespaceBenchmarks
import Torture

/// What a shell may complete, from the same tables that the options are checked against.
enum Completions {
    static let variants = names { Variant.all.map(\.name) }
    static let scenarios = names { Scenario.all.map(\.name) }
    static let kernelOperations = names { KernelOperation.all.map(\.name) }
    static let rtnlLocks = names { RtnlLock.allCases.map(\.rawValue) }
    static let senderModes = names { SenderMode.allCases.map(\.rawValue) }
    static let listLocks = names { ListLock.allCases.map(\.rawValue) }
    static let laws = names { TortureRequest.knownLaws }
    static let injections = names { TortureRequest.knownInjections }
    static let suites = CompletionKind.list(Suite.allCases.map(\.rawValue) + [Backend.kernel.rawValue])
    static let metrics = CompletionKind.list(
        Schema.columns.filter { $0.role == .metric || $0.role == .counter }.map(\.name))
    static let keys = CompletionKind.list(Schema.columns.filter { $0.role == .key }.map(\.name))
    static let results = CompletionKind.file(extensions: ["csv"])

    /// A list with commas between its words, none of them twice.
    private static func names(_ known: @escaping @Sendable () -> [String]) -> CompletionKind {
        .custom { _, _, prefix in candidates(prefix, known()) }
    }

    /// What may stand in place of `prefix`, the words before its last comma kept.
    static func candidates(_ prefix: String, _ known: [String]) -> [String] {
        let words = prefix.split(separator: ",", omittingEmptySubsequences: false).dropLast().map(String.init)
        let kept = words.map { $0 + "," }.joined()
        return known.filter { !words.contains($0) }.map { kept + $0 }
    }
}
