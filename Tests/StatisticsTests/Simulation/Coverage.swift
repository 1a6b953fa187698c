@testable import Statistics

/// A way to compare two sides, and the interval that goes with it.
enum Design: CaseIterable {
    /// One campaign, A and B in turn: the sign interval of the differences between neighbours.
    case pairs
    /// A campaign of A, then one of B: the Hodges-Lehmann interval of the shift.
    case campaigns

    var name: String {
        self == .pairs ? "sign, 12 pairs" : "Hodges-Lehmann, 10 and 10"
    }

    /// One try: the interval of the ratio's logarithm when the true one is `truth`.
    func interval(_ noise: some NoiseModel, truth: Double, _ generator: inout SplitMix) -> Interval? {
        var noise = noise
        switch self {
        case .pairs:
            let values = noise.campaign(24, &generator)
            return signInterval(stride(from: 0, to: 24, by: 2).map { values[$0 + 1] + truth - values[$0] })
        case .campaigns:
            let a = noise.campaign(10, &generator)
            let b = noise.campaign(10, &generator).map { $0 + truth }
            return hodgesLehmann(a, b)?.interval ?? nil
        }
    }
}

/// How often the intervals of one design hold the truth under one noise.
struct Coverage {
    let noise: any NoiseModel
    let design: Design
    /// The level that the interval gives itself.
    let level: Double
    /// The share of tries in which it held the truth.
    let attained: Double

    static let tries = 4000

    init(_ noise: any NoiseModel, _ design: Design, seed: UInt64) {
        var generator = SplitMix(state: seed)
        var level = Double.nan
        let truth = 0.05
        let covered = (0..<Self.tries).count { _ in
            guard let interval = design.interval(noise, truth: truth, &generator) else { return false }
            level = interval.level
            return interval.lower <= truth && truth <= interval.upper
        }
        (self.noise, self.design, self.level) = (noise, design, level)
        attained = Double(covered) / Double(Self.tries)
    }

    /// Three standard errors of the attained share, if it is the level.
    var tolerance: Double { 3 * (level * (1 - level) / Double(Self.tries)).squareRoot() }

    /// Whether the noise is what the interval assumes.
    ///
    /// The sign interval: independent differences, as often above the truth as below. Hodges-Lehmann: independent values
    /// whose distributions differ by the shift and nothing else.
    var isAssumed: Bool {
        switch noise {
        case is IndependentNormal, is HeavyTails, is Bursts, is SeveralModes: true
        // Both are shared by the neighbours of a pair, whose difference they leave.
        case is RandomWalk, is CampaignShift: design == .pairs
        default: false
        }
    }

    /// Every noise in every design, once.
    static let all: [[Coverage]] = {
        let noises: [any NoiseModel] = [
            IndependentNormal(), HeavyTails(), Bursts(), SeveralModes(), RandomWalk(), CampaignShift(),
            Autoregressive(),
        ]
        return noises.enumerated().map { index, noise in
            Design.allCases.map { Coverage(noise, $0, seed: UInt64(index)) }
        }
    }()

    /// The table in docs/measuring.md.
    static var table: String {
        func percent(_ share: Double) -> String { "\(Int((100 * share).rounded())) %" }
        let titles = all[0].map { "\($0.design.name): level \(percent($0.level))" }
        let rows = all.map { row in
            [row[0].noise.name] + row.map { percent($0.attained) + ($0.isAssumed ? "" : " \\*") }
        }
        let lines = [["noise (\(tries) tries each)"] + titles, ["---", "---:", "---:"]] + rows
        return lines.map { "| " + $0.joined(separator: " | ") + " |" }.joined(separator: "\n")
    }
}
