import Foundation
import Testing

@testable import Statistics

@Suite struct CoverageTests {
    /// Neither less than the level nor more: the levels are exact where the noise is what the interval assumes.
    @Test func assumedNoiseIsCoveredAtTheExactLevel() {
        let assumed = Coverage.all.joined().filter(\.isAssumed)
        #expect(assumed.count == 10)
        for coverage in assumed {
            #expect(
                abs(coverage.attained - coverage.level) <= coverage.tolerance,
                "\(coverage.noise.name), \(coverage.design.name): \(coverage.attained), not \(coverage.level)")
        }
    }

    /// What the simulation can see: an interval that is too short, and noise that is none of the assumed.
    @Test func theSimulationSeesWhatIsWrong() throws {
        let shift = try #require(Coverage.all.joined().first { $0.noise is CampaignShift && $0.design == .campaigns })
        #expect(shift.attained < shift.level - shift.tolerance)
        var generator = SplitMix(state: 1)
        let noise = IndependentNormal()
        let short = (0..<Coverage.tries).count { _ in
            let values = noise.campaign(12, &generator).sorted()
            return values[3] <= 0 && 0 <= values[8]
        }
        #expect(Double(short) / Double(Coverage.tries) < 0.9)
    }

    /// The document holds the table that the simulation gives.
    @Test func theDocumentHoldsTheTable() throws {
        let root = (0..<4).reduce(URL(filePath: #filePath)) { url, _ in url.deletingLastPathComponent() }
        let document = try String(contentsOf: root.appending(path: "docs/measuring.md"), encoding: .utf8)
        let begin = try #require(document.range(of: "<!-- coverage:begin -->\n"))
        let rest = document[begin.upperBound...]
        let end = try #require(rest.range(of: "<!-- coverage:end -->"))
        #expect(rest[..<end.lowerBound] == Coverage.table + "\n", "docs/measuring.md must hold:\n\(Coverage.table)")
    }
}
