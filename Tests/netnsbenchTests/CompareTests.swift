import Foundation
import TestSupport
import Testing

/// Everything `compare` says, whole: stdout, stderr and the exit code.
///
/// `UPDATE_GOLDEN=1 swift test` writes the golden files anew; read the difference before it is committed.
@Suite struct CompareTests {
    @Test(arguments: [
        ("paired", ["old.csv", "new.csv"], Int32(3)),
        ("paired-csv", ["old.csv", "new.csv", "--format", "csv"], 3),
        ("paired-json", ["old.csv", "new.csv", "--format", "json"], 3),
        ("paired-markdown", ["old.csv", "new.csv", "--format", "markdown", "--by", "variant"], 3),
        ("paired-strict", ["old.csv", "new.csv", "--strict", "--filter", "v1|v3"], 4),
        ("improved", ["old.csv", "new.csv", "--strict", "--filter", "v1|v2"], 0),
        ("threshold", ["old.csv", "new.csv", "--threshold", "50%"], 0),
        ("unpaired", ["a.csv", "b.csv"], 0),
        ("unpaired-strict", ["a.csv", "b.csv", "--strict"], 4),
        ("calibrated", ["calibrated/a.csv", "calibrated/b.csv"], 3),
        ("normalized", ["a.csv", "b.csv", "--normalize", "floor", "--calibration", "calibrated/calibration.csv"], 0),
        ("three", ["base=a.csv", "b=b.csv", "c=c.csv", "--calibration", "calibrated/calibration.csv"], 3),
        ("three-markdown", ["a.csv", "b.csv", "c.csv", "--format", "markdown"], 0),
        ("environment", ["a.csv", "elsewhere.csv", "--calibration", "calibrated/calibration.csv"], 0),
        (
            "environment-allowed",
            ["a.csv", "elsewhere.csv", "--calibration", "calibrated/calibration.csv", "--allow-env-mismatch"], 0
        ),
        ("placement", ["unpinned.csv", "pinned.csv"], 0),
        ("ignored", ["old.csv", "pinned.csv", "--ignore", "namespace"], 2),
        ("schema", ["a.csv", "later.csv"], 1),
        ("too-few", ["small.csv", "b.csv", "--calibration", "calibrated/calibration.csv"], 0),
        ("one-process", ["one.csv", "b.csv"], 0),
        ("zero", ["zero.csv", "b.csv", "--strict"], 4),
        ("variants", ["--variants", "variants.csv"], 0),
        ("variants-csv", ["--variants", "variants.csv", "--format", "csv"], 0),
        ("by-sender-mode", ["--by", "sender_mode", "variants.csv", "--baseline", "blocking"], 0),
        ("nothing-valid", ["a.csv", "b.csv", "--metric", "locker_ops_per_s"], 1),
        ("same-file", ["a.csv", "a.csv"], 2),
        ("same-rows", ["a.csv", "calibrated/a.csv"], 2),
        ("no-common-case", ["a.csv", "other.csv"], 1),
        ("cut", ["a.csv", "cut.csv"], 1),
        ("missing", ["a.csv", "nowhere.csv"], 1),
        ("one-value", ["--by", "readers", "variants.csv"], 2),
        ("twice-named", ["x=a.csv", "x=b.csv"], 2),
        ("bad-baseline", ["--variants", "variants.csv", "--baseline", "rcu_qsb"], 2),
        ("bad-calibration", ["a.csv", "b.csv", "--calibration", "a.csv"], 1),
    ])
    func everythingItSaysIsAsItWas(_ name: String, _ arguments: [String], _ status: Int32) throws {
        try ProgramUnderTest.inFolder { folder in
            try ComparedFiles.write(into: folder)
            let outcome = try ProgramUnderTest.run(["compare"] + arguments, in: folder)
            #expect(outcome.status == status, "\(outcome.errors)")
            try Golden(name).check(outcome)
            // What is random is seeded: it says the same twice.
            #expect(try ProgramUnderTest.run(["compare"] + arguments, in: folder).output == outcome.output)
        }
    }

    @Test func theFormatsForProgramsAreWellFormed() throws {
        try ProgramUnderTest.inFolder { folder in
            try ComparedFiles.write(into: folder)
            let json = try ProgramUnderTest.run(["compare", "old.csv", "new.csv", "--format", "json"], in: folder)
            let object = try #require(
                try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
            let cases = try #require(object["cases"] as? [[String: Any]])
            #expect(cases.count == 4)
            #expect(cases.allSatisfy { $0["ratio"] is Double && $0["verdict"] is String })
            #expect((object["header"] as? [String])?.isEmpty == false)
        }
    }
}
