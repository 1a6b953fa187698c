import BenchmarkResults
import Foundation
import NetNamespace
import Testing

@testable import netnsbench

/// `study shapes --from`, run as its user runs it.
@Suite struct ShapesCommandTests {
    @Test func aKeptFileIsJudgedAgain() throws {
        let plan = ShapePlan(isQuick: true)
        let seed = try #require(ShapeVariants.restarting.first)
        try ProgramUnderTest.inFolder { folder in
            let (good, bad) = (folder.appendingPathComponent("good.csv"), folder.appendingPathComponent("bad.csv"))
            try MadeUpShapes.file(MadeUpShapes.drains(plan, MadeUpShapes.meant)).write(
                to: good, atomically: true, encoding: .utf8)
            let seeded = MadeUpShapes.drains(plan) { variant, length, pending in
                MadeUpShapes.meant(variant.name == "rtnl_sync" ? seed : variant, length, pending)
            }
            try MadeUpShapes.file(seeded).write(to: bad, atomically: true, encoding: .utf8)

            let held = try ProgramUnderTest.run(["study", "shapes", "--quick", "--from", good.path])
            #expect(held.status == 0 && held.errors.isEmpty)
            let refuted = try ProgramUnderTest.run(["study", "shapes", "--quick", "--from", bad.path])
            #expect(refuted.status == 1)
            #expect(refuted.errors == "error: 1 of the shapes asked for do not show\n")
            #expect(refuted.output.contains("\nNOT SEEN: shape 1, rtnl_sync: idle unlock"))
            let both = try ProgramUnderTest.run(["study", "shapes", "--from", good.path, "-o", "x"])
            #expect(both.status == 2 && both.errors.contains("leave out -o and --force"))
        }
    }

    /// Tables without pictures, and one sentence.
    @Test func withoutGnuplotThePackageIsNamed() throws {
        try ProgramUnderTest.inFolder { folder in
            let rows = folder.appendingPathComponent("rows.csv")
            try MadeUpShapes.file(MadeUpShapes.drains(ShapePlan(isQuick: true), MadeUpShapes.meant)).write(
                to: rows, atomically: true, encoding: .utf8)
            let process = ProgramUnderTest.process([
                "study", "shapes", "--quick", "--from", rows.path, "--figures", folder.appendingPathComponent("f").path,
            ])
            process.environment = ProcessInfo.processInfo.environment.merging(["PATH": folder.path]) { $1 }
            let outcome = try ProgramUnderTest.outcome(of: process)
            #expect(outcome.status == 0)
            #expect(outcome.errors == "no pictures: there is no gnuplot; it is in the Debian package gnuplot-nox\n")
        }
    }
}
