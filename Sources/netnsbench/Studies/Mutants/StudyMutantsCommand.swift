import ArgumentParser
import Foundation
import NetNamespace

/// `netnsbench study mutants`, behind `make mutants`.
struct StudyMutantsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mutants",
        abstract: "Changes the model for the worse, line by line: does the ladder of checks notice each?",
        discussion: """
            Exit codes: 0 every mutant was killed or is explained; 1 one is alive, was missed by a rung that should have
            noticed it, or was killed although it is explained; or the sources as they are do not pass.
            """)

    @Option(help: "Names of mutants or negative controls, separated by commas.")
    var only: String?

    @Option(help: "Rungs to try, separated by commas: compile, torture, asan, tsan.")
    var rungs: String?

    @Option(help: "Seconds of torture for each variant and rung.")
    var seconds = 3.0

    @Option(help: "How many are tried at a time.")
    var workers = 3

    @Flag(help: "Only the mutants that the table marks, each by one rung.")
    var short = false

    @Flag(help: "The negative controls instead of the mutants.")
    var controls = false

    @Option(help: "The folder of the C sources.")
    var sources = "CSupport"

    @Option(help: "The table of mutants.")
    var table = "Tests/Mutants/mutants"

    func run() async throws {
        guard (0.1...3600).contains(seconds), (1...64).contains(workers) else {
            throw ProgramFailure.usage("--seconds is 0.1 to 3600, --workers 1 to 64.")
        }
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("netnsbench-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let matrix = try await Signals.caught { try await measured(in: folder.path) }
        print(matrix.grid.plain(), ([matrix.figures] + matrix.complaints).joined(separator: "\n"), separator: "\n")
        guard matrix.complaints.isEmpty else {
            throw ProgramFailure.failed("the ladder of checks is not what the table says")
        }
    }

    private func measured(in folder: String) async throws -> KillMatrix {
        let rungs: [Rung]? = try rungs.map { list in
            try list.split(separator: ",").map { try Rung.named(String($0), at: "--rungs") }
        }
        let study = try await KillStudy(
            sources: sources, folder: folder, rungs: rungs ?? Rung.allCases, seconds: seconds, workers: workers)
        let real = Variant.all.filter { !$0.isNegativeControl && !$0.isReadOnly }.map(\.name)
        if controls {
            let names = try chosen(Variant.all.filter(\.isNegativeControl).map(\.name), \.self)
            try await study.checkPristine(real)
            return try await study.climb(controls: names)
        }
        let mutants = try chosen(MutantTable.read(table), \.name).filter { !short || $0.short != nil }
        try await study.checkPristine(real.filter { name in mutants.contains { $0.variants.contains(name) } })
        return try await study.climb(mutants, sources: sources, short: short)
    }

    /// Those of `--only`, or all.
    private func chosen<Element>(_ all: [Element], _ name: (Element) -> String) throws -> [Element] {
        guard let names = only?.split(separator: ",").map(String.init) else { return all }
        for word in names where !all.contains(where: { name($0) == word }) {
            throw unknownValue("name", word, known: all.map(name))
        }
        return all.filter { names.contains(name($0)) }
    }
}
