import BenchmarkResults
import Comparing
import Foundation
import Testing

/// A disk that is full, and a file that is as large as it may be: exit code 1, one sentence, and what was written is readable.
@Suite(.serialized) struct FullDiskTests {
    /// Runs lines of bash in a folder; `$P` is the program.
    func bash(_ lines: String, _ words: [String] = [], in folder: URL) throws -> Outcome {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: words.first ?? "/bin/bash")
        process.arguments = words.dropFirst() + (words.isEmpty ? [] : ["/bin/bash"]) + ["-c", lines]
        process.environment = ["P": ProgramUnderTest.path, "PATH": "/usr/bin:/bin:/usr/sbin:/sbin"]
        process.currentDirectoryURL = folder
        process.standardInput = FileHandle.nullDevice
        return try ProgramUnderTest.outcome(of: process)
    }

    /// Runs lines of bash with a file system of 64 KiB in `m`, which nobody else sees; false where there can be none.
    func withSmallDisk(_ lines: String, in folder: URL, _ check: (Outcome) throws -> Void) throws {
        try FileManager.default.createDirectory(
            at: folder.appendingPathComponent("m"), withIntermediateDirectories: false)
        let mount = "mount -t tmpfs -o size=64k none m || exit 77\n"
        let outcome = try bash(mount + lines, ["/usr/bin/unshare", getuid() == 0 ? "-m" : "-rm"], in: folder)
        if outcome.status == 77 || outcome.errors.hasPrefix("unshare: ") {
            return print("skipped: no file system can be mounted here: \(outcome.errors)")
        }
        try check(outcome)
    }

    private let run = "run \(short.joined(separator: " ")) --scenario empty --repetitions 1000"

    @Test func aRunKeepsTheRowsThatFit() throws {
        try ProgramUnderTest.inFolder { folder in
            let lines =
                "\"$P\" \(run) -o m/a.csv; code=$?; cp m/a.csv . && \"$P\" show m/a.csv >/dev/null && exit $code"
            try withSmallDisk(lines, in: folder) { outcome in
                #expect(outcome.status == 1)
                let sentence = "error: m/a.csv: cannot be written: No space left on device; earlier rows are intact\n"
                #expect(outcome.errors.hasSuffix(sentence), "\(outcome.errors)")
                let file = try CSVReader.read(path: folder.appendingPathComponent("a.csv").path)
                #expect(file.rows.count > 20)
            }
        }
    }

    /// The shell's limit stands for a quota, and nobody has to be root.
    @Test func aFileAsLargeAsItMayBeIsAFullDisk() throws {
        try ProgramUnderTest.inFolder { folder in
            let outcome = try bash("ulimit -f 32; \"$P\" \(run) -o a.csv", in: folder)
            #expect(outcome.status == 1, "\(outcome.errors)")
            #expect(
                outcome.errors.hasSuffix("error: a.csv: cannot be written: File too large; earlier rows are intact\n"))
            let file = folder.appendingPathComponent("a.csv")
            #expect(try CSVReader.read(path: file.path).rows.count > 10)
            #expect(try Data(contentsOf: file).count <= 32 << 10)
        }
    }

    @Test func anExportThatDoesNotFitLeavesNothing() throws {
        try ProgramUnderTest.inFolder { folder in
            #expect(try bash("\"$P\" \(run) --repetitions 100 -o a.csv", in: folder).status == 0)
            let lines =
                "\"$P\" export --format json a.csv -o m/a.json; code=$?; test -e m/a.json && exit 99; exit $code"
            try withSmallDisk(lines, in: folder) { outcome in
                #expect(outcome.status == 1)
                #expect(outcome.errors == "error: m/a.json: cannot be written: No space left on device\n")
            }
        }
    }

    /// A calibration is read whole, so half a line in it would cost all of them.
    @Test func aCalibrationThatDoesNotFitLeavesTheOthers() throws {
        try ProgramUnderTest.inFolder { folder in
            let line = "1,for_each_net/x,ns_per_op,none,0.02,0.004,cpu,0-1,max,6.1,,6,5,0.0123,0.01,,0.002,0123,c\n"
            // One page, all but some bytes: what comes crosses its end, and there is no other.
            let count = (4090 - CalibrationFile.headerLine.utf8.count) / line.utf8.count
            let text = CalibrationFile.headerLine + String(repeating: line, count: count)
            try Data(text.utf8).write(to: folder.appendingPathComponent("before.csv"))
            let lines = """
                cp before.csv m/c.csv; cat /dev/zero >m/fill 2>/dev/null
                "$P" calibrate --campaigns 2 --pairs 4 --out m/c.csv -- \(short.joined(separator: " ")) --scenario empty --duration 20ms
                code=$?; cmp before.csv m/c.csv || exit 99; exit $code
                """
            try withSmallDisk(lines, in: folder) { outcome in
                #expect(outcome.status == 1, "\(outcome.errors)")
                let sentence = "error: m/c.csv: cannot be written: No space left on device; earlier rows are intact\n"
                #expect(outcome.errors.hasSuffix(sentence), "\(outcome.errors)")
            }
        }
    }
}
