import Campaigns
import Foundation

/// A copy of the C sources that may be changed, and the ways to build the torture from it.
struct Workshop: Sendable {
    /// The folder of everything.
    let folder: String
    /// Its copy of the C sources.
    private var sources: String { folder + "/CSupport" }
    /// The folder of the torture program's sources.
    private var torture: String { sources + "/CNetTorture" }
    /// The folder of the Swift runtime, which clang's ThreadSanitizer needs.
    private let runtime: String

    /// Copies the sources.
    init(folder: String, sources: String) async throws {
        self.folder = folder
        let (resources, _) = try await Execution(program: "/usr/bin/env", arguments: ["clang", "-print-resource-dir"])
            .text()
        runtime = URL(fileURLWithPath: resources + "/../../swift/linux").standardizedFileURL.path
        try Self.trying("copy \(sources)") {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try FileManager.default.copyItem(atPath: sources, toPath: self.sources)
        }
    }

    /// The torture program's sources, the model's among them.
    func allSources() throws -> [String] {
        try Self.trying("list the sources") {
            try ["/CNetTorture", "/CNetNamespace", "/CNetNamespace/variants"].flatMap { place in
                try FileManager.default.contentsOfDirectory(atPath: sources + place).filter { $0.hasSuffix(".c") }
                    .sorted().map { place + "/" + $0 }
            } + ["/CPlatform/stacks.c"]
        }
    }

    /// Makes a change, lets `body` work with it, and takes it back.
    func with<Result>(_ mutant: Mutant, _ body: () async throws -> Result) async throws -> Result {
        let path = sources + "/CNetNamespace/" + mutant.file
        let text = try Self.trying("read \(mutant.file)") { try String(contentsOfFile: path, encoding: .utf8) }
        let changed = try mutant.applied(to: text)
        func write(_ text: String) throws {
            try Self.trying("write \(mutant.file)") { try text.write(toFile: path, atomically: false, encoding: .utf8) }
        }
        try write(changed)
        do {
            let result = try await body()
            try write(text)
            return result
        } catch {
            try write(text)
            throw error
        }
    }

    /// Compiles sources into objects of `place`; the compiler's words and its exit code.
    func compile(_ names: [String], rung: Rung, into place: String) async throws -> (String, Int32) {
        try Self.trying("make \(place)") {
            try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
        }
        let common = [
            "-std=gnu11", "-g", "-O1", "-DNET_DEBUG", "-MMD", "-I\(sources)/CNetNamespace",
            "-I\(sources)/CNetNamespace/variants", "-I\(sources)/CPlatform/include", "-I\(torture)",
        ]
        return try await Execution(
            program: "/usr/bin/env",
            arguments: ["-C", place, "clang"] + common + rung.compilerFlags + names.map { sources + $0 }
        ).text(errors: true)
    }

    /// Links objects to a program.
    func link(_ objects: [String], rung: Rung, to program: String) async throws {
        let libraries = ["-lurcu-memb", "-lurcu-mb", "-lurcu-qsbr", "-lurcu-bp", "-lpthread"]
        let (text, status) = try await Execution(
            program: "/usr/bin/env",
            arguments: ["clang", "-o", program] + objects + libraries + rung.linkerFlags(runtime: runtime)
        ).text(errors: true)
        guard status == 0 else { throw ProgramFailure.failed("cannot link the torture program: \(text)") }
    }

    /// Does something with files, and says what when it fails.
    static func trying<Result>(_ what: String, _ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch {
            throw ProgramFailure.failed("cannot \(what): \(error.localizedDescription)")
        }
    }
}

/// The objects of the sources as they are, per rung, and which sources read which file.
struct Objects: Sendable {
    private let folder: String
    private let sources: [String]
    /// Per source, the text that the compiler wrote of what it read.
    private let dependencies: [String: String]

    /// Compiles everything for these rungs.
    init(of workshop: Workshop, rungs: [Rung]) async throws {
        folder = workshop.folder + "/objects"
        sources = try workshop.allSources()
        for rung in Rung.allCases where rungs.contains(rung) || rung == .torture {
            let (text, status) = try await workshop.compile(sources, rung: rung, into: folder + "/" + rung.rawValue)
            guard status == 0 else {
                throw ProgramFailure.failed("the sources as they are do not pass the rung \(rung.rawValue): \(text)")
            }
        }
        let folder = folder
        dependencies = try Dictionary(
            uniqueKeysWithValues: sources.map { source in
                let path = Self.object(source, in: folder + "/torture").dropLast() + "d"
                return (
                    source,
                    try Workshop.trying("read \(path)") { try String(contentsOfFile: String(path), encoding: .utf8) }
                )
            })
    }

    /// The sources that a change of this file of the model concerns.
    func readers(of file: String) -> [String] {
        sources.filter { dependencies[$0]?.contains("/CNetNamespace/\(file)") ?? false }
    }

    /// Every object of a program in which `changed` were compiled into `place`.
    func list(_ rung: Rung, changed: [String], in place: String) -> [String] {
        sources.map { Self.object($0, in: changed.contains($0) ? place : folder + "/" + rung.rawValue) }
    }

    private static func object(_ source: String, in folder: String) -> String {
        folder + "/" + (source.split(separator: "/").last ?? "").dropLast() + "o"
    }
}
