import BenchmarkResults
import Foundation
import Testing

@testable import Bridges

/// Debian's compare.py (package libbenchmark-tools), with a Python that has what it needs.
enum CompareTool {
    static let path = "/usr/share/benchmark/compare.py"

    /// The first Python on the search path that has scipy; compare.py starts whatever `python3` comes first.
    static let python: String? = {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin").split(separator: ":")
        return folders.map { "\($0)/python3" }.first { candidate in
            FileManager.default.isExecutableFile(atPath: candidate)
                && (try? run(candidate, ["-c", "import numpy, scipy.stats"]))?.status == 0
        }
    }()

    static var isThere: Bool { FileManager.default.fileExists(atPath: path) && python != nil }

    static func run(_ program: String, _ arguments: [String]) throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, output)
    }
}

@Suite struct CompareToolTests {
    @Test(
        .enabled(
            if: CompareTool.isThere,
            "needs /usr/share/benchmark/compare.py (libbenchmark-tools) and a python3 with scipy (python3-scipy)"))
    func compareShowsEveryCaseAndTheUTest() throws {
        func rows(_ factor: Double) -> [ResultRow] {
            (1...10).flatMap { repetition in
                [
                    row(repetition: repetition, ns: factor * (40 + Double(repetition) / 10)),
                    row(variant: "net_list_mutex", repetition: repetition, ns: 360 + Double(repetition)),
                    row(
                        variant: "say \"hi\" <b>", repetition: repetition, ns: 1 + Double(repetition),
                        with: [
                            "updaters": .integer(1), "cpu": .text("ä \"x\""),
                        ]),
                    row(variant: "not valid", repetition: repetition, valid: false),
                ]
            }
        }
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("bridges-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let files = ["old.json", "new.json"].map { folder.appendingPathComponent($0) }
        for (url, factor) in zip(files, [1, 1.5]) {
            try Data(exported(rows(factor), .googleBenchmarkJSON).utf8).write(to: url)
        }
        let outcome = try CompareTool.run(
            try #require(CompareTool.python), [CompareTool.path, "--no-color", "benchmarks"] + files.map(\.path))
        #expect(outcome.status == 0)
        let lines = outcome.output.split(separator: "\n").map(String.init)
        let names = [
            "for_each_net/rcu_qsbr/namespaces:64/readers:2", "for_each_net/net_list_mutex/namespaces:64/readers:2",
            "for_each_net/say \"hi\" <b>/namespaces:64/readers:2/updaters:1",
        ].map { $0 + "/iterations:1/repeats:10/manual_time" }
        for name in names {
            #expect(lines.count { $0.hasPrefix(name + " ") } == 10, "a line per repetition\n\(outcome.output)")
            #expect(lines.contains { $0.hasPrefix(name + "_pvalue ") && $0.contains("U Test, Repetitions: 10 vs 10") })
        }
        #expect(lines.contains { $0.hasPrefix(names[0] + " ") && $0.contains("+0.5000") })
        #expect(!outcome.output.contains("not valid"))
        #expect(lines.contains { $0.hasPrefix("OVERALL_GEOMEAN") })
    }
}
