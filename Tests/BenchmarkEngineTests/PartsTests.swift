import BenchmarkResults
import Testing

@testable import BenchmarkEngine

@Suite struct CalibratorTests {
    /// The batch that is found where an operation takes `cost` ns.
    private func batch(cost: UInt64, disturbed: Int? = nil) -> Int {
        var calibrator = Calibrator(fixed: nil)
        for step in 0..<100 where !calibrator.settled {
            calibrator.observe(nanoseconds: cost * UInt64(calibrator.batch) + (step == disturbed ? 400_000 : 0))
        }
        #expect(calibrator.settled)
        return calibrator.batch
    }

    @Test(arguments: [(UInt64(10), 5000), (1000, 50), (20_000, 2), (50_000, 1), (1_000_000_000, 1)])
    func aChunkIsAboutFiftyMicroseconds(cost: UInt64, expected: Int) {
        #expect(batch(cost: cost) == expected)
    }

    @Test(arguments: 0..<10)
    func aPreemptedChunkDoesNotEndTheSearch(disturbed: Int) {
        #expect(batch(cost: 10, disturbed: disturbed) >= 2500)
    }

    @Test func aFixedBatchStays() {
        var calibrator = Calibrator(fixed: 7)
        calibrator.observe(nanoseconds: 1)
        #expect(calibrator.batch == 7)
    }

    @Test func aClockThatStandsStillEndsTheSearch() {
        #expect(batch(cost: 0) == Calibrator.largest)
    }
}

@Suite struct ThinnedLogTests {
    @Test func nothingIsLostBelowTheCapacity() {
        var log = ThinnedLog(capacity: 8, blank: 0)
        for value in 0..<8 { log.append(value) }
        #expect(log.records() == Array(0..<8))
    }

    @Test(arguments: [9, 16, 17, 100, 1000])
    func whatIsKeptIsEvenlySpread(count: Int) {
        var log = ThinnedLog(capacity: 8, blank: 0)
        for value in 0..<count { log.append(value) }
        let kept = log.records()
        #expect(kept.count <= 8 && kept.count >= 4)
        #expect(kept.first == 0)
        #expect(Set(zip(kept, kept.dropFirst()).map { $1 - $0 }).count == 1)
        #expect(log.seen == UInt64(count))
    }
}

@Suite struct ThreadLogTests {
    private let plan = WindowPlan(started: 0, warmup: 100, length: 100)

    @Test func onlySectionsInsideTheWindowCount() {
        let log = ThreadLog(plan: plan, capacity: 8, samples: false)
        for start in stride(from: UInt64(60), to: 400, by: 40) {
            log.chunk(start: start, end: start + 40, operations: 4, nanoseconds: 40)
        }
        // 100-140 and 140-180 lie inside 100...200; 180-220 ends after it.
        let totals = log.totals(lengths: 1)
        #expect(totals.chunks == 2 && totals.operations == 8)
        #expect(totals.firstStart == 100 && totals.lastEnd == 180)
        // 100...300 has 180-220, 220-260, 260-300 as well.
        #expect(log.totals(lengths: 2).chunks == 5)
        #expect(log.chunks(until: 200).map(\.nanosecondsPerOperation) == [10, 10])
    }

    @Test func sectionsThatTheEdgesCutCountInProportion() {
        let log = ThreadLog(plan: plan, capacity: 8, samples: false)
        for start in stride(from: UInt64(60), to: 400, by: 50) {
            log.chunk(start: start, end: start + 50, operations: 100, nanoseconds: 50)
        }
        // 60-110 has 10 of its 50 ns inside, 160-210 has 40, and 260-310 has 40 of a window up to 300.
        #expect(log.totals(lengths: 1).cutOperations == 100)
        #expect(log.totals(lengths: 1).operations == 100)
        #expect(log.totals(lengths: 2).cutOperations == 100)
        #expect(log.totals(lengths: 2).operations == 300)
    }

    @Test func aSectionThatSpansSeveralClosesIsInNone() {
        let log = ThreadLog(plan: plan, capacity: 8, samples: true)
        log.chunk(start: 110, end: 450, operations: 1, nanoseconds: 340)
        #expect(log.totals(lengths: 1).chunks == 0)
        #expect(log.totals(lengths: 3).chunks == 0)
        #expect(log.totals(lengths: 4).chunks == 1)
    }
}

@Suite struct LatencySummaryTests {
    private func names(_ count: Int) -> Set<String> {
        var summary = LatencySummary()
        for value in 0..<count { summary.record(UInt64(value)) }
        return Set(summary.cells(prefix: "").keys)
    }

    @Test func aPercentileNeedsTenSamplesBeyondIt() {
        let always: Set<String> = ["max_ns", "samples"]
        #expect(names(0).isEmpty)
        #expect(names(19) == always)
        #expect(names(20) == always.union(["p50_ns"]))
        #expect(names(99) == always.union(["p50_ns"]))
        #expect(names(100) == always.union(["p50_ns", "p90_ns"]))
        #expect(names(999) == always.union(["p50_ns", "p90_ns"]))
        #expect(names(1000) == always.union(["p50_ns", "p90_ns", "p99_ns"]))
        #expect(names(9999) == always.union(["p50_ns", "p90_ns", "p99_ns"]))
        #expect(names(10000) == always.union(["p50_ns", "p90_ns", "p99_ns", "p99_9_ns"]))
    }

    @Test func thePercentilesAreTheRightOnes() {
        var summary = LatencySummary()
        for value in 1...1000 { summary.record(UInt64(value)) }
        let cells = summary.cells(prefix: "")
        #expect(cells["p50_ns"] == .number(500))
        #expect(cells["p90_ns"] == .number(900))
        #expect(cells["p99_ns"] == .number(990))
        #expect(cells["max_ns"] == .number(1000))
        #expect(cells["samples"] == .integer(1000))
    }

    @Test func aMaximumIsExactAndNotBounded() {
        var summary = LatencySummary()
        summary.record(7_200_000_000_001)
        #expect(summary.cells(prefix: "")["max_ns"] == .number(7_200_000_000_001))
    }
}

@Suite struct PacerTests {
    @Test func threadsTakeTurns() {
        var first = Pacer(rate: 1000, index: 0, threads: 2, start: 500)
        var second = Pacer(rate: 1000, index: 1, threads: 2, start: 500)
        #expect((0..<3).map { _ in first.next() } == [500, 1_000_500, 2_000_500])
        #expect((0..<3).map { _ in second.next() } == [500_500, 1_500_500, 2_500_500])
    }

    @Test func randomStartsAreSeededAndKeepTheRate() {
        func starts(_ seed: UInt64, index: Int = 0) -> [UInt64] {
            var pacer = Pacer(rate: 1000, index: index, threads: 2, start: 500, arrivalSeed: seed)
            return (0..<10_000).map { _ in pacer.next() }
        }
        let first = starts(1)
        #expect(first == starts(1) && first != starts(2) && first != starts(1, index: 1))
        #expect(first == first.sorted() && first[0] >= 500)
        // Ten seconds of a Poisson process of 1000 a second: within six standard deviations.
        #expect(abs(Double(first[9999]) / 1e9 - 10) < 0.6)
        let gaps = zip(first, first.dropFirst()).map { Double($1 - $0) }
        // Of exponential gaps 1 - 1/e are shorter than the mean.
        #expect(abs(Double(gaps.count { $0 < 1e6 }) / 9999 - 0.632) < 0.03)
    }
}
