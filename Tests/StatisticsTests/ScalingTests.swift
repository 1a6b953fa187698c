import Testing

@testable import Statistics

@Suite struct ScalingTests {
    @Test(arguments: [(3.0, 1.5), (0.02, 1), (7, 0), (5, 2), (1e6, -0.5)])
    func theExponentOfAPowerIsFound(_ factor: Double, _ exponent: Double) throws {
        let points = [1.0, 10, 100, 1000, 12_345].map { (x: $0, y: factor * power($0, exponent)) }
        let found = try #require(scalingExponent(points))
        #expect(abs(found - exponent) < 1e-12)
    }

    private func power(_ x: Double, _ exponent: Double) -> Double {
        // In halves, exactly as far as square roots are.
        let whole = Int((2 * exponent).rounded())
        let root = x.squareRoot()
        let result = (0..<abs(whole)).reduce(1.0) { product, _ in product * root }
        return whole < 0 ? 1 / result : result
    }

    @Test func whatHasNoExponentHasNone() {
        #expect(scalingExponent([]) == nil)
        #expect(scalingExponent([(x: 1, y: 1)]) == nil)
        #expect(scalingExponent([(x: 2, y: 1), (x: 2, y: 3)]) == nil)
        #expect(scalingExponent([(x: 1, y: 1), (x: 2, y: 0)]) == nil)
        #expect(scalingExponent([(x: 1, y: 1), (x: 0, y: 1)]) == nil)
        #expect(scalingExponent([(x: 1, y: 1), (x: 2, y: .infinity)]) == nil)
        #expect(scalingExponent([(x: 1, y: .nan), (x: 2, y: 1)]) == nil)
    }

    @Test func boundsAdmitTheirEndsAndNoNaN() {
        #expect(Bound.atMost(2).admits(2) && !Bound.atMost(2).admits(2.1))
        #expect(Bound.atLeast(2).admits(2) && !Bound.atLeast(2).admits(1.9))
        #expect(Bound.within(1...2).admits(1) && !Bound.within(1...2).admits(0.9) && !Bound.within(1...2).admits(2.1))
        #expect(Bound.exactly(3).admits(3) && !Bound.exactly(3).admits(3.5))
        for bound in [Bound.atMost(2), .atLeast(2), .within(1...2), .exactly(1)] { #expect(!bound.admits(.nan)) }
    }

    @Test func aJudgementSaysShownRefutedOrNeither() {
        let figures = [1.0, 1.1, 1.2, 1.3, 1.4, 1.5]
        let shown = Judgement(figures, .atMost(1.5))
        #expect(shown.holds && shown.isShown && !shown.isRefuted && shown.holdsAlways)
        let open = Judgement(figures, .atMost(1.3))
        #expect(open.holds && !open.isShown && !open.isRefuted && !open.holdsAlways)
        let unlikely = Judgement(figures, .atMost(1.2))
        #expect(!unlikely.holds && !unlikely.isShown && !unlikely.isRefuted)
        let refuted = Judgement(figures, .atMost(0.9))
        #expect(!refuted.holds && refuted.isRefuted)
        #expect(!Judgement(figures, .within(1.21...1.22)).isRefuted, "the interval reaches over the range")
        #expect(Judgement(figures, .within(2...3)).isRefuted && Judgement(figures, .exactly(2)).isRefuted)
        #expect(Judgement([4, 4, 4], .exactly(4)).holdsAlways && !Judgement([4, 4, 5], .exactly(4)).holdsAlways)
    }

    @Test func fewFiguresShowNothing() {
        let few = Judgement([1, 1, 1], .atMost(2))
        #expect(few.holds && !few.isShown && few.interval == nil)
        for none in [Judgement([], .atMost(2)), Judgement([.nan], .atMost(2))] {
            #expect(!none.holds && !none.holdsAlways && !none.isShown && !none.isRefuted && none.median == nil)
        }
    }
}
