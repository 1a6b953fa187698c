import BenchmarkResults
import Foundation
import Testing

@testable import Campaigns

@Suite(.serialized) struct CampaignTests {
    /// As the program does at its start.
    init() { signal(SIGPIPE, SIG_IGN) }

    func inCampaign(
        lockstep: Bool = false, _ body: (CampaignRecorder, Build, FakeProgram) async throws -> Void
    ) async throws {
        let program = try FakeProgram(takesLockstep: lockstep)
        defer { program.remove() }
        try await body(CampaignRecorder(campaign: "c"), try await Build(path: program.path), program)
    }

    func request(_ build: Build, _ cases: [String], block: Int? = 3) -> BlockRequest {
        BlockRequest(
            build: build, options: ["--pin", "none"], cases: cases, number: block, seed: 42, repetitions: 1,
            argv: "netnsbench run")
    }

    @Test(arguments: [false, true]) func rowsGetTheNumbersOfTheCampaign(_ lockstep: Bool) async throws {
        try await inCampaign(lockstep: lockstep) { recorder, build, _ in
            var rows: [ResultRow] = []
            let first = try await recorder.measure(request(build, ["empty/a", "empty/b"])) { rows.append($0) }
            let second = try await recorder.measure(request(build, ["empty/a"], block: 4)) { rows.append($0) }
            #expect(first == nil && second == nil)
            #expect(rows.map { $0.integer("process") } == [1, 1, 2])
            #expect(rows.map { $0.integer("block") } == [3, 3, 4])
            #expect(rows.map { $0.text("variant") } == ["a", "b", "a"])
            #expect(rows.allSatisfy { $0.text("campaign") == "c" && $0.integer("seed") == 42 })
            #expect(rows[0].text("error") == "two\nlines, and a comma")
        }
    }

    /// Each pass of an only process is a block of its own, as the process numbers it.
    @Test func withoutANumberTheBlocksAreThoseOfTheProcess() async throws {
        try await inCampaign { recorder, build, _ in
            var blocks: [Int64?] = []
            _ = try await recorder.measure(request(build, ["empty/a"], block: nil)) {
                blocks.append($0.integer("block"))
            }
            #expect(blocks == [1])
        }
    }

    @Test(arguments: [false, true]) func theRestOfABlockIsMeasuredAfterACaseThatHung(_ lockstep: Bool) async throws {
        try await inCampaign(lockstep: lockstep) { recorder, build, _ in
            var complaints = ""
            recorder.onComplaints = { complaints += $0 }
            var rows: [ResultRow] = []
            _ = try await recorder.measure(request(build, ["empty/a", "empty/hang", "empty/b", "empty/c"])) {
                rows.append($0)
            }
            #expect(rows.map { $0.text("variant") } == ["a", "hang", "b", "c"])
            #expect(rows.map { $0.integer("process") } == [1, 1, 2, 2])
            #expect(recorder.timedOut == ["empty/hang"])
            #expect(recorder.invalidRows == 1)
            #expect(complaints == "a stack\n")
        }
    }

    @Test(arguments: [false, true]) func invalidRowsAreCountedAndTheCampaignGoesOn(_ lockstep: Bool) async throws {
        try await inCampaign(lockstep: lockstep) { recorder, build, _ in
            _ = try await recorder.measure(request(build, ["empty/invalid", "empty/b"])) { _ in }
            _ = try await recorder.measure(request(build, ["empty/b"])) { _ in }
            #expect(recorder.invalidRows == 1)
            #expect(recorder.errors == ["empty/invalid: two\nlines, and a comma"])
        }
    }

