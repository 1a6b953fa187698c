import BenchmarkResults
import Foundation
import Testing

/// The running kernel as a backend, as its users meet it: in namespaces of the program's own, never on the machine's ground.
///
/// Where the ground is bad these say so and pass.
@Suite(.serialized) struct KernelTests {
    /// Why the kernel cannot be measured here, as the program says it; nil where it can.
    static let refusal: String? = {
        let pid = "\(getpid())"
        let probe = ["kernel-worker", "user", pid, "kernel-probe", "--namespaces", "8", "--threads", "2"]
        guard let outcome = try? ProgramUnderTest.run(probe) else { return "the program cannot be run" }
        return outcome.status == 0 ? outcome.output.isEmpty ? nil : outcome.output : outcome.errors
    }()

    /// Whether to go on; prints the reason where not.
    static func isPossible(also program: String? = nil) -> Bool {
        let reason =
            // On the user's ground the uevent is always refused: it is no reason.
            refusal.flatMap { text in
                let others = text.split(separator: "\n").filter { !$0.contains("\tuevent\t") }
                return others.isEmpty ? nil : others.joined(separator: "; ")
            }
        if let reason { print("skipped: \(reason)") }
        guard reason == nil, let program else { return reason == nil }
        let outcome = try? ProgramUnderTest.shell("unshare -Ur true")
        if outcome?.status != 0 { print("skipped: \(program) cannot make a user namespace: \(outcome?.errors ?? "")") }
        return outcome?.status == 0
    }

    private let kernel =
        ["run"] + short + ["--backend", "kernel", "--namespaces", "8", "--filter", "kernel_op:(?!uevent)"]

