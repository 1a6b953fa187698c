import Foundation
import NetNamespace
import Testing

/// `netnsbench torture`, as its user runs it.
@Suite(.serialized) struct TortureTests {
    static let controls = Variant.all.filter(\.isNegativeControl).map(\.name)
    static let real = Variant.all.filter { !$0.isNegativeControl && !$0.isReadOnly }.map(\.name)

    /// The verdicts of a run with `--format json`, by variant and law.
    private struct Report: Decodable {
        struct Law: Decodable {
            let law: String
            let text: String
            let verdict: String
            let checks: UInt64
        }
        struct Script: Decodable {
            let name: String
            let law: String
        }
        struct Variant: Decodable {
            let variant: String
            let laws: [Law]
            let provocations: [Script]
            let counts: [String: UInt64]
        }
        let variants: [Variant]
    }

    private func report(_ arguments: [String]) throws -> (Report, Int32) {
        let outcome = try ProgramUnderTest.run(["torture", "--format", "json"] + arguments)
        return (try JSONDecoder().decode(Report.self, from: Data(outcome.output.utf8)), outcome.status)
    }

    @Test func everyVariantComesOutAsItsRowSays() throws {
        let (report, status) = try report(["--duration", "1s", "--seed", "1"])
        #expect(status == 0)
        #expect(report.variants.map(\.variant) == Self.real)
        for variant in report.variants {
            #expect(variant.laws.count == 22)
            let bad = variant.laws.filter { $0.verdict == "violated" || $0.verdict.contains("NOT") }
            #expect(bad.isEmpty, "\(variant.variant): \(bad)")
            // What is always asked; the others depend on the rules.
            let queued = Variant.named(variant.variant)?.drains == true ? ["M2", "L2"] : ["M5"]
            for name in ["I1", "I2", "I4", "I5", "I6", "I8", "M1", "M6", "L5", "L6"] + queued {
                #expect(variant.laws.first { $0.law == name }?.checks ?? 0 > 0, "\(variant.variant) \(name)")
            }
            #expect(variant.counts["operations"] ?? 0 > 0 && variant.counts["serial_episodes"] ?? 0 > 0)
        }
        let page = try String(
            contentsOf: ProgramUnderTest.root.appendingPathComponent("docs/laws.md"), encoding: .utf8)
        for law in report.variants[0].laws {
            #expect(page.contains("| \(law.law) | \(law.text) |"), "docs/laws.md has another text for \(law.law)")
        }
        for script in report.variants[0].provocations {
            #expect(page.contains("| `\(script.name)` | \(script.law) |"), "docs/laws.md lacks \(script.name)")
        }
        // What only the seed breaks, and what only RCU does.
        func provoked(_ variant: String) -> Set<String> {
            Set(
                report.variants.first { $0.variant == variant }?.laws.filter { $0.verdict.hasSuffix("provoked") }.map(
                    \.law) ?? [])
        }
        #expect(provoked("rtnl_retry") == ["I3", "M3", "L1", "I9", "L4", "L5"])
        #expect(provoked("net_list_mutex") == ["I7", "M3", "I9", "L4", "L5"])
        #expect(provoked("rcu_memb") == ["M3", "L3", "I9", "L4", "L5"])
    }

    /// A control that passes is a checker that cannot fail.
    @Test(arguments: controls) func aNegativeControlIsCaught(_ control: String) throws {
        let outcome = try ProgramUnderTest.run("torture", "--variant", control, "--duration", "120s", "--seed", "1")
        #expect(outcome.status == 1, "\(control) passed:\n\(outcome.output)")
        #expect(outcome.output.contains(" violated: "))
    }

    /// The law that each control breaks, by an episode whose seed shows it again.
    @Test(arguments: [
        ("busted_plain_get_on_dying", "I3"), ("busted_handles_twice", "M1"), ("busted_publishes_early", "I6"),
        ("busted_replay_forgets_undo", "I9"), ("busted_stays_online", "L5"), ("busted_put_destroys_inline", "L6"),
    ])
    func aSerialViolationIsReplayed(_ control: String, _ law: String) throws {
        let words = ["torture", "--variant", control, "--schedule", "serial", "--law", law]
        let outcome = try ProgramUnderTest.run(words + ["--episodes", "2000", "--seed", "1"])
        #expect(outcome.status == 1)
        #expect(outcome.output.contains("\(control): \(law) violated: "))
        #expect(outcome.output.contains("seen again in 1 of 1 try"), "\(outcome.output)")
        let seed = try #require(outcome.output.firstMatch(of: /--seed ([0-9]+) --episodes 1/)).1
        let again = try ProgramUnderTest.run(words + ["--episodes", "1", "--seed", String(seed)])
        #expect(again.status == 1 && again.output.contains("\(law) violated: "))
    }

    @Test(arguments: real) func theSeedDecidesASerialSchedule(_ variant: String) throws {
        let words = ["--variant", variant, "--schedule", "serial", "--episodes", "20", "--seed", "77"]
        let first = try report(words).0.variants[0].counts
        #expect(try report(words).0.variants[0].counts == first)
        #expect(first["steps"] ?? 0 > 1000)
    }

