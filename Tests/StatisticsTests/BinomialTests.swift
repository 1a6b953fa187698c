import Testing

@testable import Statistics

@Suite struct BinomialTests {
    struct TailRow: Decodable {
        let k, n: Int
        let p, tail: Double
    }

    /// Small n as in whole numbers; large n as scipy.
    @Test func tailsAreExact() throws {
        for row in try fixture("binomial_tails", of: TailRow.self) {
            let tail = binomialTail(row.k, row.n, probability: row.p)
            #expect(agree(tail, row.tail, digits: row.n < 1000 ? 2e-13 : 1e-11), "\(row) \(tail)")
        }
    }

    /// P(X <= k) = I_1-p(n - k, k + 1): two ways that share no sum.
    @Test(arguments: [1, 2, 9, 40, 333, 100_000])
    func tailsAreIncompleteBetas(_ n: Int) {
        for p in [0.001, 0.3, 0.5, 0.9] {
            for k in [0, n / 7, n / 3, n / 2, n - 1] {
                let beta = incompleteBeta(1 - p, p, Double(n - k), Double(k + 1))
                let tail = binomialTail(k, n, probability: p)
                #expect(abs(tail - beta) < 1e-10, "\(k) of \(n), \(p): \(tail) \(beta)")
            }
        }
    }

    @Test func edgesAreKnown() {
        #expect(binomialTail(-1, 5, probability: 0.5) == 0)
        #expect(binomialTail(5, 5, probability: 0.5) == 1)
        #expect(binomialTail(9, 5, probability: 0.5) == 1)
        #expect(binomialTail(0, 0, probability: 0.5) == 1)
        #expect(binomialTail(-1, 0, probability: 0.5) == 0)
        #expect(binomialTail(0, 5, probability: 0) == 1)
        #expect(binomialTail(4, 5, probability: 1) == 0)
        #expect(binomialTail(5, 5, probability: 1) == 1)
        #expect(binomialTail(1, 2, probability: 0.5) == 0.75)
        for bad in [-0.1, 1.1, .nan, .infinity] { #expect(binomialTail(1, 2, probability: bad).isNaN) }
        #expect(binomialTail(0, -1, probability: 0.5).isNaN)
    }

    @Test(arguments: [1, 2, 15, 16, 17, 60])
    func massesSumToOne(_ n: Int) {
        for p in [0.02, 0.5, 0.9] {
            let sum = (0...n).reduce(0) { $0 + binomialMass($1, n, p, 1 - p) }
            #expect(agree(sum, 1, digits: 1e-13))
        }
    }

    struct IntervalRow: Decodable {
        let k, n: Int
        let confidence, lower, upper: Double
    }

    @Test func clopperPearsonIsScipys() throws {
        for row in try fixture("clopper_pearson", of: IntervalRow.self) {
            let interval = clopperPearson(successes: row.k, trials: row.n, confidence: row.confidence)
            #expect(agree(interval.lower, row.lower, digits: 1e-9), "\(row) \(interval)")
            #expect(agree(interval.upper, row.upper, digits: 1e-9), "\(row) \(interval)")
            #expect(agree(1 - interval.upper, 1 - row.upper, digits: 1e-9), "\(row) \(interval)")
            #expect(interval.level == row.confidence)
        }
        #expect(clopperPearson(successes: 5, trials: 10).level == 0.95)
    }

    /// The ends are where the tails have what is left of the confidence; no trials say nothing.
    @Test func clopperPearsonsEndsAreItsDefinition() {
        let interval = clopperPearson(successes: 7, trials: 30)
        #expect(agree(binomialTail(7, 30, probability: interval.upper), 0.025))
        #expect(agree(1 - binomialTail(6, 30, probability: interval.lower), 0.025))
        #expect(clopperPearson(successes: 0, trials: 0) == Interval(lower: 0, upper: 1, level: 0.95))
        #expect(clopperPearson(successes: 3, trials: 9, confidence: 1) == Interval(lower: 0, upper: 1, level: 1))
    }

    @Test func countsThatCannotBeStop() async {
        await #expect(processExitsWith: .failure) { _ = clopperPearson(successes: 2, trials: 1) }
        await #expect(processExitsWith: .failure) { _ = clopperPearson(successes: -1, trials: 1) }
        await #expect(processExitsWith: .failure) { _ = clopperPearson(successes: 1, trials: 1, confidence: 1.5) }
    }
}
