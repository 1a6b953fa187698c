import BenchmarkResults
import Testing

@testable import BenchmarkEngine

extension EngineTests {
    /// Whole runs on a clock that the workers advance: every figure is exact.
    @Suite struct Figures {
        @Test func aThreadAloneIsCountedExactly() throws {
            let clock = FakeClock(at: 1000)
            let (rows, summary) = try measure([.reader(cost: 1000, on: clock)], clock)
            let row = try #require(rows.first)
            // Sections of 1, 2, 4, 8, 16 and three times 32 operations find the batch of 50, at 128,000 ns. From then on
            // chunks of 50,000: the window 5,001,000 ... 25,001,000 holds those from the 98th to the 497th boundary.
            #expect(row.number("chunks") == 399)
            #expect(row.number("reader_ops") == 19950)
            #expect(row.number("ns_per_op") == 1000)
            #expect(row.number("window_mean_ns").map { abs($0 - 1000) < 1e-6 } == true)
            #expect(row.number("chunk_median_ns") == 1000)
            #expect(row.number("chunk_p10_ns") == 1000)
            #expect(row.number("chunk_p90_ns") == 1000)
            #expect(row.number("reader_ops_per_s") == 1e6)
            #expect(row.number("reader_thread_min") == 19950)
            #expect(row.number("reader_thread_max") == 19950)
            #expect(row.number("reader_jain") == 1)
            #expect(row.number("window_s") == 0.02)
            #expect(row.number("warmup_s") == 0.005)
            #expect(row.number("full_concurrency_fraction") == 1)
            #expect(row.number("clock_cost_ns") == 0)
            #expect(row.number("censored") == 0)
            #expect(row["censored_age_ns"] == nil)
            #expect(row["service_max_ns"] == nil)
            #expect(row.text("estimator") == "chunk_median")
            #expect(row.flag("valid") == true)
            #expect(row.text("status") == "ok")
            #expect(row.flag("oversubscribed") == false)
            #expect(row.text("campaign") == "test")
            #expect(row.text("argv") == "netnsbench run")
            #expect(row.number("process") == 1)
            #expect(row.text("build") != nil)
            #expect(summary.rows == 1 && summary.invalidRows == 0 && summary.errors.isEmpty)
        }

        @Test func samplesAreCountedAndTimed() throws {
            let clock = FakeClock()
            let benchmark = ScriptedCase { _ in
                let role = Role(name: "reader", samplesLatency: true) { _ in
                    let worker = ScriptedWorker.costing(1000, clock)
                    worker.lastSampleNanoseconds = 77
                    return worker
                }
                return ScriptedRun(roles: [role])
            }
            let row = try #require(try measure([benchmark], clock).rows.first)
            let chunks = try #require(row.number("chunks"))
            let samples = try #require(row.number("service_samples"))
            #expect(abs(samples - chunks) <= 1)
            #expect(row.number("reader_ops") == 50 * chunks + samples)
            #expect(row.number("service_p50_ns") == 1000)
            #expect(row.number("service_p90_ns") == 1000)
            #expect(row["service_p99_ns"] == nil)
            #expect(row.number("service_max_ns") == 1000)
            #expect(row.number("enqueue_to_handled_p50_ns") == 77)
            #expect(row.number("reader_ops_per_s") == 1e6)
        }

        @Test func aSectionMayTimeItself() throws {
            let clock = FakeClock()
            let benchmark = ScriptedCase { _ in
                let role = Role(name: "locker", samplesLatency: true) { _ in
                    let worker = ScriptedWorker()
                    worker.onSection = { operations in
                        clock.advance(1000 * UInt64(operations))
                        return SectionResult(
                            operations: UInt64(operations), timedNanoseconds: 300 * UInt64(operations))
                    }
                    return worker
                }
                return ScriptedRun(roles: [role], estimator: .timedInside)
            }
            let row = try #require(try measure([benchmark], clock).rows.first)
            #expect(row.number("ns_per_op") == 300)
            #expect(row.number("window_mean_ns").map { abs($0 - 1000) < 1e-6 } == true)
            #expect(row.number("service_p50_ns") == 300)
            #expect(row.number("locker_ops_per_s") == 1e6)
            #expect(row.text("estimator") == "timed_inside")
        }

