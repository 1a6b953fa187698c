import Testing

@testable import Statistics

@Suite struct ExactTests {
    /// The least p that n against n can reach: 2 / C(2n, n).
    @Test(arguments: [(3, 0.1), (4, 0.0286), (5, 0.0079), (6, 0.0022), (7, 0.00058), (8, 0.00016)])
    func theLeastPIsKnown(_ n: Int, _ p: Double) {
        let a = (0..<n).map(Double.init)
        let result = mannWhitneyU(a, a.map { $0 + 100 })
        #expect(result.isExact)
        #expect(abs(result.p - p) < 0.006 * p + 0.00005)
        #expect(result.u == Double(n * n))
    }

    @Test func identicalSidesGiveNoEvidence() {
        let result = mannWhitneyU([1, 2, 3, 4], [1, 2, 3, 4])
        #expect(!result.isExact)
        #expect(result.p == 1)
        #expect(mannWhitneyU([1, 1], [1, 1]).p == 1)
    }

    /// The k-th smallest and largest of the n*n differences: 5 -> 3, 6 -> 6, 7 -> 9, 8 -> 14, 9 -> 18, 10 -> 24; 4 -> 1.
    @Test(arguments: [(4, 1), (5, 3), (6, 6), (7, 9), (8, 14), (9, 18), (10, 24)])
    func hodgesLehmannTakesTheRightOrderStatistic(_ n: Int, _ k: Int) throws {
        var generator = SplitMix(state: UInt64(n))
        let a = (0..<n).map { _ in Double.random(in: 0...1, using: &generator) }
        let b = (0..<n).map { _ in Double.random(in: 0...1, using: &generator) }
        let differences = a.flatMap { x in b.map { $0 - x } }.sorted()
        let interval = try #require(hodgesLehmann(a, b)?.interval)
        #expect(interval.lower == differences[k - 1])
        #expect(interval.upper == differences[n * n - k])
        #expect(interval.level >= 0.95)
    }

    /// Beyond 10,000 pairs the order statistics are found without listing them; they are the same.
    @Test func manyPairsAreNotListedAndAgree() throws {
        var generator = SplitMix(state: 3)
        let a = (0..<150).map { _ in Double.random(in: 0...1, using: &generator) }
        let b = (0..<150).map { _ in Double.random(in: 0...1, using: &generator) }
        let differences = a.flatMap { x in b.map { $0 - x } }.sorted()
        let result = try #require(hodgesLehmann(a, b))
        #expect(abs(result.shift - (median(differences) ?? 9)) < 1e-12)
        let interval = try #require(result.interval)
        #expect(interval.lower < result.shift && result.shift < interval.upper)
        #expect((0.95...0.951).contains(interval.level))
        let many = [Double](repeating: 1, count: 20_000)
        #expect(hodgesLehmann(many, many)?.shift == 0)
        #expect(mannWhitneyU(many, many).p == 1)
    }

    @Test func tooFewValuesHaveNoInterval() {
        #expect(hodgesLehmann([1, 2, 3], [4, 5, 6])?.interval == nil)
        #expect(hodgesLehmann([1, 2, 3], [4, 5, 6])?.shift == 3)
        #expect(signInterval([1, 2, 3, 4, 5]) == nil)
        #expect(signInterval([]) == nil)
    }

    /// n = 6 -> k = 1 (96.9 %), 10 -> 2 (97.9 %), 12 -> 3 (96.1 %).
    @Test(arguments: [(6, 1, 0.969), (10, 2, 0.979), (12, 3, 0.961)])
    func theSignIntervalTakesTheRightOrderStatistic(_ n: Int, _ k: Int, _ level: Double) throws {
        let values = (1...n).map(Double.init)
        let interval = try #require(signInterval(values.reversed()))
        #expect(interval.lower == Double(k))
        #expect(interval.upper == Double(n + 1 - k))
        #expect(abs(interval.level - level) < 0.0005)
    }

    @Test func theSignTestIsExact() {
        #expect(abs(signTest([1, 1, 1, 1, 1, 1]) - 0.03125) < 1e-12)
        #expect(signTest([1, -1, 0]) == 1)
        #expect(signTest([]) == 1)
    }

    @Test func holmStepsDown() {
        let adjusted = holm([0.01, 0.04, 0.03])
        #expect(zip(adjusted, [0.03, 0.06, 0.06]).allSatisfy { abs($0 - $1) < 1e-12 })
        #expect(holm([0.9, 0.8]) == [1, 1])
        #expect(holm([]) == [])
    }

    @Test(arguments: [(1, 4, 6), (6, 5, 8), (24, 7, 10), (60, 7, 12)])
    func theNumberOfRunsIsComputed(_ cases: Int, _ processes: Int, _ pairs: Int) {
        #expect(minimumProcessesForHolm(cases: cases) == processes)
        #expect(minimumPairsForHolm(cases: cases) == pairs)
    }

    /// Under a true null the exact test rejects at most at its level, and the interval covers at least at its own.
    @Test func theTestKeepsItsLevelAndTheIntervalCovers() throws {
        var generator = SplitMix(state: 7)
        var rejected = 0
        var covered = 0
        let tries = 2000
        for _ in 0..<tries {
            let a = (0..<8).map { _ in Double.random(in: 0...1, using: &generator) }
            let b = (0..<8).map { _ in Double.random(in: 0...1, using: &generator) }
            if mannWhitneyU(a, b).p <= 0.05 { rejected += 1 }
            let interval = try #require(hodgesLehmann(a, b)?.interval)
            if interval.lower <= 0 && interval.upper >= 0 { covered += 1 }
        }
        // Three standard deviations of a binomial of 2000 tries at 5 % are 29.
        #expect(rejected <= tries / 20 + 29)
        #expect(covered >= tries * 19 / 20 - 29)
        #expect(rejected > 20, "a test that never rejects is no test")
    }
}
