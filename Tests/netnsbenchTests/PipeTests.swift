import BenchmarkResults
import Foundation
import Testing

/// Pipes in the place of files, and pipes that nobody reads.
@Suite struct PipeTests {
    /// Runs a line of bash in a folder; `$P` is the program.
    func bash(_ line: String, _ body: (Outcome, URL) throws -> Void) throws {
        try ProgramUnderTest.inFolder { folder in
            let url = folder.appendingPathComponent("a.csv")
            let writer = try CSVWriter(path: url.path, force: true)
            // More than a pipe and a buffer hold.
            for number: Int64 in 1...700 {
                var row = ResultRow()
                row["schema"] = .integer(1)
                row["campaign"] = .text("c")
                row["repetition"] = .integer(1)
                row["scenario"] = .text("for_each_net")
                row["variant"] = .text("rcu_qsbr")
                row["namespaces"] = .integer(number)
                row["ns_per_op"] = .number(40)
                row["valid"] = .flag(true)
                try writer.write(row)
            }
            try writer.close()
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/bin/bash")
            process.arguments = ["-c", line]
            process.environment = ["P": ProgramUnderTest.path, "PATH": "/usr/bin:/bin"]
            process.currentDirectoryURL = folder
            process.standardInput = FileHandle.nullDevice
            try body(try ProgramUnderTest.outcome(of: process), folder)
        }
    }

    /// A file is a file, whichever way a shell hands it over.
    @Test(arguments: [
        "\"$P\" show <(cat a.csv)", "\"$P\" export --format json <(cat a.csv)",
        "\"$P\" compare a.csv <(sed s/,c,/,d,/ a.csv)",
        "\"$P\" export --format gbench-json a.csv 2>/dev/null | \"$P\" import /dev/stdin",
        "\"$P\" import <(\"$P\" export --format gbench-json a.csv 2>/dev/null)",
        "mkfifo p; cat a.csv >p & \"$P\" show p",
    ]) func aSubstitutedProcessIsRead(_ line: String) throws {
        try bash(line) { outcome, _ in
            #expect(outcome.status == 0, "\(outcome.errors)")
            #expect(outcome.output.contains("rcu_qsbr") || outcome.output.contains("ns_per_op"))
            #expect(outcome.errors.contains("waiting for") == line.contains("mkfifo"), "\(outcome.errors)")
        }
    }

    /// A pipe that nobody writes to is waited for, and the program says so; what is added to is no pipe.
    @Test(arguments: ["show p", "import p", "export --format json p", "run --cases p --dry-run", "compare a.csv p"])
    func aPipeWithoutAWriterIsAnnounced(_ words: String) throws {
        // The sentence is there before the writer comes; then one comes and has nothing to say.
        let line = """
            mkfifo p; "$P" \(words) 2>err & until grep -q "waiting for somebody to write to the pipe" err; do
            kill -0 $! || exit 99; done; : >p; wait $!; code=$?; cat err >&2; exit $code
            """
        try bash(line) { outcome, _ in
            #expect(outcome.status == (words.hasPrefix("run") ? 2 : 1), "\(outcome.errors)")
            #expect(outcome.errors.contains("waiting for somebody to write to the pipe p\nerror: "))
        }
    }

    @Test(arguments: ["run --allow-debug --resume p", "calibrate --campaigns 2 --out p"])
    func whatIsAddedToIsNoPipe(_ words: String) throws {
        try bash("mkfifo p; \"$P\" \(words)") { outcome, _ in
            #expect(outcome.status == 1 && outcome.errors.hasPrefix("error: p: not a file"), "\(outcome.errors)")
        }
    }

    /// Nobody reads what is printed: exit code 1 and one sentence, whether it fits a buffer or not.
    @Test(arguments: [
        "show a.csv", "list", "list --format json", "export --format json a.csv", "compare --by namespaces a.csv",
        "--help", "run --suite quick --dry-run", "import s",
    ]) func whatCannotBePrintedIsExitCode1(_ words: String) throws {
        let summary = "SUMMARY t testdur 1 nr_readers 1 nr_writers 0 nr_reads 1 nr_writes 0"
        for place in [">/dev/full", "| true"] {
            let line =
                "echo \(summary) >s; set -o pipefail; sleep 0 | { \"$P\" \(words) 2>err; echo $? >code; } \(place)"
            let closed = "echo \(summary) >s; exec 3> >(exec true); wait $!; \"$P\" \(words) 2>err >&3; echo $? >code"
            try bash(place == "| true" ? closed : line) { outcome, folder in
                func text(_ name: String) throws -> String {
                    try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
                }
                let (code, errors) = (try text("code"), try text("err"))
                let reason = place == "| true" ? "Broken pipe" : "No space left on device"
                #expect(code == "1\n", "\(errors)")
                #expect(errors.contains("error: ") && errors.contains(reason), "\(errors)")
            }
        }
    }

    /// A reader that has enough after a line.
    @Test func aRunWhoseReaderLeavesEnds() throws {
        let run = "run \(short.joined(separator: " ")) --scenario empty --repetitions 2000 -o -"
        try bash("{ \"$P\" \(run) 2>err; echo $? >code; } | head -1") { outcome, folder in
            #expect(outcome.output.hasPrefix("schema,"))
            let code = try String(contentsOf: folder.appendingPathComponent("code"), encoding: .utf8)
            let errors = try String(contentsOf: folder.appendingPathComponent("err"), encoding: .utf8)
            #expect(code == "1\n")
            #expect(errors.contains("error: standard output: cannot be written: Broken pipe"), "\(errors)")
        }
    }
}
