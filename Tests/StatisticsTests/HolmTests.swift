import Testing

@testable import Statistics

@Suite struct HolmTests {
    struct Row: Decodable {
        let values, adjusted: [Double]
    }

    @Test func adjustedValuesAreTheDefinitions() throws {
        for row in try fixture("holms", of: Row.self) {
            let adjusted = holm(row.values)
            #expect(zip(adjusted, row.adjusted).allSatisfy { agree($0, $1, digits: 1e-15) }, "\(row) \(adjusted)")
            #expect(holm(row.values.reversed()) == adjusted.reversed())
        }
    }

    @Test func hardInputIsDefined() {
        #expect(holm([]) == [])
        #expect(holm([0.3]) == [0.3])
        #expect(holm([0.01, .nan]) == [0.02, 1])
        #expect(holm([.nan, .nan, 0.001]) == [1, 1, 0.003])
        #expect(holm([-1, 0.5]) == [0, 0.5])
        #expect(holm([7, 0.1]) == [1, 0.2])
        #expect(holm([.infinity, -.infinity]) == [1, 0])
    }

    struct MinimaRow: Decodable {
        let cases, disagreeing, pairs, processes: Int
        let alpha: Double
    }

    @Test func minimaAreThoseOfWholeNumbers() throws {
        for row in try fixture("holm_minima", of: MinimaRow.self) {
            let pairs = minimumPairsForHolm(cases: row.cases, alpha: row.alpha, disagreeing: row.disagreeing)
            #expect(pairs == row.pairs, "\(row)")
            #expect(minimumProcessesForHolm(cases: row.cases, alpha: row.alpha) == row.processes, "\(row)")
        }
    }

    /// The last number of pairs is needed: the tests themselves say so.
    @Test(arguments: [1, 6, 24, 60])
    func theTestsAgreeWithTheMinima(_ cases: Int) {
        for disagreeing in 0...3 {
            let pairs = minimumPairsForHolm(cases: cases, disagreeing: disagreeing)
            func p(_ pairs: Int) -> Double {
                signTest((0..<pairs).map { $0 < disagreeing ? -1 : 1 }) * Double(cases)
            }
            #expect(p(pairs) <= 0.05 && p(pairs - 1) > 0.05)
        }
        let processes = minimumProcessesForHolm(cases: cases)
        func p(_ processes: Int) -> Double {
            let side = (0..<processes).map(Double.init)
            return mannWhitneyU(side, side.map { $0 + 1000 }).p * Double(cases)
        }
        #expect(p(processes) <= 0.05 && p(processes - 1) > 0.05)
    }

    @Test func defaultsAndEdgesAreAsSaid() {
        #expect(minimumPairsForHolm(cases: 1) == 6)
        #expect(minimumProcessesForHolm(cases: 1) == 4)
        #expect(minimumPairsForHolm(cases: 0) == 6)
        #expect(minimumProcessesForHolm(cases: -3) == 4)
        #expect(minimumPairsForHolm(cases: 1, disagreeing: -2) == 6)
        // 2^-5 = 0.03125 is attained exactly.
        #expect(minimumPairsForHolm(cases: 1, alpha: 0.03125) == 6)
        #expect(minimumPairsForHolm(cases: 1, alpha: 1, disagreeing: 3) == 7)
        for alpha in [0, -1, .nan] {
            #expect(minimumPairsForHolm(cases: 1, alpha: alpha) == .max)
            #expect(minimumProcessesForHolm(cases: 1, alpha: alpha) == .max)
        }
    }
}
