import Testing

@testable import Statistics

@Suite struct WelfordTests {
    struct Row: Decodable {
        let values: [Double]
        let mean, variance: Double
    }

    private func welford(_ values: [Double]) -> Welford {
        values.reduce(into: Welford()) { $0.add($1) }
    }

    /// As in fractions.
    @Test func momentsAreExact() throws {
        for row in try fixture("moments", of: Row.self) {
            let stream = welford(row.values)
            #expect(stream.count == row.values.count)
            #expect(agree(stream.mean, row.mean, digits: 1e-14), "\(row)")
            #expect(agree(stream.variance, row.variance, digits: 1e-13), "\(row)")
        }
        let large = welford([1e9 + 1, 1e9 + 2, 1e9 + 3])
        #expect(large.mean == 1e9 + 2)
        #expect(large.variance == 1)
    }

    @Test func oneValueHasNoVariance() {
        #expect(welford([]).mean == 0)
        #expect(welford([]).variance == nil)
        #expect(welford([3]).mean == 3)
        #expect(welford([3]).variance == nil)
        #expect(welford([3, 3]).variance == 0)
    }

    @Test func whatIsNotFiniteHasNoVariance() {
        let infinity = Double.infinity
        #expect(welford([1, infinity, 5]).mean == infinity)
        #expect(welford([1, infinity, 5]).variance == nil)
        #expect(welford([-infinity, 5]).mean == -infinity)
        #expect(welford([infinity, -infinity]).mean.isNaN)
        #expect(welford([1, .nan, 2]).mean.isNaN)
        #expect(welford([1, .nan, 2]).variance == nil)
        #expect(welford([1, .nan, 2]).count == 3)
    }
}
