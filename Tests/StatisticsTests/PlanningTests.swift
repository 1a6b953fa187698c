import Testing

@testable import Statistics

@Suite struct PlanningTests {
    private let noise = [-0.031, 0.012, 0.004, -0.008, 0.021, -0.002, 0.017, -0.013, 0.006, 0.026, -0.019, 0.009]

    /// Before and at the shift: what the binomial needs, the noise gives.
    @Test(arguments: [6, 10, 12, 30, 200])
    func theShiftHasThePowerAndLessHasNot(_ pairs: Int) throws {
        let shift = try #require(smallestDetectable(noise: noise, pairs: pairs, alpha: 0.05))
        let size = try #require(median(noise.map(abs)))
        func power(_ shift: Double) -> Double {
            // The normal side of the model, or the empirical: the less certain one.
            let normal = 1 - studentTwoSidedP(shift / (1.4826 * size), degrees: .infinity) / 2
            let both = (noise + noise.map(-)).sorted()
            let empirical = leastProbability(in: 0.5...1) { (quantile(both, $0) ?? 9) > shift }
            return signTestPower(pairs: pairs, probability: min(normal, empirical), alpha: 0.05)
        }
        #expect(power(shift * (1 + 1e-6)) >= 0.9)
        #expect(power(shift * (1 - 1e-6)) < 0.9)
    }

    /// By hand: six pairs must all agree, so each with 0.9^(1/6); of +-1 and +-3 the quantile there is beyond 1.
    @Test func theQuantileIsTheNoises() throws {
        let noise = [1.0, 1, 1, 1, 1, 1, 1, 30, 40, 50]
        let needed = 0.982593
        let both = (noise + noise.map(-)).sorted()
        let shift = try #require(smallestDetectable(noise: noise, pairs: 6, alpha: 0.05))
        #expect(abs(shift - (quantile(both, needed) ?? 0)) < 1e-3)
        #expect(shift > 30, "a heavy tail is the noise's own")
    }

    /// The tail of three values ends; a normal of their size does not.
    @Test func fewValuesHaveTheTailOfANormal() throws {
        let shift = try #require(smallestDetectable(noise: [1, -1, 1], pairs: 6, alpha: 0.05))
        #expect(abs(shift - 1.4826 * 2.11) < 0.01)
    }

