import Foundation
import Glibc
import Statistics
import TestSupport
import Testing

@testable import Comparing

/// How often identical builds in two campaigns are called different by a calibration of six.
@Suite struct CalibratedCoverageTests {
    private static let tries = 2000

    /// How the centres of campaigns come about, on logarithms.
    enum Centers: String, CaseIterable {
        case normal = "normal, 2 %"
        case heavy = "heavy tails (Student's t with 2 degrees)"
        case mixed = "one campaign in five is 10 % slower"
        case walk = "random walk of 2 % a campaign, compared twenty campaigns later"

        /// Whether Student's t may take them for what it assumes.
        var isAssumed: Bool { self == .normal }

        func drawn(_ noise: inout Noise) -> [Double] {
            switch self {
            case .normal: return (0..<8).map { _ in 0.02 * noise.normal() }
            case .heavy:
                return (0..<8).map { _ in
                    let (a, b) = (noise.normal(), noise.normal())
                    return 0.02 * noise.normal() / ((a * a + b * b) / 2).squareRoot()
                }
            case .mixed: return (0..<8).map { _ in 0.005 * noise.normal() + (noise.uniform() < 0.2 ? 0.1 : 0) }
            case .walk:
                var level = 0.0
                return (0..<28).map { _ in
                    level += 0.02 * noise.normal()
                    return level
                }.enumerated().filter { $0.offset < 7 || $0.offset == 27 }.map(\.element)
            }
        }
    }

    /// The share of tries in which the interval misses 1, and in which the verdict says different at a threshold of 5 %.
    func shares(_ centers: Centers) throws -> (missed: Double, called: Double) {
        var noise = Noise(state: 17)
        let options = try options()
        var (missed, called) = (0, 0)
        for _ in 0..<Self.tries {
            let drawn = centers.drawn(&noise)
            let campaigns = drawn.map { center in (0..<12).map { _ in center + 0.02 * noise.normal() } }
            var spread = Welford()
            for campaign in campaigns.prefix(6) { median(campaign).map { spread.add($0) } }
            let known = CampaignSpread(
                deviation: (spread.variance ?? 0).squareRoot(), degrees: spread.count - 1, processes: 12)
            let evidence = try #require(Evidence(old: campaigns[6], new: campaigns[7], options: options))
                .widened(by: known, options: options)
            let interval = try #require(evidence.interval)
            if interval.lower > 0 || interval.upper < 0 { missed += 1 }
            if evidence.thresholdP <= 0.05 { called += 1 }
        }
        return (Double(missed) / Double(Self.tries), Double(called) / Double(Self.tries))
    }

    /// Where the centres are what the test takes them for, it keeps its level; the page says by how much it misses elsewhere.
    @Test func thePageSaysHowFarItCanBeTrusted() throws {
        var lines = [
            "| centres of campaigns (\(Self.tries) tries each) | interval without 1 | called different (threshold 5 %) |",
            "| --- | ---: | ---: |",
        ]
        for centers in Centers.allCases {
            let shares = try shares(centers)
            // Three standard errors of 2000 tries at 5 % are 1.5 %.
            if centers.isAssumed { #expect(shares.missed <= 0.065 && shares.called <= 0.065) }
            func percent(_ share: Double) -> String { "\(Int((100 * share).rounded())) %" }
            lines.append(
                "| \(centers.rawValue)\(centers.isAssumed ? "" : " \\*") | \(percent(shares.missed)) | "
                    + "\(percent(shares.called)) |")
        }
        let table = lines.joined(separator: "\n") + "\n"
        let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../docs/measuring.md").standardized
        var text = try String(contentsOf: page, encoding: .utf8)
        let begin = try #require(text.range(of: "<!-- calibrated:begin -->\n"))
        let end = try #require(text.range(of: "<!-- calibrated:end -->"))
        if ProcessInfo.processInfo.environment["UPDATE_DOCS"] == "1" {
            text.replaceSubrange(begin.upperBound..<end.lowerBound, with: table)
            try text.write(to: page, atomically: true, encoding: .utf8)
        } else {
            #expect(String(text[begin.upperBound..<end.lowerBound]) == table)
        }
    }
}
