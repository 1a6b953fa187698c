import Testing

@testable import Statistics

@Suite struct HodgesLehmannTests {
    struct Row: Decodable {
        let a, b: [Double]
        let confidence, shift: Double
        let k: Int?
        let level, lower, upper: Double?
    }

    /// All differences listed, and the level in whole numbers.
    @Test func intervalsAreThoseOfAllDifferences() throws {
        for row in try fixture("hodges_lehmann", of: Row.self) {
            let result = try #require(hodgesLehmann(row.a, row.b, confidence: row.confidence))
            #expect(agree(result.shift, row.shift, digits: 1e-14), "\(row)")
            #expect(result.interval?.lower == row.lower, "\(row)")
            #expect(result.interval?.upper == row.upper, "\(row)")
            #expect(agree(result.interval?.level, row.level), "\(row)")
        }
    }

    /// The k-th smallest and largest of the n*n differences at 95 %.
    @Test(arguments: [(4, 1), (5, 3), (6, 6), (7, 9), (8, 14), (9, 18), (10, 24)])
    func theOrderStatisticIsTheOneInTheTables(_ n: Int, _ k: Int) throws {
        // The differences of these are 1...n^2, each once.
        let a = (0..<n).map { -Double($0) }
        let b = (0..<n).map { Double($0 * n + 1) }
        let interval = try #require(hodgesLehmann(a, b)?.interval)
        #expect(interval.lower == Double(k))
        #expect(interval.upper == Double(n * n + 1 - k))
    }

    /// Beyond 10,000 pairs the order statistics are found without listing them; they are the same.
    @Test func manyPairsAreNotListedAndAgree() throws {
        var generator = SplitMix(state: 3)
        let a = generator.uniforms(101)
        let b = generator.uniforms(103)
        let pairs = try #require(PairwiseDifferences(a, b))
        let differences = a.flatMap { x in b.map { $0 - x } }.sorted()
        for k in [1, 2, 3, 77, 5201, 5202, 10_402, 10_403] { #expect(pairs.smallest(k) == differences[k - 1]) }
        let result = try #require(hodgesLehmann(a, b))
        #expect(result.shift == median(differences))
        let interval = try #require(result.interval)
        #expect(interval.lower < result.shift && result.shift < interval.upper)
        #expect(interval.level >= 0.95)
        // One k more would miss too often: the level steps by less than 0.0003 here.
        #expect(interval.level < 0.9503)
        let many = [Double](repeating: 1, count: 20_000)
        #expect(hodgesLehmann(many, many)?.shift == 0)
        let far = [Double](repeating: 1, count: 101)
        let mixed = [Double](repeating: -.infinity, count: 90) + far
        #expect(hodgesLehmann(far, mixed)?.shift == 0)
        #expect(hodgesLehmann(far, mixed)?.shift.sign == .plus, "-0 is for nobody to read")
        #expect(hodgesLehmann(far, mixed)?.interval?.lower == -.infinity)
    }

    /// Where both can be had they take the same order statistic, and the levels differ by 0.00015, half a step of k.
    @Test func theApproximationContinuesTheExactLevels() throws {
        let exact = try #require(exactOrderStatistic(80, 120, 0.0502))
        let approximate = try #require(normalOrderStatistic(80, 120, 0.0502))
        #expect(exact.k == approximate.k)
        #expect(abs(exact.level - approximate.level) < 2e-4)
        #expect(normalOrderStatistic(80, 120, 0.01).map { $0.k < exact.k } == true)
    }

    /// However many the other side has, one value has no interval by the approximation; and certainty has none at all.
    @Test func theApproximationHasItsEnds() {
        let rising = (0..<10_001).map(Double.init)
        #expect(hodgesLehmann([0], rising)?.shift == 5_000)
        #expect(hodgesLehmann([0], rising)?.interval == nil)
        let many = Array(rising.prefix(2_000))
        #expect(hodgesLehmann(many, many, confidence: 1)?.interval == nil)
    }

    @Test func tooFewValuesHaveNoInterval() {
        #expect(hodgesLehmann([1, 2, 3], [4, 5, 6])?.interval == nil)
        #expect(hodgesLehmann([1, 2, 3], [4, 5, 6])?.shift == 3)
        #expect(hodgesLehmann([1], [5])?.shift == 4)
        #expect(hodgesLehmann([1], [5], confidence: 0.01)?.interval == nil)
        #expect(hodgesLehmann([], [1]) == nil)
        #expect(hodgesLehmann([1], []) == nil)
        let ten = (0..<10).map(Double.init)
        for confidence in [0, 1, -1, 1.5, .nan] {
            #expect(hodgesLehmann(ten, ten, confidence: confidence)?.interval == nil)
            #expect(hodgesLehmann(ten, ten, confidence: confidence)?.shift == 0)
        }
    }

    @Test func hardInputIsDefined() throws {
        let infinity = Double.infinity
        let five = [1.0, 2, 3, 4, 5]
        for index in five.indices {
            var broken = five
            broken[index] = .nan
            #expect(hodgesLehmann(broken, five) == nil)
            #expect(hodgesLehmann(five, broken) == nil)
        }
        // Though the median would not see it.
        for one in [infinity, -infinity] { #expect(hodgesLehmann(five + [one], five + [one]) == nil) }
        #expect(hodgesLehmann([-infinity, infinity], [1]) == nil)
        #expect(hodgesLehmann([-infinity, 1, 2], [3])?.shift == 2)
        #expect(hodgesLehmann([-infinity], [infinity])?.shift == infinity)
        #expect(hodgesLehmann([1e9 + 1, 1e9 + 2, 1e9 + 3], [1e9 + 1, 1e9 + 2, 1e9 + 4])?.shift == 0)
        let equal = try #require(hodgesLehmann([3, 3, 3, 3], [5, 5, 5, 5]))
        #expect(equal.shift == 2 && equal.interval?.lower == 2 && equal.interval?.upper == 2)
    }

    /// Without ties the interval leaves 0 out exactly where the exact test rejects.
    @Test func theIntervalInvertsTheTest() throws {
        var generator = SplitMix(state: 5)
        for _ in 0..<300 {
            let a = generator.uniforms(7)
            let shift = generator.uniform() - 0.5
            let b = generator.uniforms(8).map { $0 + shift }
            let interval = try #require(hodgesLehmann(a, b)?.interval)
            #expect(
                (mannWhitneyU(a, b).p <= 1 - interval.level + 1e-12) == (interval.lower > 0 || interval.upper < 0))
        }
    }
}
