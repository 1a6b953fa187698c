import Testing

@testable import Torture

/// What is made of the lines that `nettorture` writes.
@Suite struct VerdictTests {
    private func result(_ lines: String, laws: Set<String>? = nil, end: String? = nil) -> VariantResult {
        VariantResult(
            variant: "v", records: lines.split(separator: "\n").compactMap { TortureRecord(line: $0) }, laws: laws,
            end: end, stacks: "")
    }

    private func verdict(_ lines: String, _ law: String = "M3") -> LawVerdict? {
        result(lines).laws.first { $0.law == law }?.verdict
    }

    @Test func aLawThatWasCheckedHolds() {
        #expect(verdict("law\tM3\t7\t0\ttext") == .holds)
        #expect(verdict("law\tM3\t0\t0\ttext") == .unchecked)
        #expect(result("law\tM3\t7\t0\ttext\ncount\twalks\t3").counts == ["walks": 3])
    }

    /// Every combination of what the row says and what the script found.
    @Test(arguments: [
        ("expected", "provoked", LawVerdict.provoked), ("expected", "held", .notProvoked),
        ("unexpected", "provoked", .violated), ("unexpected", "held", .holds), ("expected", "died", .violated),
        ("unexpected", "died", .violated),
    ])
    func aScriptIsHeldAgainstTheRow(_ expected: String, _ happened: String, _ verdict: LawVerdict) {
        let lines = "provocation\tname\tM3\t\(expected)\t\(happened)\twhy\nlaw\tM3\t7\t0\ttext"
        #expect(self.verdict(lines) == verdict)
        #expect(result(lines).isAsExpected == (verdict == .provoked || verdict == .holds))
    }

    @Test func aSurpriseIsWorseThanAKnownViolation() {
        let lines = """
            provocation\ta\tM3\texpected\tprovoked\tx
            provocation\tb\tM3\tunexpected\tprovoked\ty
            law\tM3\t7\t0\ttext
            """
        #expect(verdict(lines) == .violated)
        #expect(result(lines).laws.first?.evidence == "b: y")
    }

    @Test func aCrashIsAViolationEvenWithoutALaw() {
        #expect(result("", end: "killed by signal 11").laws.map(\.verdict) == [.violated])
        #expect(!result("", end: "killed by signal 11").isAsExpected)
    }

    @Test func onlyWhatWasAskedIsTold() {
        let lines = "law\tM3\t7\t0\ttext\nlaw\tI1\t7\t0\ttext"
        #expect(result(lines, laws: ["I1"]).laws.map(\.law) == ["I1"])
    }

    @Test func aViolationIsBlamedOnItsLaw() throws {
        var result = result("law\tM3\t7\t1\ttext")
        result.blame(Violation(law: "M3", schedule: "serial", seed: 5, evidence: "e"), replay: "again")
        let law = try #require(result.laws.first)
        #expect(law.verdict == .violated && law.evidence == "e" && law.replay == "again")
    }

    @Test(arguments: ["", "broken\tI1", "law\tI1\tx\t0\tt", "broken\tI1\tfree\t-1\te", "hello\tworld", "count\ta"])
    func otherLinesAreNone(_ line: String) { #expect(TortureRecord(line: Substring(line)) == nil) }

    @Test func theReplayIsACommand() {
        let request = TortureRequest(seconds: 5, seed: 1, threads: 4, laws: ["I1"], injections: ["delay"])
        #expect(
            request.replay(of: "rcu_bp", schedule: "serial", seed: 9)
                == "netnsbench torture --variant rcu_bp --schedule serial --seed 9 --episodes 1 --threads 4 --law I1 --inject delay"
        )
        #expect(request.arguments(for: "rcu_bp").contains("rcu_bp"))
    }
}
