import Testing

@testable import Statistics

@Suite struct SeriesTests {
    struct Row: Decodable {
        let values: [Double]
        let r: Double
    }

    @Test func correlationsAreExact() throws {
        for row in try fixture("correlations", of: Row.self) {
            #expect(agree(lag1Autocorrelation(row.values), row.r, digits: 1e-13), "\(row)")
        }
        #expect(lag1Autocorrelation([1, -1, 1, -1]) == -0.75)
    }

    @Test func whatHasNoCorrelationIsNil() {
        #expect(lag1Autocorrelation([]) == nil)
        #expect(lag1Autocorrelation([1, 2]) == nil)
        #expect(lag1Autocorrelation([0.1, 0.1, 0.1]) == nil)
        #expect(lag1Autocorrelation([1, 2, .nan]) == nil)
        #expect(lag1Autocorrelation([1, 2, .infinity]) == nil)
        #expect(agree(lag1Autocorrelation([1e200, 2e200, 4e200, 3e200]), lag1Autocorrelation([1, 2, 4, 3])))
    }

    @Test func aRisingSeriesDrifts() {
        #expect(drifts((0..<8).map(Double.init)) == false, "0.625 is below 2 / sqrt(8)")
        #expect(drifts((0..<12).map(Double.init)))
        #expect(drifts((0..<12).map { -Double($0) }))
        #expect(drifts((0..<12).map { $0 % 2 == 0 ? 1 : -1 }), "and so does an alternating one")
        #expect(!drifts([Double](repeating: 1, count: 20)))
        #expect(!drifts([]))
        #expect(!drifts((0..<11).map(Double.init) + [.nan]))
    }

    /// Seven values are too few, however they alternate; eight are not.
    @Test func eightValuesAreNeeded() {
        let alternating = (0..<8).map { $0 % 2 == 0 ? 1.0 : -1 }
        #expect(drifts(alternating))
        #expect(!drifts(Array(alternating.prefix(7))))
    }

    /// About one in twenty independent series is called drifting.
    @Test func independentSeriesSeldomDrift() {
        var generator = SplitMix(state: 2)
        let called = (0..<1000).count { _ in drifts(generator.uniforms(30)) }
        #expect((15...60).contains(called))
    }

    @Test func twoGroupsAreSeveralModes() {
        let near = (0..<5).map(Double.init)
        #expect(hasSeveralModes(near + near.map { $0 + 100 }))
        #expect(hasSeveralModes(near.flatMap { [$0, $0 + 100] }), "the order is nothing")
        #expect(!hasSeveralModes((0..<10).map(Double.init)))
    }

    /// The gap must be over five times the usual one, and both sides must have a fifth.
    @Test func theLimitsAreAsSaid() {
        let five = (0..<5).map(Double.init)
        #expect(!hasSeveralModes(five + five.map { $0 + 9 }), "a gap of 5 is not over 5")
        #expect(hasSeveralModes(five + five.map { $0 + 9.1 }))
        let eight = (0..<8).map(Double.init)
        #expect(hasSeveralModes(eight + [100, 101]), "2 of 10 are a fifth")
        #expect(hasSeveralModes([-100, -101] + eight))
        #expect(!hasSeveralModes(eight + [8, 100]), "1 of 10 is an outlier")
        #expect(!hasSeveralModes([-100, -99] + (0..<9).map(Double.init)), "2 of 11 are less than a fifth")
        let nine = (0..<4).map(Double.init) + (0..<5).map { Double($0) + 100 }
        #expect(!hasSeveralModes(nine), "9 are too few")
    }

    /// How often it is wrong is part of what it says of itself.
    @Test(arguments: [10, 30])
    func theHeuristicIsWrongAsOftenAsItSays(_ count: Int) {
        var generator = SplitMix(state: 4)
        func share(_ sample: (inout SplitMix) -> Double) -> Double {
            Double((0..<500).count { _ in hasSeveralModes((0..<count).map { _ in sample(&generator) }) }) / 500
        }
        #expect(share { $0.normal() } < 0.15)
        #expect((0.15..<0.45).contains(share { $0.uniform() }))
        #expect(share { 10 * ($0.uniform() < 0.5 ? 0 : 1) + $0.normal() } > 0.9)
    }

    @Test func hardInputIsDefined() {
        #expect(!hasSeveralModes([]))
        #expect(!hasSeveralModes([Double](repeating: 3, count: 20)))
        let ones = [Double](repeating: 1, count: 6)
        #expect(hasSeveralModes(ones + ones.map { $0 + 1 }))
        #expect(!hasSeveralModes(ones + ones.dropFirst() + [.nan]))
        #expect(!hasSeveralModes(ones + ones.map { _ in .infinity }))
        // Of two equally large gaps one splits well.
        let low = (0..<5).map { Double($0) / 10 }
        #expect(hasSeveralModes([-100] + low + low.map { $0 + 100.4 }))
    }
}
