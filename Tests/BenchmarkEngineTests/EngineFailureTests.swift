import BenchmarkResults
import Foundation
import Testing

@testable import BenchmarkEngine

private struct Refused: Error {}

/// Sends the process a signal, as a terminal does, and waits until it has been noticed.
private func interrupt(_ signal: Int32) {
    kill(getpid(), signal)
    while caughtSignal() == 0 { sched_yield() }
}

extension EngineTests {
    /// What ends a repetition or a run early.
    @Suite struct Failures {
        @Test func aHangingOperationBecomesARow() throws {
            let clock = FakeClock()
            let gate = Gate()
            defer { gate.open() }
            let hanging = ScriptedCase(name: "hanging") { _ in
                let role = Role(name: "reader") { _ in
                    let worker = ScriptedWorker.costing(1000, clock)
                    let section = worker.onSection
                    worker.onSection = { operations in
                        if clock.now() < 15_000_000 { return section(operations) }
                        clock.advance(10_000_000_000_000)
                        gate.wait()
                        return SectionResult(operations: 0)
                    }
                    return worker
                }
                return ScriptedRun(roles: [role])
            }
            let (rows, summary) = try measure([hanging], clock, repetitions: 3)
            #expect(summary.timedOut)
            #expect(summary.rows == 1 && summary.invalidRows == 1)
            #expect(rows.count == 1, "nothing runs after it")
            #expect(rows.first?.text("status") == "timeout")
            #expect(rows.first?.flag("valid") == false)
            #expect(rows.first?.number("censored") == 1)
            #expect(rows.first?.number("reader_ops").map { $0 > 0 } == true)
        }

        @Test func aThreadThatNeverArrivesBecomesARow() throws {
            let clock = FakeClock()
            let gate = Gate()
            defer { gate.open() }
            let late = ScriptedCase(name: "late") { _ in
                let role = Role(name: "reader", threads: 2) { index in
                    let worker = ScriptedWorker.costing(1000, clock)
                    if index == 1 {
                        worker.onBegin = {
                            clock.advance(10_000_000_000_000)
                            gate.wait()
                        }
                    }
                    return worker
                }
                return ScriptedRun(roles: [role])
            }
            let (rows, summary) = try measure([late], clock)
            #expect(summary.timedOut)
            #expect(rows.first?.text("status") == "timeout")
            #expect(rows.first?["ns_per_op"] == nil)
        }

        @Test func aRowThatCannotBeTakenEndsTheRun() throws {
            let clock = FakeClock()
            let engine = Engine(configuration: EngineConfiguration(repetitions: 5, clock: clock))
            let tally = Tally()
            #expect(throws: Refused.self) {
                try engine.run(
                    [ScriptedCase.reader("a", on: clock), ScriptedCase.reader("b", on: clock)],
                    onRow: { _ in
                        tally.add("rows")
                        if tally["rows"] == 2 { throw Refused() }
                    }, onProgress: { _, _, _ in tally.add("progress") })
            }
            #expect(tally["rows"] == 2)
            #expect(tally["progress"] == 2)
        }

        @Test func aRepetitionThatCannotBeSetUpIsAnInvalidRow() throws {
            let clock = FakeClock()
            let broken = ScriptedCase(name: "broken", cells: ["variant": .text("v")]) { _ in throw Refused() }
            let (rows, summary) = try measure([broken, .reader("sound", on: clock)], clock)
            #expect(summary.rows == 2 && summary.invalidRows == 1)
            #expect(summary.errors.count == 1 && summary.errors.first?.hasPrefix("broken: ") == true)
            let row = try #require(rows.first { $0.text("status") == "error" })
            #expect(row.text("variant") == "v")
            #expect(row.flag("valid") == false)
        }

        @Test func aRepetitionThatFailsItsChecksIsAnInvalidRow() throws {
            let clock = FakeClock()
            let busted = ScriptedCase(name: "busted") { _ in
                let run = ScriptedRun(roles: [Role(name: "reader") { _ in ScriptedWorker.costing(1000, clock) }])
                run.onFinish = { _ in CaseOutcome(valid: false, error: "lost one", cells: ["stranded": .integer(1)]) }
                return run
            }
            let (rows, summary) = try measure([busted], clock)
            #expect(summary.invalidRows == 1 && summary.errors == ["busted: lost one"])
            #expect(rows.first?.flag("valid") == false)
            #expect(rows.first?.text("status") == "invalid")
            #expect(rows.first?.text("error") == "lost one")
            #expect(rows.first?.number("stranded") == 1)
            #expect(rows.first?.number("ns_per_op") == 1000, "the figures stay, for whoever looks for the reason")
        }

        @Test func aCaseWithoutAMeasuredRoleIsAnInvalidRow() throws {
            let clock = FakeClock()
            let (rows, _) = try measure([ScriptedCase { _ in ScriptedRun(roles: []) }], clock)
            #expect(rows.first?.text("status") == "error")
        }

        @Test(arguments: [SIGINT, SIGTERM]) func aSignalBetweenRepetitionsEndsTheRun(signal: Int32) throws {
            let clock = FakeClock()
            let engine = Engine(configuration: EngineConfiguration(repetitions: 5, clock: clock))
            let tally = Tally()
            let summary = try engine.run(
                [ScriptedCase.reader(on: clock)],
                onRow: { _ in
                    tally.add("rows")
                    interrupt(signal)
                }, onProgress: nil)
            #expect(summary.interruptedBy == signal)
            #expect(summary.rows == 1 && tally["rows"] == 1)
        }

        @Test func aSignalInAWindowLeavesNoRow() throws {
            let clock = FakeClock()
            let tally = Tally()
            let benchmark = ScriptedCase { _ in
                let run = ScriptedRun(roles: [Role(name: "reader") { _ in ScriptedWorker.costing(1000, clock) }])
                run.onOpened = { interrupt(SIGINT) }
                run.onFinish = { _ in
                    tally.add("finished")
                    return CaseOutcome()
                }
                return run
            }
            let (rows, summary) = try measure([benchmark], clock, repetitions: 3)
            #expect(rows.isEmpty)
            #expect(summary.interruptedBy == SIGINT)
            #expect(tally["finished"] == 1, "torn down all the same")
        }

        @Test func theHandlersOfBeforeArePutBack() throws {
            var ignore = sigaction()
            ignore.__sigaction_handler.sa_handler = SIG_IGN
            var previous = sigaction()
            sigaction(SIGTERM, &ignore, &previous)
            defer { sigaction(SIGTERM, &previous, nil) }
            let clock = FakeClock()
            _ = try measure([.reader(on: clock)], clock)
            var now = sigaction()
            sigaction(SIGTERM, nil, &now)
            #expect(
                unsafeBitCast(now.__sigaction_handler.sa_handler, to: Int.self)
                    == unsafeBitCast(SIG_IGN, to: Int.self))
        }

        @Test func aCPUOutsideTheAllowedIsRefusedBeforehand() throws {
            let clock = FakeClock()
            let engine = Engine(configuration: EngineConfiguration(pin: .list([8191]), clock: clock))
            #expect(throws: EngineError.self) {
                try engine.run([ScriptedCase.reader(on: clock)], onRow: { _ in Issue.record("a row") }, onProgress: nil)
            }
        }
    }
}
