import Testing

@testable import Statistics

@Suite struct MannWhitneyTests {
    struct Row: Decodable {
        let a, b: [Double]
        let u, p: Double
        let tied: Int?
    }

    /// From 1 against 1 to 100 against 100.
    @Test func withoutTiesPIsScipys() throws {
        for row in try fixture("mann_whitney_without_ties", of: Row.self) {
            let result = mannWhitneyU(row.a, row.b)
            #expect(result.isExact && !result.hasTies && result.tiedShare == 0)
            #expect(result.u == row.u)
            #expect(agree(result.p, row.p), "\(row.a.count) x \(row.b.count): \(result.p) \(row.p)")
        }
    }

    /// Scipy goes through all orders of the values one by one.
    @Test func withTiesPIsThatOfAllOrders() throws {
        for row in try fixture("mann_whitney_with_ties", of: Row.self) {
            let result = mannWhitneyU(row.a, row.b)
            #expect(result.isExact && result.hasTies)
            #expect(result.u == row.u)
            #expect(agree(result.p, row.p), "\(row) \(result.p)")
            #expect(result.tiedShare == Double(row.tied ?? 0) / Double(row.a.count + row.b.count), "\(row)")
            let mirrored = mannWhitneyU(row.b, row.a)
            #expect(agree(mirrored.p, row.p), "the sides are alike: \(row)")
            #expect(mirrored.u == Double(row.a.count * row.b.count) - row.u)
        }
    }

    @Test func beyondTheLimitsPIsTheApproximation() throws {
        for row in try fixture("mann_whitney_by_approximation", of: Row.self) {
            let result = mannWhitneyU(row.a, row.b)
            #expect(!result.isExact)
            #expect(result.u == row.u)
            #expect(agree(result.p, row.p), "\(row.a.count) x \(row.b.count): \(result.p) \(row.p)")
        }
    }

    /// The limits are 2,500 pairs with ties and 10,000 without.
    @Test func theLimitsAreAsSaid() {
        let rising = (0..<10_001).map(Double.init)
        #expect(mannWhitneyU([0.5], Array(rising.prefix(10_000))).isExact)
        #expect(!mannWhitneyU([0.5], rising).isExact)
        #expect(mannWhitneyU([1], Array(rising.prefix(2_500))).isExact)
        #expect(!mannWhitneyU([1], Array(rising.prefix(2_501))).isExact)
    }

    /// With groups of one the sums over ties must give the counts without ties, and these must be whole numbers' counts.
    @Test(arguments: [(1, 1), (1, 7), (5, 4), (6, 6), (9, 11), (20, 21)])
    func bothDistributionsAgree(_ n: Int, _ m: Int) {
        let tied = tiedMannWhitneyCounts(min(n, m), max(n, m), [Int](repeating: 1, count: n + m))
        let lower = mannWhitneyCounts(n, m)
        #expect(tied.count == 2 * n * m + 1)
        for (u, count) in lower.enumerated() {
            #expect(agree(tied[2 * u], count, digits: 1e-13))
            #expect(agree(tied[2 * (n * m - u)], count, digits: 1e-13))
        }
        #expect(agree(mannWhitneyTotal(lower, n, m), tied.reduce(0, +), digits: 1e-13))
    }

    struct CountRow: Decodable {
        let n, m, u: Int
        let count, total, tail: Double
    }

    /// The recurrence subtracts, which whole numbers do without loss, and doubles nearly so in the lower half.
    @Test func subtractionCostsNoDigits() throws {
        for (sides, rows) in Dictionary(grouping: try fixture("order_counts", of: CountRow.self), by: { [$0.n, $0.m] })
        {
            let counts = mannWhitneyCounts(sides[0], sides[1])
            #expect(counts == mannWhitneyCounts(sides[1], sides[0]))
            let total = mannWhitneyTotal(counts, sides[0], sides[1])
            for row in rows {
                #expect(agree(counts[row.u], row.count, digits: 1e-13), "\(row) \(counts[row.u])")
                #expect(agree(total, row.total, digits: 1e-13), "\(row)")
                #expect(agree(counts.prefix(row.u + 1).reduce(0, +) / total, row.tail, digits: 1e-13), "\(row)")
            }
        }
    }

