import BenchmarkResults
import Foundation
import TestSupport
import Testing

/// `netnsbench report`, as its users meet it.
@Suite(.serialized) struct ReportCommandTests {
    /// A result file.
    static func write(_ rows: [ResultRow], to url: URL) throws {
        try CSVWriter.text(of: rows).write(to: url, atomically: true, encoding: .utf8)
    }

    private func inFolder(_ body: (URL, String) throws -> Void) throws {
        try ProgramUnderTest.inFolder { folder in
            let file = folder.appendingPathComponent("run.csv")
            try Self.write(scalingRows(exponents: ["net_list_mutex": 0, "rtnl_retry": 1]), to: file)
            try body(folder, file.path)
        }
    }

    @Test func theFileIsOnePageAndIsNotReplacedUnasked() throws {
        try inFolder { folder, file in
            let page = folder.appendingPathComponent("page.html").path
            let first = try ProgramUnderTest.run("report", file, "-o", page)
            #expect(first.status == 0, "\(first.errors)")
            let html = try String(contentsOfFile: page, encoding: .utf8)
            #expect(html.hasPrefix("<!DOCTYPE html>") && html.hasSuffix("</html>\n"))
            #expect(html.contains("Shortest is net_list_mutex in for_each_net"))
            #expect(!html.contains("http://") && !html.contains("https://"))
            let second = try ProgramUnderTest.run("report", file, "-o", page)
            #expect(second.status == 1 && second.errors.contains("replace it with --force"))
            #expect(try ProgramUnderTest.run("report", file, "-o", page, "--force").status == 0)
        }
    }

    @Test func whatIsReadIsNotWritten() throws {
        try inFolder { _, file in
            let before = FileManager.default.contents(atPath: file)
            let outcome = try ProgramUnderTest.run("report", "x=\(file)", "--format", "html", "-o", file, "--force")
            #expect(outcome.status == 2 && outcome.errors.contains("is a file to be read"), "\(outcome.errors)")
            #expect(FileManager.default.contents(atPath: file) == before)
        }
    }

    /// A gnuplot that fails costs the pictures, and not the tables.
    @Test func aGnuplotThatFailsIsSaid() throws {
        try inFolder { folder, file in
            let fake = folder.appendingPathComponent("gnuplot").path
            try "#!/bin/sh\necho no >&2\nexit 1\n".write(toFile: fake, atomically: true, encoding: .utf8)
            chmod(fake, 0o755)
            let process = ProgramUnderTest.process(["report", file, "-o", folder.path + "/page.html"])
            process.environment = ["PATH": "\(folder.path):/usr/bin:/bin"]
            #expect(try ProgramUnderTest.outcome(of: process).status == 0)
            let html = try String(contentsOfFile: folder.path + "/page.html", encoding: .utf8)
            #expect(html.contains("There is no picture: gnuplot ended with 1: no.") && html.contains("t-raw-1"))
        }
    }

    @Test(arguments: ["terminal", "markdown"]) func textGoesToStdout(_ format: String) throws {
        try inFolder { _, file in
            let outcome = try ProgramUnderTest.run("report", file, "--format", format)
            #expect(outcome.status == 0, "\(outcome.errors)")
            #expect(outcome.output.contains("Which locking rules take the least time, where, and by how much?"))
            #expect(
                outcome.output.contains("Time against namespaces")
                    && outcome.output.contains("Throughput against threads"))
        }
    }

    @Test func aFileWithoutGnuplotHasNoPicturesAndSaysWhy() throws {
        try inFolder { folder, file in
            let page = folder.appendingPathComponent("page.html").path
            let process = ProgramUnderTest.process(["report", file, "-o", page])
            process.environment = ["PATH": "/nonexistent"]
            let outcome = try ProgramUnderTest.outcome(of: process)
            #expect(outcome.status == 0 && outcome.errors.contains("gnuplot-nox"), "\(outcome.errors)")
            let html = try String(contentsOfFile: page, encoding: .utf8)
            #expect(html.contains("gnuplot-nox") && !html.contains("<img"))
            let picture = ProgramUnderTest.process(["report", file, "-o", folder.path + "/p.svg"])
            picture.environment = ["PATH": "/nonexistent"]
            #expect(try ProgramUnderTest.outcome(of: picture).status == 5)
        }
    }

    @Test func picturesAreFilesOfTheirOwn() throws {
        guard ["/usr/bin/gnuplot", "/usr/local/bin/gnuplot"].contains(where: FileManager.default.isExecutableFile)
        else {
            print("skipped: there is no gnuplot; it is in the Debian package gnuplot-nox")
            return
        }
        try inFolder { folder, file in
            for (format, beginning) in [("svg", Array("<?xml".utf8)), ("png", [0x89, 0x50, 0x4E, 0x47])] {
                let outcome = try ProgramUnderTest.run("report", file, "-o", "\(folder.path)/p.\(format)")
                #expect(outcome.status == 0, "\(outcome.errors)")
                let written = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter {
                    $0.hasSuffix(format)
                }
                #expect(written.contains("p-size-1.\(format)") && written.contains("p-threads-1.\(format)"))
                for name in written {
                    let bytes = FileManager.default.contents(atPath: "\(folder.path)/\(name)") ?? Data()
                    #expect(Array(bytes.prefix(beginning.count)) == beginning, "\(name)")
                }
            }
        }
    }

    @Test func filesThatShareCasesAreCompared() throws {
        try ProgramUnderTest.inFolder { folder in
            let (old, new) = duel(pairs: 12, factors: [1, 1.5, 1], seed: 3)
            let files = ["old.csv", "new.csv"].map { folder.appendingPathComponent($0) }
            try Self.write(old, to: files[0])
            try Self.write(new, to: files[1])
            let outcome = try ProgramUnderTest.run(
                "report", files[0].path, files[1].path, "--format", "markdown")
            #expect(outcome.status == 0, "\(outcome.errors)")
            #expect(outcome.output.contains("What changed from old to new?"))
            #expect(outcome.output.contains("Of 3 cases: 2 equivalent, 1 regression."), "\(outcome.output.prefix(600))")
        }
    }

    @Test(arguments: [
        (["report"], 2, "Missing expected argument"), (["report", "/nonexistent.csv"], 1, "/nonexistent.csv"),
        (["report", "FILE", "-o", "a.docx"], 2, "this ending says no format"),
        (["report", "FILE", "--format", "svg"], 2, "give it a name"),
        (["report", "FILE", "--baseline", "rtnl_retri", "-o", "-"], 2, "Did you mean 'rtnl_retry'?"),
        (["report", "FILE", "--format", "pdf"], 2, "pdf"),
    ])
    func wrongWordsAreRefused(_ words: [String], _ status: Int32, _ sentence: String) throws {
        try inFolder { _, file in
            // What is wrong with the words does not depend on whether there is a gnuplot.
            for path in [ProcessInfo.processInfo.environment["PATH"] ?? "", "/nowhere"] {
                let process = ProgramUnderTest.process(words.map { $0 == "FILE" ? file : $0 })
                process.environment = ["PATH": path]
                let outcome = try ProgramUnderTest.outcome(of: process)
                #expect(
                    outcome.status == status && outcome.errors.contains(sentence), "\(outcome.status) \(outcome.errors)"
                )
                #expect(outcome.output.isEmpty)
            }
        }
    }
}
