import Foundation
import Testing

@testable import netnsbench

/// Wrong words are usage errors: exit code 2, one sentence that names the nearest or the known ones.
@Suite struct UsageTests {
    @Test(arguments: [
        (["run", "--variant", "rcu_qsbx"], "unknown variant 'rcu_qsbx'. Did you mean 'rcu_qsbr'? Known: unlocked, "),
        (["run", "--scenario", "for_each"], "unknown scenario 'for_each'. Did you mean 'for_each_net'?"),
        (["run", "--suite", "quik"], "unknown suite 'quik'. Did you mean 'quick'? Known: quick, full."),
        (["run", "--sender-mode", "block"], "unknown sender mode 'block'."),
        (["run", "--list-lock", "rtn"], "unknown list lock 'rtn'. Did you mean 'rtnl'?"),
        (["run", "--rtnl-lock", "tiket"], "unknown rtnl lock 'tiket'. Did you mean 'ticket'?"),
        (
            ["run", "--scenario", "rtnl_unlock", "--rtnl-lock", "mcs", "--lockers", "1000", "--senders", "0"],
            "--rtnl-lock mcs spins until it is taken: with 1000 threads that may run on"
        ),
        (["run", "--filter", "nothing-like-it"], "--filter 'nothing-like-it' matches none of"),
        (["run", "--filter", "stork"], "The nearest is 'rtnl_unlock/storm/"),
        (["run", "--filter", "("], "is not a regular expression"),
        (["run", "--variants", "x"], "Unknown option '--variants'. Did you mean '--variant'?"),
        (["run", "--namespaces", "0"], "--namespaces 0 is outside 1 to 100000000."),
        (["run", "--namespaces", "-1"], "namespaces"),
        (["run", "--namespaces", "1:4:x1"], "namespaces"),
        (["run", "--namespaces", "99999999999999999999"], "namespaces"),
        (["run", "--readers", "nan"], "readers"),
        (["run", "--readers", "1025"], "--readers 1025 is outside 0 to 1024."),
        (["run", "--update-rate", "nan"], "--update-rate nan is not a number of creations per second"),
        (["run", "--visit-bytes", "12"], "--visit-bytes 12 is not a multiple of 8."),
        (["run", "--duration", "20"], "duration"),
        (["run", "--duration", "5h"], "duration"),
        (["run", "--duration", "9999s"], "duration"),
        (["run", "--duration", "-1ms"], "duration"),
        (["run", "--repetitions", "0"], "--repetitions 0 is outside 1 to 10000."),
        (["run", "--pin", "4095"], "CPU 4095 is not in this process's allowed set"),
        (["run", "--pin", "wide"], "--pin wide is none of none, compact, scatter"),
        (["run", "--", "--benchmark_filtr=x"], "unknown Google Benchmark option '--benchmark_filtr'. Did you mean"),
        (["run", "--devices", "0"], "--devices 0 is outside 1 to 1024."),
        (["run", "--registrars", "1025"], "--registrars 1025 is outside 0 to 1024."),
        (
            [
                "run", "--variant", "net_list_mutex", "--scenario", "netdevice_notifier", "--updaters", "1",
            ],
            "net_list_mutex lets the list change under a notifier's walk"
        ),
        (
            ["run", "--variant", "unlocked", "--scenario", "for_each_net", "--updaters", "1"],
            "nobody may change its list"
        ),
        (
            [
                "run", "--scenario", "rtnl_unlock", "--variant", "rtnl_retry", "--senders", "1", "--sender-mode",
                "trylock",
            ],
            "never a measured case"
        ),
        (
            [
                "run", "--scenario", "rtnl_unlock", "--variant", "unlocked", "--senders", "1", "--sender-mode",
                "blocking",
            ],
            "unlocked drains nothing: its senders must be --sender-mode synchronous"
        ),
        (["run", "--scenario", "net_lifecycle", "--variant", "unlocked"], "nobody may create or destroy under it"),
        (
            [
                "run", "--scenario", "net_lifecycle", "--variant", "rtnl_retry", "--creators", "0", "--destroyers",
                "2",
            ],
            "without --creators one destroyer is measured"
        ),
        (
            ["run", "--scenario", "fairness", "--variant", "rtnl_retry", "--pending", "0"],
            "a drainer needs something to drain"
        ),
        (
            ["run", "--scenario", "mixed", "--variant", "rtnl_retry", "--lock-rate", "0"],
            "mixed has a rate for each role"
        ),
        (
            ["run", "--scenario", "mixed", "--batch", "7"],
            "--batch is no parameter of mixed; it has: --namespaces, --creators, "
        ),
        (
            ["run", "--scenario", "for_each_net", "--variant", "rtnl_retry", "--list-lock", "net_rwsem"],
            "rtnl_retry has no net_rwsem for a reader to hold: --list-lock rtnl or net_mutex there"
        ),
        // Every reason, one a line: the first is not the one that the user can do something about.
        (
            ["run", "--scenario", "mixed", "--update-rate", "0"],
            "nobody may create or destroy under it\nmixed has a rate for each role: give it more than 0\n"
        ),
        (["run", "--lock-rate", "inf"], "--lock-rate inf is not a number of locks per second"),
        (["run", "--batch", "0"], "--batch 0 is outside 1 to 1000000."),
        (
            ["run", "--variant", "unlocked", "--namespaces", "100000000", "--visit-bytes", "4096", "--allow-debug"],
            "MiB are available"
        ),
        (
            [
                "run", "--scenario", "net_lifecycle", "--variant", "rtnl_retry", "--creators", "1024", "--batch",
                "1000000", "--allow-debug",
            ],
            "net_lifecycle/create/rtnl_retry/namespaces:64/readers:1/"
        ),
        (["compare", "one.csv"], "compare takes two files"),
        (
            ["compare", "a.csv", "b.csv", "--metric", "ns_per_opp"],
            "unknown metric 'ns_per_opp'. Did you mean 'ns_per_op'?"
        ),
        (["compare", "a.csv", "b.csv", "--by", "varint"], "unknown column 'varint'. Did you mean 'variant'?"),
        (["compare", "a.csv", "b.csv", "--threshold", "nan%"], "--threshold nan% is not a percentage"),
        (["compare", "a.csv", "b.csv", "--threshold", "100%"], "--threshold 100% is not a percentage"),
        (["compare", "a.csv", "b.csv", "--threshold", "5"], "--threshold 5 is not a percentage"),
        (["compare", "a.csv", "b.csv", "--format", "xml"], "format"),
        (["comapre"], "comapre"),
    ])
    func wrongWordsAreUsageErrors(_ arguments: [String], _ message: String) throws {
        let process = ProgramUnderTest.process(arguments)
        let errors = Pipe()
        process.standardError = errors
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 2, "\(text)")
        #expect(text.contains(message), "\(text)")
    }

    /// The verbs that help shows.
    static let visibleVerbs = ((try? ToolDescription.ofThisProgram())?.command.subcommands ?? [])
        .filter { $0.shouldDisplay != false && $0.commandName != "help" }.map { $0.commandName }

    @Test(arguments: [[]] + visibleVerbs.map { [$0] }) func helpHasAnExample(_ verb: [String]) throws {
        let process = ProgramUnderTest.process(verb + ["--help"])
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        #expect(text.contains("Example"))
        #expect(text.contains("netnsbench \(verb.first ?? "run")"))
        #expect(Self.visibleVerbs.count >= 12)
        if verb.isEmpty { #expect(text.contains("0 done, no regression; 1 failed")) }
    }

    @Test func aDebugBuildRefusesToMeasure() throws {
        #if DEBUG
            let outcome = try ProgramUnderTest.run("run")
            #expect(outcome.status == 2)
            #expect(outcome.errors.contains("this is a debug build"))
        #endif
    }

    @Test func listsAndRangesMultiply() throws {
        let outcome = try ProgramUnderTest.run(
            "run", "--dry-run", "--scenario", "for_each_net", "--variant", "rcu_mb,rcu_bp", "--namespaces",
            "1:1000:x10",
            "--readers", "1:3", "--updaters", "0,1")
        #expect(outcome.status == 0)
        let cases = outcome.output.split(separator: "\n").filter { $0.hasPrefix("for_each_net/rcu_") }
        #expect(cases.count == 2 * 4 * 3 * 2)
        #expect(Set(cases).count == cases.count)
        #expect(cases.contains("for_each_net/rcu_bp/namespaces:1000/readers:3/updaters:1"))
    }

    @Test func listComesInThreeFormats() throws {
        let json = try ProgramUnderTest.run("list", "--format", "json")
        let object = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: [[String: Any]]]
        let names = object?["variants"]?.compactMap { $0["name"] as? String } ?? []
        #expect(names.contains("rtnl_retry") && names.contains("busted_no_grace_period"))
        let csv = try ProgramUnderTest.run("list", "--format", "csv")
        let others = ["scenarios", "rtnl_locks", "kernel_ops"].map { object?[$0]?.count ?? 0 }
        #expect(others.allSatisfy { $0 > 0 })
        #expect(csv.output.split(separator: "\n").count == 1 + names.count + others.reduce(0, +))
        let table = try ProgramUnderTest.run("list")
        #expect(names.allSatisfy { table.output.contains($0) })
    }
}