        @Test func aReferenceSectionIsSubtracted() throws {
            let clock = FakeClock()
            let benchmark = ScriptedCase { _ in
                let role = Role(name: "locker") { _ in
                    let worker = ScriptedWorker.costing(1000, clock)
                    worker.onReference = { operations in
                        clock.advance(400 * UInt64(operations))
                        return SectionResult(operations: UInt64(operations))
                    }
                    return worker
                }
                return ScriptedRun(roles: [role], estimator: .differential)
            }
            let row = try #require(try measure([benchmark], clock).rows.first)
            #expect(row.number("ns_per_op") == 600)
            #expect(row.text("estimator") == "differential")
        }

        @Test func whatWasDoneCountsAndNotWhatWasAsked() throws {
            let clock = FakeClock()
            let benchmark = ScriptedCase { _ in
                let role = Role(name: "reader", fixedBatch: 10) { _ in
                    let worker = ScriptedWorker()
                    worker.onSection = { operations in
                        clock.advance(8000)
                        return SectionResult(operations: UInt64(operations) - 2)
                    }
                    return worker
                }
                return ScriptedRun(roles: [role])
            }
            #expect(try measure([benchmark], clock).rows.first?.number("ns_per_op") == 1000)
        }

        @Test func aShortWindowIsExtendedAndSaysSo() throws {
            let clock = FakeClock()
            let row = try #require(try measure([.reader(cost: 1_500_000, on: clock)], clock).rows.first)
            #expect(row.number("ns_per_op") == 1_500_000)
            // 20 ms hold 13 chunks, 40 ms 26, 60 ms 39 or 40.
            #expect(row.number("window_s") == 0.06)
            #expect(row.number("chunks").map { (38...40).contains($0) } == true)
        }

        @Test func anExtensionIsBounded() throws {
            let clock = FakeClock()
            let row = try #require(try measure([.reader(cost: 15_000_000, on: clock)], clock).rows.first)
            #expect(row.number("window_s") == 0.2)
            #expect(row.number("chunks").map { (11...13).contains($0) } == true)
        }

        @Test func anOpenLoopKeepsItsRate() throws {
            let clock = FakeClock()
            let benchmark = ScriptedCase { _ in
                let role = Role(name: "sender", samplesLatency: true, ratePerSecond: 10000) { _ in
                    ScriptedWorker.costing(30000, clock)
                }
                return ScriptedRun(roles: [role])
            }
            let row = try #require(try measure([benchmark], clock).rows.first)
            #expect(row.number("sender_ops").map { (199...200).contains($0) } == true)
            #expect(row["service_max_ns"] == nil)
        }

        /// 10,000 a second are asked for and 5,000 can be done: the k-th operation begins 200 us x k after the start.
        @Test func aQueueThatGrowsIsCensoredAndHasNoPercentiles() throws {
            let clock = FakeClock(at: 1000)
            let benchmark = ScriptedCase { _ in
                let role = Role(name: "creator", samplesLatency: true, ratePerSecond: 10000) { _ in
                    ScriptedWorker.costing(200_000, clock)
                }
                return ScriptedRun(roles: [role])
            }
            let row = try #require(try measure([benchmark], clock).rows.first)
            // 25 ms after the start number 125 begins and number 249 should have.
            #expect(row.integer("censored") == 124)
            #expect(row.number("censored_age_ns") == 12.4e6)
            #expect(row.integer("creator_ops") == 100 && row.integer("response_samples") == 100)
            #expect(row["response_p50_ns"] == nil && row["response_max_ns"] == nil)
            #expect(row.flag("valid") == true && row.text("status") == "ok")
        }

        /// A role that keeps up waits for its starts, not they for it.
        @Test func aRoleThatKeepsUpIsNotCensored() throws {
            let clock = FakeClock()
            let benchmark = ScriptedCase { _ in
                let role = Role(name: "creator", samplesLatency: true, ratePerSecond: 10000) { _ in
                    ScriptedWorker.costing(30000, clock)
                }
                return ScriptedRun(roles: [role])
            }
            let row = try #require(try measure([benchmark], clock).rows.first)
            #expect(row.integer("censored") == 0 && row["censored_age_ns"] == nil)
            #expect(row.number("response_p50_ns").map { abs($0 - 30000) < 50 } == true)
        }