    /// The least p that n against n can reach: 2 / C(2n, n).
    @Test(arguments: [(3, 20), (4, 70), (5, 252), (6, 924), (7, 3432), (8, 12870)])
    func theLeastPIsKnown(_ n: Int, _ orders: Int) {
        let a = (0..<n).map(Double.init)
        let result = mannWhitneyU(a, a.map { $0 + 100 })
        #expect(agree(result.p, 2 / Double(orders)))
        #expect(result.u == Double(n * n))
        #expect(agree(mannWhitneyU(a.map { $0 + 100 }, a).p, 2 / Double(orders)))
    }

    /// By hand: of 1, 2, 2 any is a's with chance 1/3, so U is 2 or (twice) 1/2, and P(U >= 2) = 1/3.
    @Test func oneAgainstTwoTiedIsKnown() {
        let result = mannWhitneyU([1], [2, 2])
        #expect(result.u == 2)
        #expect(agree(result.p, 2.0 / 3))
        #expect(result.tiedShare == 2.0 / 3)
        let other = mannWhitneyU([2], [1, 2])
        #expect(other.u == 0.5 && other.p == 1)
    }

    @Test func noEvidenceIsOne() {
        #expect(mannWhitneyU([], []).p == 1)
        #expect(mannWhitneyU([], [1, 2]).p == 1)
        #expect(mannWhitneyU([1, 1], []) == MannWhitneyResult(u: 0, p: 1, isExact: true, hasTies: true, tiedShare: 1))
        #expect(mannWhitneyU([1], [2]).p == 1)
        #expect(mannWhitneyU([1, 1], [1, 1]).p == 1)
        #expect(mannWhitneyU([1, 2, 3, 4], [1, 2, 3, 4]).p == 1)
        let many = [Double](repeating: 1, count: 20_000)
        #expect(mannWhitneyU(many, many).p == 1)
    }

    @Test func nanIsNoEvidenceAndInfinitiesAreValues() {
        for result in [mannWhitneyU([.nan, 1, 2, 3], [9, 9, 9, 9]), mannWhitneyU([1, 2, 3, 4], [5, 6, 7, .nan])] {
            #expect(result.p == 1 && result.u.isNaN && !result.isExact)
        }
        let infinity = Double.infinity
        #expect(mannWhitneyU([-infinity, 1, 2, 3], [4, 5, 6, infinity]) == mannWhitneyU([0, 1, 2, 3], [4, 5, 6, 7]))
        #expect(mannWhitneyU([infinity, 1], [infinity, 2]) == mannWhitneyU([7, 1], [7, 2]))
        let large = mannWhitneyU([1e9 + 1, 1e9 + 2], [1e9 + 3, 1e9 + 2])
        #expect(large == mannWhitneyU([1, 2], [3, 2]))
        #expect(mannWhitneyU([0, 1], [-0.0, 2]).hasTies)
    }

    /// Under a true null the exact test rejects at most at its level, with ties as well.
    @Test(arguments: [0.0, 6.0])
    func theTestKeepsItsLevel(_ steps: Double) {
        var generator = SplitMix(state: 7)
        var rejected = 0
        let tries = 2000
        for _ in 0..<tries {
            let values = generator.uniforms(16).map { steps > 0 ? ($0 * steps).rounded(.down) : $0 }
            if mannWhitneyU(Array(values.prefix(8)), Array(values.suffix(8))).p <= 0.05 { rejected += 1 }
        }
        // Three standard deviations of a binomial of 2000 tries at 5 % are 29.
        #expect(rejected <= tries / 20 + 29)
        #expect(rejected > 40, "a test that never rejects is no test")
    }
}
