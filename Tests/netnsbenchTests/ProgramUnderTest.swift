import BenchmarkResults
import Foundation

/// What the program said and how it ended.
struct Outcome {
    let status: Int32
    let output: String
    let errors: String
}

/// The built program, run as its user runs it.
enum ProgramUnderTest {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../..")
        .standardized

    /// Beside the test runner; else where SwiftPM puts it by default.
    static let path: String = {
        let runner = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        let beside = runner.appendingPathComponent("netnsbench").path
        return FileManager.default.isExecutableFile(atPath: beside)
            ? beside : root.appendingPathComponent(".build/debug/netnsbench").path
    }()

    static func process(_ arguments: [String]) -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.currentDirectoryURL = FileManager.default.temporaryDirectory
        process.standardInput = FileHandle.nullDevice
        process.environment = environment()
        return process
    }

    /// The environment of the tests, without what says how a terminal is to look, and with `changes`.
    static func environment(_ changes: [String: String] = [:]) -> [String: String] {
        let looks = ["NO_COLOR", "CLICOLOR_FORCE", "COLUMNS", "TERM"]
        return ProcessInfo.processInfo.environment.filter { !looks.contains($0.key) }.merging(changes) { $1 }
    }

    static func run(_ arguments: String...) throws -> Outcome { try run(arguments) }

    /// - Parameter directory: where it runs; any folder without it.
    static func run(_ arguments: [String], in directory: URL? = nil) throws -> Outcome {
        let process = process(arguments)
        if let directory { process.currentDirectoryURL = directory }
        return try outcome(of: process)
    }

    /// Runs it to its end.
    static func outcome(of process: Process) throws -> Outcome {
        let folder = try temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        // Files, not pipes: nobody has to drain them while the program writes.
        let files = [folder.appendingPathComponent("out"), folder.appendingPathComponent("err")]
        for file in files { _ = FileManager.default.createFile(atPath: file.path, contents: nil) }
        let handles = try files.map { try FileHandle(forWritingTo: $0) }
        process.standardOutput = handles[0]
        process.standardError = handles[1]
        try process.run()
        process.waitUntilExit()
        let texts = try files.map { String(decoding: try Data(contentsOf: $0), as: UTF8.self) }
        return Outcome(status: process.terminationStatus, output: texts[0], errors: texts[1])
    }

    static func temporaryFolder() throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("netnsbench-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }

    /// A folder that is gone when `body` has ended.
    static func inFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
        let folder = try temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        return try body(folder)
    }
}

/// The options of a run that measures next to nothing.
let short = ["--allow-debug", "--duration", "1ms", "--warmup", "1ms"]