    /// What is done to the threads changes no law, but where the rules are known not to survive it.
    @Test(arguments: [
        ("rtnl_retry", "half-read", "I3", "expected violation provoked"),
        ("rcu_memb", "half-read", "I3", "not checked"),
        ("net_list_mutex", "handler-registers", "L5", "expected violation provoked"),
        ("rcu_qsbr", "signal,exit-early", "L2", "holds"),
    ])
    func injectionsComeOutAsTheRowSays(_ variant: String, _ inject: String, _ law: String, _ verdict: String) throws {
        let (report, status) = try report(["--variant", variant, "--inject", inject, "--duration", "2s", "--seed", "1"])
        #expect(status == 0, "\(report)")
        #expect(report.variants[0].laws.first { $0.law == law }?.verdict == verdict)
    }

    /// What is not asked may still end a run, and is told.
    @Test func aDeadlockIsToldWhateverWasAsked() throws {
        let outcome = try ProgramUnderTest.run(
            "torture", "--variant", "busted_put_destroys_inline", "--law", "M2", "--schedule", "serial", "--episodes",
            "200", "--seed", "1")
        #expect(outcome.status == 1)
        #expect(outcome.output.contains(#/(L5|I1) violated:/#), "\(outcome.output)")
    }

    /// The seed of an episode is all that it depends on: alone or after others it takes the same steps.
    @Test(arguments: ["rcu_memb", "rtnl_retry"]) func anEpisodeIsTheSameAloneAndInARow(_ variant: String) throws {
        let words = ["--variant", variant, "--schedule", "serial"]
        let together = try report(words + ["--episodes", "8", "--seed", "77"]).0.variants[0].counts["steps"]
        var alone: UInt64 = 0
        for seed in 77..<85 {
            alone += try report(words + ["--episodes", "1", "--seed", "\(seed)"]).0.variants[0].counts["steps"] ?? 0
        }
        #expect(together == alone)
    }

    /// A law that was seen broken is never said to hold.
    @Test func aKnownViolationInOrdinaryUseIsCounted() throws {
        let (report, status) = try report(["--variant", "rtnl_retry", "--episodes", "30", "--seed", "1"])
        #expect(status == 0)
        #expect(report.variants[0].laws.first { $0.law == "L1" }?.verdict == "broken as known")
    }

    @Test func anInterruptedTortureBlamesNobody() throws {
        let process = ProgramUnderTest.process(["torture", "--duration", "60s", "--variant", "rcu_memb", "--seed", "1"])
        let errors = Pipe()
        process.standardError = errors
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        _ = errors.fileHandleForReading.availableData  // the seed: it has begun
        usleep(300_000)
        kill(process.processIdentifier, SIGINT)
        process.waitUntilExit()
        #expect(process.terminationStatus == 130)
        let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        #expect(!said.contains("NOT as its row says"))
    }

    @Test func anInversionComesWithItsStack() throws {
        let outcome = try ProgramUnderTest.run(
            "torture", "--variant", "busted_wrong_order", "--episodes", "100", "--seed", "1")
        #expect(outcome.output.contains("inversion: rtnl_mutex is held and net_mutex is taken"))
        #expect(outcome.output.contains("lock order: the opposite order is declared in net_namespace.h"))
        #expect(outcome.output.contains(/walk_begin|retry_body/), "\(outcome.output)")
    }

    @Test func theLockOrderGraphCatchesWhatItMust() throws {
        let process = ProgramUnderTest.process(["--self-test"])
        process.executableURL = URL(fileURLWithPath: ProgramUnderTest.path).deletingLastPathComponent()
            .appendingPathComponent("nettorture")
        let outcome = try ProgramUnderTest.outcome(of: process)
        #expect(outcome.status == 0, "\(outcome.output)")
        #expect(outcome.output.split(separator: "\n").count == 13)
        #expect(!outcome.output.contains("missed"))
        #expect(outcome.errors.contains("the opposite order was first seen here"))
    }

    @Test(arguments: [
        (["--variant", "rtnl_rety"], "unknown variant 'rtnl_rety'. Did you mean 'rtnl_retry'?"),
        (["--variant", "unlocked"], "'unlocked' is for lists that nobody changes"),
        (["--law", "I99"], "unknown law 'I99'"), (["--inject", "delays"], "Did you mean 'delay'?"),
        (["--schedule", "random"], "unknown schedule 'random'"),
        (["--threads", "0"], "--threads 0 is outside 1 to 64."),
        (["--episodes", "0"], "--episodes 0 is outside"),
    ])
    func wrongWordsAreToldSo(_ arguments: [String], _ message: String) throws {
        let outcome = try ProgramUnderTest.run(["torture"] + arguments)
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains(message), "\(outcome.errors)")
    }

    @Test func withoutTheOtherProgramItSaysHowToBuildIt() throws {
        try ProgramUnderTest.inFolder { folder in
            let alone = folder.appendingPathComponent("netnsbench")
            try FileManager.default.copyItem(atPath: ProgramUnderTest.path, toPath: alone.path)
            let process = ProgramUnderTest.process(["torture"])
            process.executableURL = alone
            let outcome = try ProgramUnderTest.outcome(of: process)
            #expect(outcome.status == 5)
            #expect(outcome.errors.contains("swift build --product nettorture"))
        }
    }
}
