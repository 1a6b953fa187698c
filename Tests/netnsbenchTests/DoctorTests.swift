import Foundation
import Testing

@testable import netnsbench

/// `doctor`: what is judged bad, by facts that the tests make up.
@Suite struct DoctorTests {
    /// A machine that has nothing to be said against it.
    private static let good = MachineFacts(
        cpus: 8, cpuList: "0-7", quota: "max", governor: "performance", turbo: "off", smt: "off", aslr: "on", steal: 0,
        load: 0.1, isVirtual: false, hypervisor: nil, clockSource: "tsc", membarrier: true)

    private func findings(_ change: (inout MachineFacts) -> Void = { _ in }) -> [Finding] {
        var facts = Self.good
        change(&facts)
        return Diagnosis(facts: facts).findings
    }

    @Test func aGoodMachineIsGood() {
        #expect(findings().map(\.state) == Array(repeating: .ok, count: 11))
        #expect(findings().allSatisfy { $0.remedy == nil && !$0.reason.isEmpty && !$0.found.isEmpty })
        #expect(!DoctorReport(findings: findings()).isBad)
        #expect(DoctorReport(findings: findings()).summary == "\nNothing is bad.")
    }

    /// One thing at a time: it is bad, says why and what to do, and nothing else changes.
    @Test func everyCheckHasItsBadCase() {
        let faults: [(String, (inout MachineFacts) -> Void)] = [
            ("cores", { $0.cpus = 1 }), ("quota", { $0.quota = "150000 100000" }),
            ("governor", { $0.governor = "powersave" }), ("governor", { $0.governor = "performance|schedutil" }),
            ("turbo", { $0.turbo = "on" }), ("smt", { $0.smt = "on" }), ("aslr", { $0.aslr = "off" }),
            ("steal", { $0.steal = 0.02 }), ("load", { $0.load = 0.6 }), ("virtualisation", { $0.isVirtual = true }),
            ("clock source", { $0.clockSource = "hpet" }), ("clock source", { $0.clockSource = "acpi_pm" }),
            ("membarrier", { $0.membarrier = false }),
        ]
        #expect(Set(faults.map(\.0)) == Set(findings().map(\.check)))
        for (check, change) in faults {
            let findings = findings(change)
            let bad = findings.filter { $0.state == .bad }
            #expect(bad.map(\.check) == [check])
            #expect(bad.allSatisfy { !$0.reason.isEmpty && !($0.remedy ?? "").isEmpty && !$0.found.isEmpty })
            // What a guest sees of its CPUs' threads is not what they are.
            #expect(findings.filter { $0.state == .unknown }.map(\.check) == (check == "virtualisation" ? ["smt"] : []))
            #expect(DoctorReport(findings: findings).isBad)
            #expect(DoctorReport(findings: findings).summary.hasPrefix("\n1 of 11 is bad"))
            #expect(findings.allSatisfy { !$0.reason.contains("\n") && !($0.remedy ?? "").contains("\n") })
        }
    }

    @Test func whatIsNotKnownIsNeitherGoodNorBad() {
        let nothing = Diagnosis(facts: MachineFacts(cpus: 2)).findings
        #expect(nothing.filter { $0.state == .ok }.map(\.check) == ["cores"])
        #expect(nothing.filter { $0.state == .unknown }.count == 10)
        #expect(nothing.allSatisfy { $0.state == .ok || $0.remedy != nil })
        #expect(!DoctorReport(findings: nothing).isBad)
        #expect(findings { $0.clockSource = "sundial" }.contains { $0.state == .unknown && $0.check == "clock source" })
    }

    @Test func whatIsEnoughIsEnough() {
        for change: (inout MachineFacts) -> Void in [
            { $0.quota = "800000 100000" }, { $0.steal = 0.01 }, { $0.load = 0.5 }, { $0.cpus = 2 },
            { $0.clockSource = "kvm-clock" },
        ] {
            #expect(findings(change).allSatisfy { $0.state == .ok })
        }
    }

    @Test func stealIsTheShareOfTheAllowedCPUs() throws {
        func stat(_ steal: Int, _ other: Int) -> String {
            "cpu 9 9 9 9 9 9 9 9 9 9\ncpu0 0 0 0 \(100 + steal) 0 0 0 0 0 0\ncpu1 10 0 20 60 0 0 5 \(5 + steal) 7 0\n"
                + "cpu10 1 1 1 1 1 1 1 \(other) 1 1\nintr 5"
        }
        let before = try #require(CPUTimes(stat(0, 0), cpus: [0, 1]))
        #expect(CPUTimes(stat(50, 1000), cpus: [0, 1])?.stolen(since: before) == 0.5)
        #expect(CPUTimes(stat(0, 1000), cpus: [0, 1])?.stolen(since: before) == nil)
        #expect(CPUTimes(stat(0, 0), cpus: [0, 2]) == nil && CPUTimes(nil, cpus: [0]) == nil)
        #expect(CPUTimes("cpu0 1 2 3", cpus: [0]) == nil)
    }

    @Test func aVirtualMachineIsKnownByItsProcessor() {
        #expect(MachineFacts.isVirtual(cpuinfo: "flags\t\t: fpu hypervisor lm\n", hasHypervisorNode: false) == true)
        #expect(MachineFacts.isVirtual(cpuinfo: "flags\t\t: fpu lm\n", hasHypervisorNode: false) == false)
        #expect(MachineFacts.isVirtual(cpuinfo: "Features : fp\n", hasHypervisorNode: false) == nil)
        #expect(MachineFacts.isVirtual(cpuinfo: nil, hasHypervisorNode: true) == true)
    }

    /// The real machine, whatever it is like: the exit code follows the findings.
    @Test func theCommandJudgesThisMachine() throws {
        let json = try ProgramUnderTest.run("doctor", "--format", "json")
        let findings = try #require(
            try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [[String: Any]])
        #expect(findings.count == 11)
        let states = findings.compactMap { $0["state"] as? String }
        #expect(states.count == 11 && Set(states).isSubset(of: ["ok", "bad", "unknown"]))
        #expect(json.status == (states.contains("bad") ? 1 : 0) && json.errors == "")
        let table = try ProgramUnderTest.run("doctor")
        for finding in findings {
            let check = try #require(finding["check"] as? String)
            #expect(table.output.contains(check))
        }
        #expect(table.output.contains("bad"))
    }
}
