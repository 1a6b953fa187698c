import BenchmarkResults
import Foundation
import Testing

/// Bad ground: exit code 5, or a row that is marked, with a sentence that says what is missing and what would allow it.
@Suite(.serialized) struct KernelGroundTests {
    private let run = ["run"] + short + ["--backend", "kernel", "--repetitions", "1"]

    /// The root of a user namespace whose id has no map may make no other: as under seccomp, in a chroot, or by sysctl.
    @Test func noUserNamespaces() throws {
        guard KernelTests.isPossible(also: "unshare") else { return }
        let outcome = try ProgramUnderTest.shell("exec unshare -U \"$0\" \"$@\"", run + ["-o", "-"])
        #expect(outcome.status == 5, "\(outcome.errors)")
        #expect(outcome.errors.contains("unshare(CLONE_NEWUSER) is not permitted; it would be with the sysctl"))
        #expect(outcome.output.isEmpty && outcome.errors.split(separator: "\n").count == 1)
    }

    @Test(arguments: [
        ("max_user_namespaces", 0, "no user namespace can be made: their number is used up"),
        ("max_net_namespaces", 0, "no network namespace can be made: their number is used up"),
        ("max_net_namespaces", 1, "no network namespace can be made: their number is used up"),
    ])
    func limitsThatAreUsedUp(_ limit: String, _ most: Int, _ sentence: String) throws {
        guard KernelTests.isPossible(also: "unshare") else { return }
        let outcome = try ProgramUnderTest.shell(
            "unshare -Ur sh -c 'echo \(most) > /proc/sys/user/\(limit) && exec \"$0\" \"$@\"' \"$0\" \"$@\"",
            run + ["-o", "-"])
        #expect(outcome.status == 5, "\(outcome.errors)")
        #expect(outcome.errors.contains(sentence) && outcome.errors.contains("it is not the disk"), "\(outcome.errors)")
        #expect(outcome.output.isEmpty && outcome.errors.split(separator: "\n").count == 1)
    }

    /// A limit that is reached on the way is found before anything is measured.
    @Test func aLimitThatIsTooLowForSomeCases() throws {
        guard KernelTests.isPossible(also: "unshare") else { return }
        let words = [
            "--kernel-op", "RTM_GETADDR", "--namespaces", "16", "--readers", "1", "--updaters", "0", "-o", "-",
        ]
        let outcome = try ProgramUnderTest.inUserNamespace(namespaces: 10, run + words)
        #expect(outcome.status == 5 && outcome.output.isEmpty, "\(outcome.errors)")
        #expect(outcome.errors.contains("raise the one that is too low"), "\(outcome.errors)")
    }

    /// Descriptors are counted before anything is made; what fits is measured.
    @Test func tooFewDescriptors() throws {
        guard KernelTests.isPossible() else { return }
        try ProgramUnderTest.inFolder { folder in
            let file = folder.appendingPathComponent("a.csv").path
            let words =
                run + [
                    "--kernel-op", "RTM_GETNEIGHTBL", "--namespaces", "8,500", "--readers", "1", "--updaters", "0",
                    "-o", file,
                ]
            let outcome = try ProgramUnderTest.shell("ulimit -n 256; exec \"$0\" \"$@\"", words)
            #expect(outcome.status == 0, "\(outcome.errors)")
            let rows = try CSVReader.read(path: file).rows.filter { $0.text("backend") == "kernel" }
            let (skipped, measured) = (
                rows.filter { $0.text("status") == "skipped" }, rows.filter { $0.flag("valid") == true }
            )
            #expect(skipped.map { $0.number("namespaces") } == [500] && measured.map { $0.number("namespaces") } == [8])
            let reason = skipped.first?.text("error") ?? ""
            #expect(
                reason.contains(
                    "500 namespaces take 568 file descriptors, and this process may have 256: raise the limit"))
        }
    }

    @Test func tooLittleMemory() throws {
        guard KernelTests.isPossible() else { return }
        let words =
            run + ["--kernel-op", "RTM_GETNEIGHTBL", "--namespaces", "1000000", "--duration", "20ms", "-o", "-"]
        let outcome = try ProgramUnderTest.run(words)
        #expect(outcome.status == 5 && outcome.output.isEmpty, "\(outcome.errors)")
        #expect(outcome.errors.contains("1000000 namespaces "), "\(outcome.errors)")
        #expect(outcome.errors.contains("ask for fewer (--namespaces)"), "\(outcome.errors)")
    }

    /// Who is not the machine's root has no walk under a list mutex, and is told, case by case.
    @Test func theUeventIsTheMachinesRoots() throws {
        guard KernelTests.isPossible(also: "unshare") else { return }
        let outcome = try ProgramUnderTest.shell(
            "exec unshare -Ur \"$0\" \"$@\"", run + ["--kernel-op", "uevent", "--namespaces", "8", "-o", "-"])
        #expect(outcome.status == 5 && outcome.output.isEmpty, "\(outcome.errors)")
        #expect(outcome.errors.contains("run as root outside of it"), "\(outcome.errors)")
    }
}