    @Test(
        arguments: [
            ("empty/fail", "process 1 of the campaign failed (exit code 1): it failed, it did."),
            ("empty/crash", "process 1 of the campaign failed (killed by signal 11"),
        ], [false, true])
    func aProgramThatFailsEndsTheCampaign(_ failure: (name: String, message: String), _ lockstep: Bool) async throws {
        let (name, message) = failure
        try await inCampaign(lockstep: lockstep) { recorder, build, _ in
            let error = await #expect(throws: ExecutionError.self) {
                _ = try await recorder.measure(request(build, [name])) { _ in }
            }
            #expect(error?.description.hasPrefix(message) == true, "\(error?.description ?? "")")
        }
    }

    /// A disk that is full, say: nobody may measure on.
    @Test(arguments: [false, true]) func anErrorOfTheReaderEndsTheProgram(_ lockstep: Bool) async throws {
        struct Full: Error {}
        try await inCampaign(lockstep: lockstep) { recorder, build, _ in
            _ = await #expect(throws: Full.self) {
                _ = try await recorder.measure(request(build, ["empty/a", "empty/wait"])) { _ in throw Full() }
            }
        }
    }

    @Test func aRebuildDoesNotChangeTheBuildThatIsMeasured() async throws {
        try await inCampaign { recorder, build, program in
            var hosts: [String?] = []
            _ = try await recorder.measure(request(build, ["empty/a"])) { hosts.append($0.text("host")) }
            try program.write(marker: "second")
            _ = try await recorder.measure(request(build, ["empty/a"])) { hosts.append($0.text("host")) }
            #expect(hosts == ["first", "first"])
            let rebuilt = try await Build(path: program.path)
            _ = try await recorder.measure(request(rebuilt, ["empty/a"])) { hosts.append($0.text("host")) }
            #expect(hosts.last == "second")
        }
    }

    @Test func aBuildSaysWhatItMeasures() async throws {
        try await inCampaign { _, build, _ in
            #expect(build.takesCases)
            let cases = try await build.cases(options: [])
            #expect(cases == ["empty/a", "empty/b"])
        }
        for path in ["/bin/true", "/nonexistent"] {
            _ = await #expect(throws: ExecutionError.self) { _ = try await Build(path: path) }
        }
    }

    // MARK: Pairs

    /// Both sides take turns window by window (ABBA), and never measure at once: the stand-in complains if they do.
    @Test(arguments: [0, 1]) func twoSidesTakeTurns(_ first: Int) async throws {
        try await inCampaign(lockstep: true) { recorder, build, _ in
            var turns: [String] = []
            var numbers: [Int64?] = []
            let names = ["empty/a", "empty/b", "empty/c"]
            let signal = try await recorder.measure(
                pair: [request(build, names), request(build, names)], first: first
            ) { row, side in
                turns.append("\(side)\(row.text("variant") ?? "")")
                numbers.append(row.integer("process"))
            }
            #expect(signal == nil)
            let expected = ["0a", "1a", "1b", "0b", "0c", "1c"]
            let mirrored = ["1a", "0a", "0b", "1b", "1c", "0c"]
            #expect(turns == (first == 0 ? expected : mirrored))
            #expect(zip(turns, numbers).allSatisfy { $1 == ($0.hasPrefix("0") ? 1 : 2) })
        }
    }

    /// What hangs on one side is measured on neither side any more; the rest is measured on both.
    @Test func aHangingCaseOfOneSideCostsThatPairOnly() async throws {
        try await inCampaign(lockstep: true) { recorder, build, _ in
            var turns: [String] = []
            _ = try await recorder.measure(
                pair: [
                    request(build, ["empty/a", "empty/b", "empty/c"]),
                    request(build, ["empty/a", "empty/hang", "empty/c"]),
                ], first: 0
            ) { row, side in turns.append("\(side)\(row.text("variant") ?? "")") }
            #expect(turns == ["0a", "1a", "1hang", "0c", "1c"])
            #expect(recorder.timedOut == ["empty/hang"])
            #expect(recorder.processes == 4)
        }
    }

    @Test func aSideThatFailsEndsBoth() async throws {
        try await inCampaign(lockstep: true) { recorder, build, _ in
            let error = await #expect(throws: ExecutionError.self) {
                _ = try await recorder.measure(
                    pair: [request(build, ["empty/a", "empty/b"]), request(build, ["empty/a", "empty/fail"])], first: 0
                ) { _, _ in }
            }
            #expect(error?.description == "process 2 of the campaign failed (exit code 1): it failed, it did.")
        }
    }

    @Test func anErrorOfTheReaderEndsBoth() async throws {
        struct Full: Error {}
        try await inCampaign(lockstep: true) { recorder, build, _ in
            _ = await #expect(throws: Full.self) {
                _ = try await recorder.measure(
                    pair: [request(build, ["empty/a", "empty/b"]), request(build, ["empty/a", "empty/wait"])], first: 1
                ) { _, side in if side == 0 { throw Full() } }
            }
        }
    }
}
