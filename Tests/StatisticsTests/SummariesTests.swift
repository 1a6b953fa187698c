import Testing

@testable import Statistics

@Suite struct SummariesTests {
    struct QuantileRow: Decodable {
        let values: [Double]
        let q, quantile, median: Double
    }

    @Test func quantilesAreNumpys() throws {
        for row in try fixture("quantiles", of: QuantileRow.self) {
            #expect(agree(quantile(row.values.sorted(), row.q), row.quantile, digits: 1e-14), "\(row)")
            #expect(agree(median(row.values), row.median, digits: 1e-15), "\(row)")
            #expect(agree(median(row.values.reversed()), row.median, digits: 1e-15), "\(row)")
        }
    }

    @Test func nothingHasNoQuantile() {
        #expect(median([]) == nil)
        #expect(quantile([], 0.5) == nil)
        #expect(quantile([1], 1.1) == nil)
        #expect(quantile([1], -0.1) == nil)
        #expect(quantile([1], .nan) == nil)
        #expect(quantile([1], 0.3) == 1)
    }

    /// 0.1 + 0.1 (0.1 - 0.1) may round; equal values must not.
    @Test func equalValuesStayExact() {
        #expect(median([0.1, 0.1]) == 0.1)
        #expect(quantile([0.1, 0.1, 0.1, 0.1], 0.77) == 0.1)
        #expect(median([1e9 + 1, 1e9 + 2, 1e9 + 3]) == 1e9 + 2)
    }

    @Test(arguments: [[Double.nan], [1, .nan], [.nan, 1, 2], [1, 2, .nan, 3, 4]])
    func aNaNGivesNothing(_ values: [Double]) {
        #expect(median(values) == nil)
        #expect(quantile(values, 0) == nil)
        #expect(quantile(values, 0.5) == nil)
        #expect(jainIndex(values) == nil)
        #expect(geometricMean(values) == nil)
    }

    @Test func infinitiesAreValues() {
        let infinity = Double.infinity
        #expect(median([infinity, 1, -infinity]) == 1)
        #expect(median([infinity, infinity]) == infinity)
        #expect(median([1, infinity]) == infinity)
        #expect(median([-infinity, 1]) == -infinity)
        #expect(median([-infinity, infinity]) == nil)
        #expect(quantile([-infinity, infinity], 0) == -infinity)
        #expect(quantile([-infinity, 1, infinity], 0.75) == infinity)
        #expect(quantile([-infinity, 1, infinity], 0.25) == -infinity)
        #expect(geometricMean([1, infinity]) == infinity)
    }

    @Test func hugeValuesDoNotOverflow() {
        let huge = Double.greatestFiniteMagnitude
        #expect(median([-huge, huge]) == 0)
        #expect(agree(quantile([-huge, huge], 0.75), huge / 2))
        #expect(jainIndex([huge, huge]) == 1)
        #expect(agree(geometricMean([huge, 1 / huge]), 1))
    }

    struct IndexRow: Decodable {
        let q: Double
        let count, index: Int
    }

    /// As by fractions: 0.07 x 100 is above 7 in doubles, but the 7th percentile of 100 values is the 7th.
    @Test func percentileIndicesAreNearestRanks() throws {
        for row in try fixture("percentile_indices", of: IndexRow.self) {
            #expect(percentileIndex(row.q, count: row.count) == row.index, "\(row)")
        }
        #expect(percentileIndex(-1, count: 4) == 0)
        #expect(percentileIndex(.infinity, count: 4) == 3)
    }

    @Test func aPercentileOfNothingStops() async {
        await #expect(processExitsWith: .failure) { _ = percentileIndex(0.5, count: 0) }
        await #expect(processExitsWith: .failure) { _ = percentileIndex(.nan, count: 1) }
    }

    @Test func jainsIndexIsOneWhenEvenAndOneNthWhenAlone() {
        #expect(jainIndex([5, 5, 5]) == 1)
        #expect(jainIndex([7]) == 1)
        #expect(jainIndex([9, 0, 0]) == 1.0 / 3)
        #expect(jainIndex([1, 2]) == 0.9)
        #expect(jainIndex([]) == nil)
        #expect(jainIndex([0, 0]) == nil)
        #expect(jainIndex([2, -1]) == nil)
        #expect(jainIndex([2, .infinity]) == nil)
    }

    @Test func geometricMeansOfOppositesCancel() {
        #expect(agree(geometricMean([2, 0.5]), 1, digits: 1e-15))
        #expect(agree(geometricMean([2, 4, 8]), 4, digits: 1e-15))
        #expect(geometricMean([1, 0]) == nil)
        #expect(geometricMean([1, -1]) == nil)
        #expect(geometricMean([]) == nil)
    }
}