        /// As a creator whose ring is full: the start is kept, and its response counts from it.
        @Test func aSectionThatCouldDoNothingLosesNoStart() throws {
            let clock = FakeClock()
            let benchmark = ScriptedCase { _ in
                let role = Role(name: "creator", samplesLatency: true, fixedBatch: 1, ratePerSecond: 10000) { _ in
                    let worker = ScriptedWorker()
                    var count = 0
                    worker.onSection = { _ in
                        count += 1
                        clock.advance(20000)
                        return SectionResult(operations: count.isMultiple(of: 2) ? 1 : 0)
                    }
                    return worker
                }
                return ScriptedRun(roles: [role])
            }
            let row = try #require(try measure([benchmark], clock).rows.first)
            #expect(row.integer("creator_ops").map { (199...200).contains($0) } == true)
            #expect(row.number("response_p50_ns").map { abs($0 - 40000) < 50 } == true)
        }

        /// Every tenth operation waits; the section works 200 ns besides, and its timed part begins with it.
        @Test(arguments: [nil, 10_000.0]) func theMeanOfTimedOperationsShowsTheWaiting(_ rate: Double?) throws {
            let clock = FakeClock()
            let benchmark = ScriptedCase { _ in
                let role = Role(name: "locker", samplesLatency: true, fixedBatch: 1, ratePerSecond: rate) { _ in
                    let worker = ScriptedWorker()
                    var count = 0
                    worker.onSection = { _ in
                        count += 1
                        let wait: UInt64 = count % 10 == 0 ? 1800 : 800
                        clock.advance(wait + 200)
                        return SectionResult(operations: 1, timedNanoseconds: wait)
                    }
                    return worker
                }
                return ScriptedRun(roles: [role], estimator: .timedMean)
            }
            let row = try #require(try measure([benchmark], clock).rows.first)
            #expect(row.text("estimator") == "timed_mean")
            #expect(row.number("chunk_median_ns") == 800)
            #expect(row.number("ns_per_op").map { abs($0 - 900) < 5 } == true)
            let prefix = rate == nil ? "service" : "response"
            #expect(row.number("\(prefix)_p50_ns") == 800 && row.number("\(prefix)_max_ns") == 1800)
        }

        @Test func whatDidNothingIsNoChunkAndNoSample() throws {
            let clock = FakeClock()
            let benchmark = ScriptedCase { _ in
                let role = Role(name: "creator", samplesLatency: true, fixedBatch: 1) { _ in
                    let worker = ScriptedWorker()
                    var count = 0
                    worker.onSection = { _ in
                        count += 1
                        clock.advance(1000)
                        return SectionResult(operations: count.isMultiple(of: 2) ? 1 : 0)
                    }
                    return worker
                }
                return ScriptedRun(roles: [role])
            }
            let row = try #require(try measure([benchmark], clock).rows.first)
            let operations = try #require(row.integer("creator_ops"))
            #expect(operations > 9000 && row.integer("chunks") == operations)
            #expect(row.integer("service_samples") == operations)
        }

        /// A section of 1100 ns waits for 330 of them before it begins; the edges cut one each, in proportion.
        @Test(arguments: [nil, 330] as [UInt64?]) func howLongCreatorsWereHeldBackIsAShareOfTheWindow(
            _ held: UInt64?
        ) throws {
            let clock = FakeClock(at: 1500)
            let benchmark = ScriptedCase { _ in
                let role = Role(name: "creator", fixedBatch: 1) { _ in
                    let worker = ScriptedWorker()
                    worker.heldBackNanoseconds = held
                    worker.onSection = { _ in
                        clock.advance(1100)
                        return SectionResult(operations: 1, timedNanoseconds: 770)
                    }
                    return worker
                }
                return ScriptedRun(roles: [role])
            }
            let share = try #require(try measure([benchmark], clock).rows.first).number("credit_wait_fraction")
            #expect(held == nil ? share == nil : share.map { abs($0 - 0.3) < 1e-9 } == true)
        }

        @Test func repetitionsAndOrderAreNumbered() throws {
            let clock = FakeClock()
            let cases = [ScriptedCase.reader("a", on: clock), .reader("b", on: clock), .reader("c", on: clock)]
            let (rows, summary) = try measure(cases, clock, repetitions: 4)
            #expect(summary.rows == 12)
            #expect(rows.compactMap { $0.number("order") } == (1...12).map(Double.init))
            #expect(rows.compactMap { $0.number("repetition") }.sorted() == [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4])
            #expect(rows.allSatisfy { $0["block"] == $0["repetition"] })
        }
    }
}
