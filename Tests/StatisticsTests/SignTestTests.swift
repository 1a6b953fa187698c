import Testing

@testable import Statistics

@Suite struct SignTestTests {
    struct TestRow: Decodable {
        let positive, negative: Int
        let p: Double
    }

    @Test func pIsScipys() throws {
        for row in try fixture("sign_tests", of: TestRow.self) {
            let signs = [Double](repeating: 2, count: row.positive) + [Double](repeating: -0.1, count: row.negative)
            #expect(agree(signTest(signs), row.p), "\(row)")
            #expect(agree(signTest(signs + [0, -0.0]), row.p), "zeros are left out")
            #expect(agree(signTest(signs.map(-)), row.p), "the sides are alike")
        }
    }

    @Test func noEvidenceIsOne() {
        #expect(signTest([]) == 1)
        #expect(signTest([0, 0, 0]) == 1)
        #expect(signTest([1, -1, 0]) == 1)
        #expect(signTest([1, 1, 1, 1, 1, 1, .nan]) == 1)
        #expect(agree(signTest([.infinity, .infinity, 1, 1, 1, -.infinity]), 14.0 / 64))
    }

    struct IntervalRow: Decodable {
        let n: Int
        let confidence: Double
        let k: Int?
        let level: Double?
    }

    /// n = 6 -> k = 1, 10 -> 2, 12 -> 3 at 95 %; none below 6.
    @Test func intervalsTakeTheRightOrderStatistics() throws {
        for row in try fixture("sign_intervals", of: IntervalRow.self) {
            let values = (1...row.n).map(Double.init)
            let interval = signInterval(values.reversed(), confidence: row.confidence)
            #expect(interval?.lower == row.k.map(Double.init), "\(row)")
            #expect(interval?.upper == row.k.map { Double(row.n + 1 - $0) }, "\(row)")
            #expect(agree(interval?.level, row.level), "\(row)")
        }
    }

    /// A level that is attained exactly is attained.
    @Test func anExactLevelIsEnough() {
        #expect(signInterval([1, 2, 3, 4, 5, 6], confidence: 0.96875)?.level == 0.96875)
        #expect(signInterval([1, 2, 3, 4, 5, 6], confidence: 0.96876) == nil)
    }

    @Test func hardInputHasNoInterval() {
        let six = [1.0, 2, 3, 4, 5, 6]
        #expect(signInterval([]) == nil)
        #expect(signInterval([1], confidence: 0.01) == nil)
        #expect(signInterval([3, 3, 3, 3, 3, 3])?.lower == 3)
        #expect(signInterval([3, 3, 3, 3, 3, 3])?.upper == 3)
        #expect(signInterval(six + [.nan]) == nil)
        for confidence in [0, 1, -0.5, 2, .nan] { #expect(signInterval(six, confidence: confidence) == nil) }
        #expect(signInterval([-.infinity, 2, 3, 4, 5, .infinity])?.lower == -.infinity)
        #expect(signInterval([-.infinity, 2, 3, 4, 5, .infinity])?.upper == .infinity)
        #expect(signInterval((1...60).map(Double.init), confidence: 1) == nil, "certainty is not rounding's to give")
    }

    /// Without zeros the interval leaves 0 out exactly where the test rejects.
    @Test func theIntervalInvertsTheTest() throws {
        var generator = SplitMix(state: 11)
        for _ in 0..<300 {
            let shift = generator.uniform()
            let values = generator.uniforms(12).map { $0 - shift }
            let interval = try #require(signInterval(values))
            #expect((signTest(values) <= 1 - interval.level + 1e-12) == (interval.lower > 0 || interval.upper < 0))
        }
    }

    struct PowerRow: Decodable {
        let n: Int
        let p, alpha, power: Double
    }

    @Test func powersAreExact() throws {
        for row in try fixture("sign_powers", of: PowerRow.self) {
            let power = signTestPower(pairs: row.n, probability: row.p, alpha: row.alpha)
            #expect(agree(power, row.power, digits: 1e-13), "\(row) \(power)")
        }
    }

    @Test func whatCannotRejectHasNoPower() {
        #expect(signTestPower(pairs: 0, probability: 1, alpha: 0.05) == 0)
        #expect(signTestPower(pairs: -1, probability: 1, alpha: 0.05) == 0)
        #expect(signTestPower(pairs: 100, probability: 1, alpha: 0) == 0)
        #expect(signTestPower(pairs: 5, probability: 1, alpha: 0.05) == 0)
        #expect(signTestPower(pairs: 6, probability: 1, alpha: 0.05) == 1)
        #expect(signTestPower(pairs: 6, probability: 0, alpha: 0.05) == 0)
        #expect(signTestPower(pairs: 6, probability: 1.1, alpha: 0.05).isNaN)
        #expect(signTestPower(pairs: 6, probability: -0.1, alpha: 0.05).isNaN)
        #expect(signTestPower(pairs: 6, probability: .nan, alpha: 0.05).isNaN)
        #expect(signTestPower(pairs: 6, probability: 0.5, alpha: .nan).isNaN)
        // Everything rejects at 1 and above, but in the direction of the majority only.
        for alpha in [1.0, 2, .infinity] {
            #expect(agree(signTestPower(pairs: 3, probability: 0.5, alpha: alpha), 0.5))
            #expect(agree(signTestPower(pairs: 2, probability: 0.5, alpha: alpha), 0.25))
            #expect(signTestPower(pairs: 0, probability: 0.5, alpha: alpha) == 0)
        }
    }
}
