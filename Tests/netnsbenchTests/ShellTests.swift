import Foundation
import NetNamespace
import Testing

@testable import netnsbench

/// What a shell and `man` are given: completions, the manual page, the version.
@Suite struct ShellTests {
    @Test func aListIsCompletedWordByWord() {
        let known = ["aa", "ab", "b"]
        #expect(Completions.candidates("", known) == known)
        #expect(Completions.candidates("a", known) == known)
        #expect(Completions.candidates("aa,", known) == ["aa,ab", "aa,b"])
        #expect(Completions.candidates("aa,b,a", known) == ["aa,b,ab"])
    }

    /// What bash offers for the last word of a line.
    private func offered(_ words: [String]) throws -> [String] {
        let process = ProgramUnderTest.process(
            [
                "--norc", "-c",
                """
                source <("$1" --generate-completion-script bash)
                shift
                COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMP_LINE="$*"
                COMP_POINT=${#COMP_LINE}
                _netnsbench "$1" "${@: -1}" "${@: -2:1}"
                printf '%s\\n' "${COMPREPLY[@]}"
                """,
                "-", ProgramUnderTest.path, ProgramUnderTest.path,
            ] + words)
        process.executableURL = URL(fileURLWithPath: "/bin/bash")
        let outcome = try ProgramUnderTest.outcome(of: process)
        return outcome.output.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
    }

    @Test func bashOffersTheNames() throws {
        #expect(try offered(["run", "--variant", "rcu_q"]) == ["rcu_qsbr"])
        #expect(Set(try offered(["run", "--variant", ""])) == Set(Variant.all.map(\.name)))
        #expect(try offered(["run", "--variant", "rcu_mb,rcu_q"]) == ["rcu_mb,rcu_qsbr"])
        #expect(try offered(["run", "--scenario", "for_"]) == ["for_each_net"])
        #expect(try offered(["run", "--rtnl-lock", "ti"]) == ["ticket"])
        #expect(try offered(["run", "--kernel-op", "RTM_GETNS"]).contains("RTM_GETNSID"))
        #expect(try offered(["torture", "--variant", "rtnl_re"]) == ["rtnl_retry", "rtnl_resume"])
        #expect(try offered(["run", "--suite", "f"]) == ["full"])
        #expect(try offered(["compare", "--format", "m"]) == ["markdown"])
        #expect(try offered(["run", "--namesp"]) == ["--namespaces"])
        #expect(try offered(["doct"]) == ["doctor"])
    }

    @Test(arguments: [("bash", "_netnsbench"), ("zsh", "#compdef netnsbench"), ("fish", "complete -c 'netnsbench'")])
    func everyShellHasItsScript(_ shell: String, _ mark: String) throws {
        let outcome = try ProgramUnderTest.run("--generate-completion-script", shell)
        #expect(outcome.status == 0 && outcome.output.contains(mark))
        #expect(outcome.output.contains("variant") && outcome.output.contains("doctor"))
        #expect(!outcome.output.contains("kernel-probe"), "what is hidden is not offered")
    }

    @Test func theManualHasEveryVisibleVerbAndOption() throws {
        let outcome = try ProgramUnderTest.run("manual")
        #expect(outcome.status == 0 && outcome.output.hasPrefix(".TH NETNSBENCH 1 "))
        for verb in UsageTests.visibleVerbs {
            #expect(outcome.output.contains("\n.SS \"netnsbench \(verb.replacing("-", with: "\\-"))"), "\(verb)")
        }
        for word in ["\\-\\-variant <variant>", "\\-\\-quiet", "\\-\\-threshold", "netnsbench duel \\-\\-git HEAD~1"] {
            #expect(outcome.output.contains(word), "\(word)")
        }
        for hidden in ["allow\\-debug", "lockstep", "kernel\\-probe", "manual]"] {
            #expect(!outcome.output.contains(hidden), "\(hidden)")
        }
        let macros = [".TH", ".SH", ".SS", ".TP", ".PP", ".B", ".I", ".br", ".nf", ".fi", ".RS", ".RE"]
        for line in outcome.output.split(separator: "\n") where line.hasPrefix(".") || line.hasPrefix("'") {
            #expect(macros.contains(String(line.prefix { $0 != " " })), "\(line)")
        }
    }

    @Test func textIsTextToTroff() {
        #expect(ManualPage.escaped(".x\\y 'z' a-b") == "\\&.x\\ey \\(aqz\\(aq a\\-b")
        #expect(ManualPage.quoted("say \"x\"") == "\"say \\(dqx\\(dq\"")
    }

    @Test func theVersionNamesCommitAndLibraries() throws {
        let outcome = try ProgramUnderTest.run("--version")
        #expect(outcome.status == 0)
        // A verb does not run with it.
        #expect(try ProgramUnderTest.run("list", "--version").output == outcome.output)
        let keys = outcome.output.split(separator: "\n").dropFirst().map { $0.prefix { $0 != ":" } }
        #expect(keys == ["commit", "build", "build ID", "compilers", "liburcu", "Google Benchmark"])
        #expect(
            outcome.output.contains(/compilers: Swift 6\.[0-9]/) && outcome.output.contains(/Google Benchmark: 1\./))
        #expect(outcome.output.contains(/commit: ([0-9a-f]{40}|unknown)/))
    }

    /// What `make install` kept is believed of the very build that it was kept of.
    @Test func anInstalledProgramKnowsItsCommit() {
        let commit = String(repeating: "0a", count: 20)
        let kept = ProgramVersion(
            source: ["commit": .text(commit), "dirty": .flag(true)], context: ["build_id": .text("ab12")]
        ).text
        #expect(ProgramVersion.source(of: kept, buildID: "ab12") == ["commit": .text(commit), "dirty": .flag(true)])
        let clean = kept.replacing(" and changes", with: "")
        #expect(ProgramVersion.source(of: clean, buildID: "ab12") == ["commit": .text(commit), "dirty": .flag(false)])
        #expect(ProgramVersion.source(of: kept, buildID: "ab13") == nil)
        #expect(ProgramVersion.source(of: kept, buildID: nil) == nil)
        #expect(ProgramVersion.source(of: kept.replacing(commit, with: "unknown"), buildID: "ab12") == nil)
        #expect(ProgramVersion.source(of: "", buildID: "ab12") == nil)
    }
}
