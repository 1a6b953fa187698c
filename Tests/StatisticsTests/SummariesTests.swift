import Testing

@testable import Statistics

@Suite struct SummariesTests {
    @Test func mediansAreExact() {
        #expect(median([]) == nil)
        #expect(median([3, 1, 2]) == 2)
        #expect(median([4, 1, 3, 2]) == 2.5)
        #expect(median([1e9 + 1, 1e9 + 2, 1e9 + 3]) == 1e9 + 2)
    }

    @Test func quantilesAreOfType7() {
        #expect(quantile([1, 2, 3, 4], 0.25) == 1.75)
        #expect(quantile([1, 2, 3, 4], 1) == 4)
        #expect(quantile([1, 2, 3, 4], 0) == 1)
        #expect(quantile([1], 1.1) == nil)
    }

    /// Nearest rank: the 99th of 100 is the index 98, the median of 5 the index 2.
    @Test func percentileIndicesAreNearestRanks() {
        #expect(percentileIndex(0.99, count: 100) == 98)
        #expect(percentileIndex(0.5, count: 5) == 2)
        #expect(percentileIndex(0.5, count: 4) == 1)
        #expect(percentileIndex(0, count: 4) == 0)
        #expect(percentileIndex(1, count: 4) == 3)
    }

    @Test func jainsIndexIsOneWhenEvenAndOneNthWhenAlone() {
        #expect(jainIndex([5, 5, 5]) == 1)
        #expect(jainIndex([9, 0, 0]) == 1.0 / 3)
        #expect(jainIndex([0, 0]) == nil)
    }

    @Test func geometricMeansOfOppositesCancel() throws {
        let mean = try #require(geometricMean([2, 0.5]))
        #expect(abs(mean - 1) < 1e-15)
        #expect(geometricMean([1, 0]) == nil)
        #expect(geometricMean([]) == nil)
    }
}
