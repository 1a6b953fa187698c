import Foundation
import Testing

/// The line of progress through a pseudo-terminal, and where there is none.
@Suite(.serialized) struct ProgressLineTests {
    private let run =
        ["run", "--scenario", "for_each_net", "--variant", "rcu_mb,rcu_qsbr", "--namespaces", "8", "--readers", "1"]
        + ["--updaters", "0", "--repetitions", "3", "-o", "-"] + short

    /// What the program writes to a terminal at its stderr.
    private func told(_ arguments: [String], columns: UInt16, _ environment: [String: String] = [:]) throws -> String {
        let terminal = try Terminal(columns: columns)
        let process = ProgramUnderTest.process(arguments)
        process.environment = ProgramUnderTest.environment(environment)
        process.standardOutput = FileHandle.nullDevice
        process.standardError = terminal.slave
        try process.run()
        process.waitUntilExit()
        return try terminal.text()
    }

    @Test(arguments: [
        (UInt16(60), [:], 59), (200, ["COLUMNS": "40"], 39), (0, [:], 79), (50, ["COLUMNS": "wide"], 49),
    ])
    func theLineIsRedrawnInPlace(_ columns: UInt16, _ environment: [String: String], _ room: Int) throws {
        let text = try told(run, columns: columns, environment)
        let drawn = text.components(separatedBy: "\r\u{1B}[K").dropFirst()
        let lines = drawn.filter { $0.contains("/12") }
        #expect(lines.map { $0.prefix { $0 != "/" } } == (1...12).map { "\($0)" }, "\(text)")
        #expect(lines.allSatisfy { $0.count <= room && !$0.contains("\n") }, "\(lines)")
        #expect(lines.contains { $0.contains(" left; ") })
        // A case of this run fits into 79 columns.
        #expect(lines.contains { $0.hasSuffix("...") } == (room < 70))
        // It is gone before anything else is said.
        #expect(drawn.last?.hasPrefix("12 rows in standard output") == true, "\(text)")
    }

    @Test func aDumbTerminalAndAFileGetNoEscapes() throws {
        let dumb = try told(run, columns: 80, ["TERM": "dumb"])
        #expect(!dumb.contains("\u{1B}") && dumb.contains("12 rows in standard output"), "\(dumb)")
        let file = try ProgramUnderTest.run(run)
        #expect(!file.errors.contains("\u{1B}") && file.errors.contains("12 rows in standard output"))
    }

    @Test func quietIsQuiet() throws {
        #expect(try told(run + ["--quiet"], columns: 80) == "")
        try ProgramUnderTest.inFolder { folder in
            let file = folder.appendingPathComponent("a.csv").path
            let words = run.map { $0 == "-" ? file : $0 } + ["-q"]
            #expect(try told(words, columns: 80) == "")
            // A file that was given no name is named, and an error is an error.
            let unnamed = try ProgramUnderTest.run(
                run.prefix { $0 != "-o" } + short + ["--quiet"], in: folder)
            #expect(unnamed.errors.contains("rows in ") && unnamed.errors.split(separator: "\n").count == 1)
            #expect(unnamed.output.contains("rcu_qsbr"))
            let again = try ProgramUnderTest.run(words)
            #expect(again.status == 1 && again.errors.contains("error: \(file): the file exists"), "\(again.errors)")
        }
    }

    @Test func aRunCountsTheVerdictsOfItsVariantsSoFar() throws {
        let words =
            [
                "run", "--scenario", "for_each_net", "--variant", "net_list_mutex,rcu_mb", "--namespaces", "8",
                "--readers", "1",
            ]
            + ["--updaters", "0", "--allow-debug", "--duration", "5ms", "--warmup", "1ms", "-o", "-"]
        #expect(try told(words + ["--processes", "3"], columns: 200).contains(#/; so far .*against net_list_mutex; /#))
        // One process promises no verdict.
        #expect(!(try told(words + ["--repetitions", "3"], columns: 200)).contains("so far"))
    }

    @Test func aDuelCountsItsVerdictsSoFar() throws {
        try ProgramUnderTest.inFolder { folder in
            let prefix = folder.appendingPathComponent("d").path
            let words =
                ["duel", ProgramUnderTest.path, ProgramUnderTest.path, "--pairs", "3", "-o", prefix]
                + ["--", "--scenario", "for_each_net", "--variant", "rcu_mb,rcu_qsbr", "--namespaces", "8"]
                + ["--readers", "1", "--updaters", "0", "--allow-debug", "--duration", "5ms", "--warmup", "1ms"]
            let text = try told(words, columns: 200)
            #expect(text.contains("24/24; so far ") && text.contains(" undecided; "), "\(text)")
            let quiet = words.map { $0 == "duel" ? $0 : $0 == prefix ? prefix + "2" : $0 }
            let said = try told(Array(quiet.prefix(3)) + ["--quiet"] + quiet.dropFirst(3), columns: 200)
            #expect(!said.contains("/24") && !said.contains("rows in"), "\(said)")
        }
    }
}
