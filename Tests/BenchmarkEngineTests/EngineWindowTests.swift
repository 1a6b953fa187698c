import BenchmarkResults
import Foundation
import Testing

@testable import BenchmarkEngine

extension EngineTests {
    /// The laws of a window.
    @Suite struct Window {
        @Test func noSectionBeginsBeforeAllHaveArrived() throws {
            let clock = FakeClock()
            let tally = Tally()
            let threads = 8
            let benchmark = ScriptedCase { _ in
                let role = Role(name: "reader", threads: threads) { index in
                    let worker = ScriptedWorker.costing(1000, clock)
                    let section = worker.onSection
                    worker.onBegin = {
                        for _ in 0..<(index * 20) { sched_yield() }
                        tally.add("begun")
                    }
                    worker.onSection = { operations in
                        if tally["begun"] != threads { tally.add("violations") }
                        return section(operations)
                    }
                    worker.onEnd = { tally.add("ended") }
                    return worker
                }
                let run = ScriptedRun(roles: [role])
                run.onOpened = { if tally["begun"] != threads { tally.add("violations") } }
                run.onFinish = { _ in
                    if tally["ended"] != threads { tally.add("violations") }
                    return CaseOutcome()
                }
                return run
            }
            let row = try #require(try measure([benchmark], clock).rows.first)
            #expect(tally["violations"] == 0)
            #expect(row.text("estimator") == "throughput")
        }

        /// At the close each role is watched until it has worked once more; a role that had stopped would never.
        @Test func everyRoleStillWorksWhenTheWindowCloses() throws {
            let clock = FakeClock()
            let tally = Tally()
            let names = ["reader", "updater", "locker", "sender"]
            let benchmark = ScriptedCase { _ in
                let roles = names.map { name in
                    Role(name: name, threads: 2, measured: name == "reader") { index in
                        let worker = ScriptedWorker.costing(1000, clock)
                        let section = worker.onSection
                        worker.onSection = { operations in
                            tally.add("\(name) \(index)")
                            return section(operations)
                        }
                        worker.onEnd = {
                            if name == "reader", tally["others ended"] != 6 { tally.add("violations") }
                            tally.add(name == "reader" ? "readers ended" : "others ended")
                        }
                        return worker
                    }
                }
                let run = ScriptedRun(roles: roles)
                run.onClosed = {
                    for name in names {
                        for index in 0..<2 {
                            let before = tally["\(name) \(index)"]
                            while tally["\(name) \(index)"] == before { sched_yield() }
                        }
                    }
                    tally.add("watched")
                }
                return run
            }
            _ = try measure([benchmark], clock)
            #expect(tally["watched"] == 1)
            #expect(tally["violations"] == 0, "measured threads end after all others")
            #expect(tally["readers ended"] == 2)
        }

        @Test func anOperationThatTheOthersKeepBusyIsCensored() throws {
            let clock = FakeClock()
            let lockerWorks = Gate()
            let senderEnded = Gate()
            let benchmark = ScriptedCase { _ in
                let locker = Role(name: "locker") { _ in
                    let worker = ScriptedWorker()
                    worker.onSection = { operations in
                        lockerWorks.open()
                        // It comes to its end only when the senders have.
                        senderEnded.wait()
                        return SectionResult(operations: UInt64(operations))
                    }
                    return worker
                }
                let sender = Role(name: "sender", measured: false) { _ in
                    let worker = ScriptedWorker.costing(1000, clock)
                    let section = worker.onSection
                    worker.onSection = { operations in
                        lockerWorks.wait()
                        return section(operations)
                    }
                    worker.onEnd = { senderEnded.open() }
                    return worker
                }
                return ScriptedRun(roles: [locker, sender])
            }
            let row = try #require(try measure([benchmark], clock).rows.first)
            #expect(row.number("censored") == 1)
            // It began with the warm-up, and for a first operation that does not return there are three windows at most. The senders
            // move this clock as well, so it may be late already when the first closes.
            #expect([25e6, 45e6, 65e6].contains(row.number("censored_age_ns")))
            #expect(row["ns_per_op"] == nil)
            #expect(row.number("locker_ops") == 0)
            #expect(row.text("status") == "ok")
        }

        /// A worker of the model's is no thread of a role, and wants a CPU all the same.
        @Test func workersCountForOversubscription() throws {
            func isOversubscribed(_ runnable: Int?) throws -> Bool? {
                let clock = FakeClock()
                var benchmark = ScriptedCase.reader(on: clock)
                benchmark.runnableThreads = runnable
                return try measure([benchmark], clock).rows.first?.flag("oversubscribed")
            }
            #expect(try isOversubscribed(nil) == false)
            #expect(try isOversubscribed(allowedCPUs().count) == false)
            #expect(try isOversubscribed(allowedCPUs().count + 1) == true)
        }

        @Test func aThreadBlocksOnlyWhereItWasTold() throws {
            let clock = FakeClock()
            let tally = Tally()
            let benchmark = ScriptedCase { _ in
                let role = Role(name: "reader") { _ in
                    let worker = ScriptedWorker.costing(1000, clock)
                    worker.onBlock = { tally.add("blocks") }
                    return worker
                }
                return ScriptedRun(roles: [role])
            }
            _ = try measure([benchmark], clock)
            #expect(tally["blocks"] == 1, "at the barrier")
        }

        @Test func countersAreDividedByWhatWasDoneBetweenTheSameLooks() throws {
            let clock = FakeClock()
            let tally = Tally()
            let benchmark = ScriptedCase { _ in
                let role = Role(name: "reader", fixedBatch: 1) { _ in
                    let worker = ScriptedWorker()
                    worker.onSection = { operations in
                        clock.advance(1000)
                        tally.add("done")
                        return SectionResult(operations: UInt64(operations))
                    }
                    return worker
                }
                let run = ScriptedRun(roles: [role])
                run.onOpened = { tally.add("at opening", tally["done"]) }
                run.onClosed = {
                    let before = tally["done"]
                    while tally["done"] < before + 100 { sched_yield() }
                    tally.add("at close", tally["done"])
                }
                run.onFinish = {
                    tally.add("operations", Int($0))
                    return CaseOutcome()
                }
                return run
            }
            _ = try measure([benchmark], clock)
            #expect(tally["operations"] >= 99)
            #expect(tally["operations"] <= tally["done"] - tally["at opening"] + 1)
        }

        @Test func aPinnedRunOnTheRealClockHasRows() throws {
            let cpu = try #require(allowedCPUs().first)
            let tally = Tally()
            let benchmark = ScriptedCase { _ in
                let role = Role(name: "reader", threads: 2, samplesLatency: true) { _ in
                    let worker = ScriptedWorker()
                    worker.onBegin = { if allowedCPUs() != [cpu] { tally.add("violations") } }
                    return worker
                }
                return ScriptedRun(roles: [role])
            }
            let configuration = EngineConfiguration(
                window: 1_000_000, warmup: 100_000, repetitions: 1, pin: .list([cpu]), timeout: 60_000_000_000)
            var rows: [ResultRow] = []
            _ = try Engine(configuration: configuration).run([benchmark], onRow: { rows.append($0) }, onProgress: nil)
            #expect(tally["violations"] == 0)
            #expect(rows.first?.flag("oversubscribed") == true)
            #expect(rows.first?.text("pin") == "\(cpu)")
            #expect(rows.first?.flag("valid") == true)
        }
    }
}