    @Test func theSignOfTheNoiseSaysNothing() {
        let flipped = noise.enumerated().map { $0 % 3 == 0 ? -$1 : $1 }
        for pairs in [6, 12, 50] {
            #expect(
                smallestDetectable(noise: noise, pairs: pairs, alpha: 0.05)
                    == smallestDetectable(noise: flipped, pairs: pairs, alpha: 0.05))
        }
    }

    @Test func morePairsNoiseAndPowerMoveTheShiftAsTheyShould() throws {
        func shift(_ pairs: Int, alpha: Double = 0.05, power: Double = 0.9, scale: Double = 1) throws -> Double {
            try #require(smallestDetectable(noise: noise.map { $0 * scale }, pairs: pairs, alpha: alpha, power: power))
        }
        #expect(try shift(10) > shift(100))
        #expect(try shift(30, alpha: 0.001) > shift(30))
        #expect(try shift(30, power: 0.99) > shift(30))
        #expect(agree(try shift(30, scale: 3), 3 * (try shift(30)), digits: 1e-9))
    }

    @Test func whatCannotBeFoundIsNil() {
        #expect(smallestDetectable(noise: noise, pairs: 5, alpha: 0.05) == nil)
        #expect(smallestDetectable(noise: noise, pairs: 0, alpha: 0.05) == nil)
        #expect(smallestDetectable(noise: noise, pairs: 50, alpha: 0) == nil)
        #expect(smallestDetectable(noise: noise, pairs: 50, alpha: .nan) == nil)
        #expect(smallestDetectable(noise: [], pairs: 50, alpha: 0.05) == nil)
        #expect(smallestDetectable(noise: [0.1, .nan], pairs: 50, alpha: 0.05) == nil)
        #expect(smallestDetectable(noise: [.infinity], pairs: 50, alpha: 0.05) == nil)
        #expect(smallestDetectable(noise: [0.1, .infinity], pairs: 6, alpha: 0.05) == nil)
        for power in [0, 1, -1, 2, .nan] {
            #expect(smallestDetectable(noise: noise, pairs: 50, alpha: 0.05, power: power) == nil)
            #expect(pairsToDetect(0.1, noise: noise, alpha: 0.05, power: power) == nil)
        }
        #expect(smallestDetectable(noise: [0, 0, 0], pairs: 6, alpha: 0.05) == 0)
        #expect(smallestDetectable(noise: [0.5], pairs: 6, alpha: 0.05) != nil)
    }

    /// The steps from one number of pairs to the next lose nothing against the sum for each.
    @Test(arguments: [0.5, 0.55, 0.8, 0.999, 1])
    func theSeriesIsThePower(_ probability: Double) {
        for alpha in [0.05, 0.0001, 1] {
            var series = SignTestPowerSeries(probability: probability, alpha: alpha)
            for pairs in 1...400 {
                #expect(series.pairs == pairs)
                let power = signTestPower(pairs: pairs, probability: probability, alpha: alpha)
                #expect(agree(series.power, power, digits: 1e-11), "\(pairs) at \(alpha): \(series.power) \(power)")
                series.addPair()
            }
        }
    }

    /// The number of pairs by the definition: the first of 21 in a row with the power.
    @Test(arguments: [0.004, 0.01, 0.02, 0.05])
    func thePairsAreTheFirstThatKeepThePower(_ shift: Double) throws {
        let pairs = try #require(pairsToDetect(shift, noise: noise, alpha: 0.05))
        func isFound(_ pairs: Int) -> Bool {
            smallestDetectable(noise: noise, pairs: pairs, alpha: 0.05).map { $0 <= shift * (1 + 1e-9) } ?? false
        }
        #expect((pairs...(pairs + 20)).allSatisfy(isFound))
        for earlier in 1..<pairs { #expect(!(earlier...(earlier + 20)).allSatisfy(isFound)) }
        #expect(pairsToDetect(-shift, noise: noise, alpha: 0.05) == pairs)
        #expect(pairsToDetect(shift, noise: noise, alpha: 0.05, most: pairs) == pairs)
        #expect(pairsToDetect(shift, noise: noise, alpha: 0.05, most: pairs - 1) == nil)
    }

    /// Without noise all pairs agree, and the sign test needs six.
    @Test func noPairsFindNothing() {
        #expect(pairsToDetect(0.1, noise: [0, 0], alpha: 0.05) == 6)
        #expect(pairsToDetect(0, noise: [0, 0], alpha: 0.05) == nil)
        #expect(pairsToDetect(0, noise: noise, alpha: 0.05) == nil)
        #expect(pairsToDetect(.nan, noise: noise, alpha: 0.05) == nil)
        #expect(pairsToDetect(0.1, noise: [], alpha: 0.05) == nil)
        #expect(pairsToDetect(0.1, noise: [.nan], alpha: 0.05) == nil)
        #expect(pairsToDetect(0.1, noise: noise, alpha: 0) == nil)
        #expect(pairsToDetect(0.1, noise: noise, alpha: .nan) == nil)
        #expect(pairsToDetect(0.1, noise: [.infinity], alpha: 0.05, power: 0.02) == nil)
        #expect(pairsToDetect(1e-9, noise: noise, alpha: 0.05, most: 2_000) == nil)
        #expect(pairsToDetect(.infinity, noise: noise, alpha: 0.05) == 6)
        #expect(pairsToDetect(0.1, noise: noise, alpha: 0.05, most: 0) == nil)
    }
}
