import Glibc
import Statistics

/// What the figures of one case say of the ratio new / old.
struct Evidence {
    /// The estimate of the logarithm of the ratio.
    let logRatio: Double
    /// Its interval, on logarithms.
    let interval: Interval?
    /// p that nothing changed.
    let p: Double
    /// p that the change is no larger than the threshold.
    let thresholdP: Double
    /// The share of figures that are equal to another.
    let tiedShare: Double

    /// From pairs: the median of the log ratios, the order-statistic interval and the sign test.
    ///
    /// The sign test asks for nothing but independent pairs: noise may be as skewed as it likes.
    init?(logRatios: [Double], options: ComparisonOptions) {
        guard let middle = median(logRatios) else { return nil }
        logRatio = middle
        interval = signInterval(logRatios, confidence: options.confidence)
        p = signTest(logRatios)
        let bound = log1p(options.threshold)
        // The test of the bound on the side where the estimate lies; within it nothing is to be shown.
        let shift = middle > 0 ? -bound : bound
        thresholdP = abs(middle) > bound ? signTest(logRatios.map { $0 + shift }) : 1
        tiedShare = 0
    }

    /// From two samples: Hodges and Lehmann's estimate with the interval and the test of Mann and Whitney.
    ///
    /// - Parameter old: the logarithms of the baseline's figures.
    init?(old: [Double], new: [Double], options: ComparisonOptions) {
        guard let estimate = hodgesLehmann(old, new, confidence: options.confidence) else { return nil }
        logRatio = estimate.shift
        interval = estimate.interval
        let test = mannWhitneyU(old, new)
        p = test.p
        tiedShare = test.tiedShare
        let bound = log1p(options.threshold)
        let shift = estimate.shift > 0 ? bound : -bound
        thresholdP = abs(estimate.shift) > bound ? mannWhitneyU(old.map { $0 + shift }, new).p : 1
    }

    /// The interval of the ratio.
    var ratioInterval: Interval? {
        interval.map { Interval(lower: exp($0.lower), upper: exp($0.upper), level: $0.level) }
    }

    private init(logRatio: Double, interval: Interval?, p: Double, thresholdP: Double, tiedShare: Double) {
        self.logRatio = logRatio
        self.interval = interval
        self.p = p
        self.thresholdP = thresholdP
        self.tiedShare = tiedShare
    }

    /// The same against what campaigns of one program differ by of themselves.
    ///
    /// Both tests must reject, and the interval covers both: the larger p of an intersection-union test keeps its level
    /// (Berger, Technometrics 24, 1982). The level is nominal: Student's t takes the centres of campaigns for normal, and those
    /// compared for drawn as those of the calibration were. docs/measuring.md says by how much it misses elsewhere.
    /// - Parameter spread: of the centre of a campaign.
    func widened(by spread: CampaignSpread, options: ComparisonOptions) -> Evidence {
        let scale = spread.deviation * 2.0.squareRoot()
        func p(beyond bound: Double) -> Double {
            let excess = abs(logRatio) - bound
            guard excess > 0 else { return 1 }
            return scale > 0 ? studentTwoSidedP(excess / scale, degrees: Double(spread.degrees)) : 0
        }
        let reach = scale * studentQuantile((1 + options.confidence) / 2, degrees: Double(spread.degrees))
        let wide = interval.map {
            Interval(
                lower: min($0.lower, logRatio - reach), upper: max($0.upper, logRatio + reach),
                level: options.confidence)
        }
        return Evidence(
            logRatio: logRatio, interval: wide, p: max(self.p, p(beyond: 0)),
            thresholdP: max(thresholdP, p(beyond: log1p(options.threshold))), tiedShare: tiedShare)
    }
}

/// By how much the centres of campaigns of one program differ.
public struct CampaignSpread: Sendable, Equatable {
    /// The standard deviation of a campaign's centre, on natural logarithms.
    public let deviation: Double
    /// The degrees of freedom behind it.
    public let degrees: Int
    /// Processes in each of those campaigns.
    public let processes: Int

    /// A spread.
    public init(deviation: Double, degrees: Int, processes: Int) {
        self.deviation = deviation
        self.degrees = degrees
        self.processes = processes
    }
}
