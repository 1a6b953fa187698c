import Foundation
import NetNamespace
import Testing

@testable import netnsbench

/// The table of mutants and what is made of a rung's words; the ladder itself is `make mutants`.
@Suite struct MutantTests {
    static let table = ProgramUnderTest.root.appendingPathComponent("Tests/Mutants/mutants").path

    @Test func everyMutantStillFitsItsFile() throws {
        let model = ProgramUnderTest.root.appendingPathComponent("CSupport/CNetNamespace")
        let mutants = try MutantTable.read(Self.table)
        #expect(mutants.count >= 28)
        for mutant in mutants {
            let text = try String(contentsOf: model.appendingPathComponent(mutant.file), encoding: .utf8)
            #expect(try mutant.applied(to: text) != text, "\(mutant.name)")
            for variant in mutant.variants { #expect(Variant.named(variant) != nil, "\(mutant.name): \(variant)") }
        }
        for rung in Rung.allCases { #expect(mutants.contains { $0.short == rung }, "short form without \(rung)") }
    }

    @Test func oldTextMustOccurOnceUnlessItIsCounted() throws {
        var hunk = Mutant.Hunk(old: ["b;"], new: ["c;", "d;"])
        func mutant() -> Mutant {
            Mutant(
                name: "m", file: "f", variants: ["v"], breaks: "x", fate: .killed(by: [.tsan]), short: nil,
                hunks: [hunk])
        }
        #expect(try mutant().applied(to: "a;\n\tb;\na;\n") == "a;\nc;\nd;\na;\n")
        #expect(throws: ProgramFailure.self) { try mutant().applied(to: "\tb;\nb;\n") }
        #expect(throws: ProgramFailure.self) { try mutant().applied(to: "a;\n") }
        hunk.nth = 2
        #expect(try mutant().applied(to: "\tb;\nb;\n") == "\tb;\nc;\nd;\n")
    }

    @Test func wrongTableIsRefusedWithItsPlace() throws {
        try ProgramUnderTest.inFolder { folder in
            let path = folder.appendingPathComponent("table").path
            for (text, part) in [
                ("name: a\nnonsense\n", ":2: neither"), ("name: a\n", ":1: this mutant lacks"),
                ("name: a\nfile: f\nvariants: v\nbreaks: b\n- x\n", ":5: a mutant is either"),
                ("name: a\nfile: f\nvariants: v\nbreaks: b\nkilled by: luck\n- x\n", ":6: there is no rung 'luck'"),
            ] {
                try text.write(toFile: path, atomically: true, encoding: .utf8)
                let failure = #expect(throws: ProgramFailure.self) { try MutantTable.read(path) }
                #expect(failure?.message.contains(part) == true, "\(failure?.message ?? "")")
            }
        }
    }

    @Test func aRungsWordsBecomeAVerdict() throws {
        func label(_ text: String, _ status: Int32, _ rung: Rung = .torture, ended: Bool = true) -> String? {
            RungVerdict(run: text, status: status, rung: rung, ended: ended)?.label
        }
        let broken = "broken\tI8\tserial\t7\ta subsystem's exit ran under a reader"
        #expect(label("done", 0) == "-")
        #expect(label(broken, 1) == "I8")
        #expect(label(broken, 1, .asan) == "hang")
        #expect(label("", 137, ended: false) == "hang")
        #expect(label("error: there is no law", 2) == nil)
        #expect(label("SUMMARY: ThreadSanitizer: data race a/b.c:1:2 in f", 66, .tsan) == "data race")
        #expect(label("SUMMARY: AddressSanitizer: 12 byte(s) leaked in 1 allocation(s).", 67, .asan) == "leak")
        #expect(label("SUMMARY: AddressSanitizer: SEGV a/b.c:1:2 in f", 67, .asan) == "SEGV")
        #expect(label("a.c:1:2: runtime error: load of null pointer", 67, .asan) == "undefined")
        #expect(label("provocation\tp\tM3\tunexpected\tprovoked\tlost", 1) == "M3")
        #expect(label("provocation\tp\tM3\texpected\tprovoked\tlost", 1) == "crash")
    }

    @Test func figuresCountWhoKilledAndWhoAlone() throws {
        let kill = RungVerdict(isKill: true, label: "x", evidence: "")
        let matrix = KillMatrix(
            kind: "mutants",
            rows: [
                KillMatrix.Row(name: "a", fate: .killed(by: [.tsan]), verdicts: [.tsan: kill, .asan: .alive]),
                KillMatrix.Row(name: "b", fate: .survives("equivalent"), verdicts: [.tsan: .alive]),
                KillMatrix.Row(name: "c", fate: .survives("equivalent"), verdicts: [.tsan: kill, .asan: kill]),
                KillMatrix.Row(name: "d", fate: .killed(by: [.asan]), verdicts: [.asan: .alive, .tsan: kill]),
                KillMatrix.Row(name: "e", fate: .killed(by: []), verdicts: [.asan: .alive]),
            ])
        #expect(matrix.figures.contains("mutants: 5, killed 3, explained 1, alive 1"))
        #expect(matrix.figures.contains("asan 1 (0 alone), tsan 3 (2 alone)"))
        #expect(matrix.complaints.map { $0.prefix(1) } == ["c", "d", "e"])
    }
}
