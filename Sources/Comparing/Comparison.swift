import BenchmarkResults
import Glibc
import Statistics

/// Contenders against a baseline, case by case.
public struct Comparison: Sendable {
    /// What everything is set against.
    public let baseline: Side
    /// What is set against it, in order.
    public let contenders: [Side]
    /// How it was made.
    public let options: ComparisonOptions
    /// The cases that baseline and contender both have, by case and contender.
    public private(set) var cases: [CaseComparison] = []
    /// How each contender was matched with the baseline.
    public private(set) var matches: [Match] = []
    /// Exact figures that differ, whatever the metric.
    public let exactDifferences: [ExactDifference]
    /// The words of verdicts.
    public let words: VerdictWords
    /// One line on the calibration; nil where there was none.
    public let calibration: String?

    /// How a contender was matched.
    public struct Match: Sendable {
        /// Whether replicates are paired: by block, within a campaign.
        public let isPaired: Bool
        /// Replicates of baseline and contender; the pairs where paired.
        public let units: (old: Int, new: Int)
        /// In what the environments differ.
        public let environment: [EnvironmentDifference]
        /// The floor of the contender over that of the baseline, with its interval; nil without a floor on both sides.
        public let floor: (ratio: Double, interval: Interval?)?
        /// Cases that only the baseline has.
        public let onlyOld: [CaseKey]
        /// Cases that only the contender has.
        public let onlyNew: [CaseKey]
        /// Rows of both that are not valid and were left out.
        public let invalidRows: Int
    }

    /// Joins and compares.
    ///
    /// - Parameters:
    ///   - isOneFile: the sides are parts of one file, such as its variants.
    ///   - calibration: what campaigns differ by of themselves.
    public init(
        baseline: Side, contenders: [Side], options: ComparisonOptions, isOneFile: Bool = false,
        words: VerdictWords = .builds, calibration: Calibration? = nil
    ) {
        self.baseline = baseline
        self.contenders = contenders
        self.options = options
        self.words = words
        self.calibration = calibration?.description
        // Parts of one file, and sides with unlike options, inspect unlike numbers by right.
        exactDifferences = isOneFile || !options.ignored.isEmpty ? [] : ExactDifference.all(baseline, contenders)
        for (index, contender) in contenders.enumerated() {
            let matcher = Matcher(baseline, contender, options, isOneFile: isOneFile, calibration: calibration)
            let (match, compared) = matcher.compare(contender: index)
            matches.append(match)
            cases += compared
        }
        cases.sort { ($0.key, $0.contender) < ($1.key, $1.contender) }
        decide()
    }

    /// The cases of one contender.
    public func cases(of contender: Int) -> [CaseComparison] { cases.filter { $0.contender == contender } }

    /// The geometric mean of the ratios of the matched valid cases that can be compared, and how many there are.
    ///
    /// Without the harness's own references: they say nothing of what was asked for.
    public func geometricMeanRatio(of contender: Int) -> (ratio: Double, cases: Int)? {
        let ratios = cases(of: contender).filter(\.countsInMean).compactMap(\.ratio)
        return geometricMean(ratios).map { ($0, ratios.count) }
    }

    /// Every footnote once, in the order of the cases: its number is its place, from 1.
    public var footnotes: [Warning] {
        var seen: Set<Warning> = []
        return cases.flatMap(\.warnings).filter { seen.insert($0).inserted }
    }

    /// Holm over the family of all cases and contenders, then the verdicts.
    private mutating func decide() {
        let family = cases.indices.filter { cases[$0].thresholdP != nil && cases[$0].verdict == .inconclusive }
        let adjusted = holm(family.map { cases[$0].thresholdP ?? 1 })
        for (index, p) in zip(family, adjusted) {
            cases[index].adjustedP = p
            cases[index].verdict = verdict(cases[index], p)
            let item = cases[index]
            let isPaired = matches[item.contender].isPaired
            guard !item.isDescriptive, !canReach(item, family.count, isPaired) else { continue }
            let needed =
                isPaired
                ? minimumPairsForHolm(cases: family.count, alpha: options.alpha)
                : minimumProcessesForHolm(cases: family.count, alpha: options.alpha)
            cases[index].warnings.append(
                .tooFew(
                    cases: family.count, units: min(item.units.old, item.units.new), needed: needed, paired: isPaired))
        }
    }

    /// Whether a case with so many replicates can reach significance in a family of `family` cases at all.
    private func canReach(_ item: CaseComparison, _ family: Int, _ isPaired: Bool) -> Bool {
        let (n, m) = (Double(item.units.old), Double(item.units.new))
        // All pairs agree, or all of one side lie beyond all of the other.
        let least = isPaired ? 2 * pow(0.5, n) : 2 / exp(lgamma(n + m + 1) - lgamma(n + 1) - lgamma(m + 1))
        return least <= options.alpha / Double(family) * (1 + 1e-12)
    }

    private func verdict(_ item: CaseComparison, _ p: Double) -> Verdict {
        guard options.metric.better != .none else { return .none }
        guard let ratio = item.ratio else { return .inconclusive }
        if p <= options.alpha { return (ratio > 1) == (options.metric.better == .lower) ? .regression : .improvement }
        if let interval = item.interval, interval.lower >= 1 / (1 + options.threshold),
            interval.upper <= 1 + options.threshold
        {
            return .equivalent
        }
        return .inconclusive
    }
}