    @Test func everyCaseHasAValidRow() throws {
        guard Self.isPossible() else { return }
        try ProgramUnderTest.inFolder { folder in
            let file = folder.appendingPathComponent("a.csv").path
            // A deletion takes 16 ms and more.
            let outcome = try ProgramUnderTest.run(
                kernel + ["--duration", "20ms", "--repetitions", "1", "-o", file])
            #expect(outcome.status == 0, "\(outcome.errors)")
            let rows = try CSVReader.read(path: file).rows.filter { $0.text("backend") == "kernel" }
            #expect(rows.allSatisfy { $0.flag("valid") == true && $0.text("variant") == "running_kernel" })
            #expect(
                Set(rows.compactMap { $0.text("kernel_op") }) == [
                    "unshare", "RTM_GETNEIGHTBL", "RTM_GETNSID", "RTM_GETADDR", "RTM_SETLINK", "RTM_GETLINK",
                    "RTM_DELLINK",
                ])
            for row in rows {
                let comesAndGoes = (row.number("updaters") ?? 0) + (row.number("creators") ?? 0) > 0
                // Dropping only queues: what is not owed any more at once was not waited for.
                #expect(((row.number("quiesce_ns") ?? -1) > 0) == comesAndGoes, "\(row.caseKey)")
                #expect((row.number("throttled") != nil) == comesAndGoes, "\(row.caseKey)")
                #expect((row.number("ns_per_op") ?? 0) > 0, "\(row.caseKey)")
                if row.text("kernel_op") == "RTM_GETNSID" {
                    #expect(row.number("visits_per_pass") == 8, "\(row.caseKey)")
                }
            }
            let others = try CSVReader.read(path: file).rows.filter { $0.text("backend") == "model" }
            #expect(others.count == 2 && others.allSatisfy { $0["kernel_op"] == nil })
        }
    }

    /// The file is one of ours: what reads files reads it.
    @Test func theRowsCompare() throws {
        guard Self.isPossible() else { return }
        try ProgramUnderTest.inFolder { folder in
            let file = folder.appendingPathComponent("a.csv").path
            let words =
                kernel + [
                    "--scenario", "for_each_net", "--readers", "1", "--updaters", "0", "--processes", "6", "-o", file,
                ]
            #expect(try ProgramUnderTest.run(words).status == 0)
            let shown = try ProgramUnderTest.run("show", file)
            #expect(shown.status == 0 && shown.output.contains("kernel_op=RTM_GETNSID"))
            let compared = try ProgramUnderTest.run(
                "compare", file, "--by", "kernel_op", "--baseline", "RTM_GETADDR")
            #expect(compared.status == 0 || compared.status == 3, "\(compared.errors)")
            #expect(compared.output.contains("RTM_GETNEIGHTBL"), "\(compared.output)\(compared.errors)")
        }
    }

    /// ENOSPC is back-pressure: counted, waited out, no error.
    @Test func creatorsWaitForRoom() throws {
        guard Self.isPossible(also: "unshare") else { return }
        try ProgramUnderTest.inFolder { folder in
            let file = folder.appendingPathComponent("a.csv").path
            let words =
                kernel + [
                    "--scenario", "net_lifecycle", "--creators", "2", "--readers", "1", "--list-lock", "none",
                    "--duration", "50ms",
                    "--repetitions", "1", "-o", file,
                ]
            // Room for what is alive and a few: the namespaces around ours bound us as well.
            let outcome = try ProgramUnderTest.inUserNamespace(namespaces: 24, words)
            #expect(outcome.status == 0, "\(outcome.errors)")
            let rows = try CSVReader.read(path: file).rows.filter { $0.text("backend") == "kernel" }
            #expect(!rows.isEmpty)
            #expect(rows.allSatisfy { $0.flag("valid") == true && ($0.number("throttled") ?? 0) > 0 })
        }
    }

    @Test func aRunThatIsInterruptedKeepsItsRows() throws {
        guard Self.isPossible() else { return }
        try ProgramUnderTest.inFolder { folder in
            let file = folder.appendingPathComponent("a.csv").path
            let process = ProgramUnderTest.process(
                kernel + ["--scenario", "for_each_net", "--processes", "1000", "-o", file])
            process.standardError = FileHandle.nullDevice
            process.standardOutput = FileHandle.nullDevice
            try process.run()
            func kernelRows() -> Int {
                String(decoding: FileManager.default.contents(atPath: file) ?? Data(), as: UTF8.self)
                    .split(separator: "\n").count { $0.contains(",running_kernel,") }
            }
            while process.isRunning, kernelRows() < 5 { usleep(1000) }
            kill(process.processIdentifier, SIGINT)
            process.waitUntilExit()
            #expect(process.terminationStatus == 130)
            let rows = try CSVReader.read(path: file).rows
            #expect(rows.count { $0.text("backend") == "kernel" } >= 5 && rows.allSatisfy { $0.flag("valid") == true })
        }
    }

    /// rtnl is the whole machine's: nobody gets this without asking for it.
    @Test(arguments: ["quick", "full"]) func noSuiteOfTheModelTouchesTheKernel(_ suite: String) throws {
        let outcome = try ProgramUnderTest.run("run", "--suite", suite, "--dry-run")
        #expect(outcome.status == 0 && !outcome.output.isEmpty && !outcome.output.contains("kernel_op"))
    }

    @Test(arguments: [
        (["--suite", "kernel"], "say --backend kernel as well"),
        (["--backend", "kernel", "--suite", "quick"], "--suite quick is of the model"),
        (["--backend", "kernel", "--variant", "rcu_memb"], "--kernel-op says what is called"),
        (["--backend", "kernel", "--pending", "1"], "--pending is an option of the model"),
        (["--backend", "kernel", "--kernel-op", "RTM_GETNSIDS"], "unknown kernel operation 'RTM_GETNSIDS'"),
        (["--backend", "kernel", "--scenario", "mixed"], "unknown scenario of the kernel 'mixed'"),
        (["--backend", "kernel", "--list-lock", "net_mutex"], "unknown lock of walkers beside creators 'net_mutex'"),
        (["--kernel-op", "unshare"], "it needs --backend kernel"),
        (
            ["--backend", "kernel", "--scenario", "for_each_net", "--creators", "1"],
            "--creators is no parameter of for_each_net"
        ),
        (
            ["--backend", "kernel", "--kernel-op", "RTM_DELLINK", "--readers", "1"],
            "--readers is no parameter of netdev_todo"
        ),
        (
            ["--backend", "kernel", "--namespaces", "2000", "--kernel-op", "RTM_GETNSID"],
            "shows 1000 namespaces at most"
        ),
        (["--backend", "kernel", "--in-process", "--allow-debug"], "--in-process measures the model only"),
    ])
    func wrongOptionsAreRefused(_ words: [String], _ sentence: String) throws {
        let outcome = try ProgramUnderTest.run(["run"] + words)
        #expect(outcome.status == 2 && outcome.errors.contains(sentence), "\(outcome.status) \(outcome.errors)")
        #expect(outcome.output.isEmpty)
    }

    @Test func whoStartsAWorkerByHandIsTold() throws {
        let outcome = try ProgramUnderTest.run("kernel-worker", "moon")
        #expect(outcome.status == 2 && outcome.errors.contains("use `run --backend kernel`"))
    }
}

extension ProgramUnderTest {
    /// Runs a script by `sh`, the program's path being `$0` in it.
    static func shell(_ script: String, _ arguments: [String] = []) throws -> Outcome {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", script, path] + arguments
        process.currentDirectoryURL = FileManager.default.temporaryDirectory
        process.standardInput = FileHandle.nullDevice
        return try outcome(of: process)
    }

    /// Runs the program in a user namespace that may have so many network namespaces, those of its children included.
    static func inUserNamespace(namespaces: Int, _ arguments: [String]) throws -> Outcome {
        try shell(
            "unshare -Ur sh -c 'echo \(namespaces) > /proc/sys/user/max_net_namespaces && exec \"$0\" \"$@\"' \"$0\" \"$@\"",
            arguments)
    }
}
