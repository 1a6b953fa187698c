import Testing

@testable import Statistics

@Suite struct VarianceComponentsTests {
    struct Row: Decodable {
        let values: [[[Double]]]
        let degrees: [Int]
        let block, process, campaign: Double?
    }

    /// By projection matrices and the traces of their products.
    @Test func componentsSolveTheMomentEquations() throws {
        for row in try fixture("components", of: Row.self) {
            let result = varianceComponents(row.values)
            #expect([result.degrees.block, result.degrees.process, result.degrees.campaign] == row.degrees)
            for (ours, theirs) in [
                (result.block, row.block), (result.process, row.process), (result.campaign, row.campaign),
            ] { #expect(agree(ours, theirs, digits: 1e-9, floor: 1e-11), "\(row) \(result)") }
        }
    }

    /// By hand, balanced: two campaigns of two processes of two blocks.
    @Test func theBalancedCaseIsTheTextbooks() {
        // Within: four pairs 2 apart, mean square 2. Processes: means 1, 5 | 11, 19; mean square 40 = 2 + 2 x 19.
        // Campaigns: means 3, 15; mean square 288 = 40 + 4 x 62.
        let result = varianceComponents([[[0, 2], [4, 6]], [[10, 12], [18, 20]]])
        #expect(result.block == 2)
        #expect(result.process == 19.0)
        #expect(result.campaign == 62.0)
        #expect(result.degrees == VarianceComponents.Degrees(block: 4, process: 2, campaign: 1))
    }

    @Test func aNegativeEstimateIsZero() {
        let result = varianceComponents([[[0, 10], [0, 10]], [[0, 10], [0, 10]]])
        #expect(result.block == 50)
        #expect(result.process == 0)
        #expect(result.campaign == 0)
    }

    @Test func aLevelWithoutFreedomIsNil() {
        let none = VarianceComponents.Degrees(block: 0, process: 0, campaign: 0)
        for nothing in [[], [[]], [[[]]], [[[], []], []], [[[3]]]] as [[[[Double]]]] {
            #expect(
                varianceComponents(nothing)
                    == VarianceComponents(block: nil, process: nil, campaign: nil, degrees: none))
        }
        // One value a process: the processes' variance holds the blocks'.
        let single = varianceComponents([[[1], [3]]])
        #expect(single.block == nil && single.process == 2 && single.campaign == nil)
    }

    @Test func emptyGroupsCountForNothing() {
        let full = varianceComponents([[[1, 2], [5, 4]], [[7, 9]]])
        #expect(varianceComponents([[[1, 2], [], [5, 4]], [], [[]], [[7, 9]]]) == full)
    }

    @Test func aCommonPartCostsNoDigits() {
        let small = varianceComponents([[[1, 2], [3, 5]], [[8, 13], [21, 34]]])
        let large = varianceComponents([
            [[1e9 + 1, 1e9 + 2], [1e9 + 3, 1e9 + 5]], [[1e9 + 8, 1e9 + 13], [1e9 + 21, 1e9 + 34]],
        ])
        #expect(agree(large.block, small.block))
        #expect(agree(large.process, small.process))
        #expect(agree(large.campaign, small.campaign))
        let equal = varianceComponents([[[0.1, 0.1, 0.1], [0.1]], [[0.1, 0.1]]])
        #expect(equal.block == 0 && equal.process == 0 && equal.campaign == 0)
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity])
    func whatIsNotFiniteHasNoComponents(_ value: Double) {
        let result = varianceComponents([[[1, 2], [3, value]], [[4, 5]]])
        #expect(result.block == nil && result.process == nil && result.campaign == nil)
        #expect(result.degrees == VarianceComponents.Degrees(block: 3, process: 1, campaign: 1))
    }
}
