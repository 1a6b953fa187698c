import Testing

@testable import Statistics

@Suite struct RankingTests {
    private func standing(_ ratio: Double, spread: Double = 1.01, count: Int = 9) -> Standing {
        let ratios = (0..<count).map { $0 % 2 == 0 ? ratio * spread : ratio / spread }
        return Standing(ratios: ratios, margin: 0.1)
    }

    @Test func aStandingIsThatOfTheWholeInterval() {
        #expect(standing(1.5) == .above)
        #expect(standing(1 / 1.5) == .below)
        #expect(standing(1) == .alike && standing(1.05) == .alike && standing(1 / 1.05) == .alike)
        #expect(standing(1.1) == .open, "the interval reaches over the margin")
        #expect(standing(1.2, spread: 1.5) == .open)
    }

    @Test func withoutAnIntervalNothingIsSaid() {
        #expect(standing(5, count: 5) == .open, "five signs are no evidence at 95 %")
        #expect(standing(5, count: 6) == .above)
        #expect(Standing(ratios: [], margin: 0.1) == .open)
        #expect(Standing(ratios: [2, 2, 2, 2, 2, 2, 0], margin: 0.1) == .open, "a ratio of 0 has no logarithm")
        #expect(Standing(ratios: [2, 2, 2, 2, 2, 2, .nan], margin: 0.1) == .open)
    }

    /// The same measured the other way round says the opposite.
    @Test func standingsAreSymmetric() {
        let opposite: [Standing: Standing] = [.above: .below, .below: .above, .alike: .alike, .open: .open]
        for ratio in stride(from: 0.5, through: 2, by: 0.05) {
            #expect(standing(1 / ratio) == opposite[standing(ratio)], "\(ratio)")
        }
    }

    @Test func rankingsAgreeWhereEveryPairDoes() {
        #expect(Agreement([(.above, .above), (.alike, .alike)]) == .agrees)
        #expect(Agreement([(.above, .above), (.above, .alike)]) == .differs)
        #expect(Agreement([(.above, .above), (.above, .below)]) == .contradicts)
        #expect(Agreement([(.above, .open)]) == .open)
        #expect(Agreement([(.open, .open)]) == .open, "two that say nothing do not agree")
        #expect(Agreement([]) == .open)
        #expect(Agreement([(.open, .above), (.below, .above)]) == .contradicts)
        #expect(Agreement([(.open, .above), (.alike, .above)]) == .differs)
    }
}
