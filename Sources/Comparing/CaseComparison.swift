import BenchmarkResults
import Glibc
import Statistics

/// One case of one contender against the baseline.
public struct CaseComparison: Sendable {
    /// The case, without what the sides differ in.
    public let key: CaseKey
    /// Which contender, from 0.
    public let contender: Int
    /// Whether it is one of the cases that every campaign measures besides what was asked for.
    public let isReference: Bool
    /// The medians over the replicates that the ratio rests on.
    public let old: Double, new: Double
    /// Replicates on each side: the pairs of a paired comparison, on both.
    public let units: (old: Int, new: Int)
    /// New over old: the median of the paired ratios, or the Hodges-Lehmann estimate on logarithms; nil where there is none.
    public internal(set) var ratio: Double?
    /// Its interval, not adjusted for the family; nil where no level of 95 % is to be had.
    public internal(set) var interval: Interval?
    /// p that nothing changed, not adjusted.
    public internal(set) var p: Double?
    /// Holm-adjusted p that the change is no larger than the threshold; nil outside the family.
    public internal(set) var adjustedP: Double?
    /// Whether the figures rest on windows of one process, which are no replicates.
    public let isDescriptive: Bool
    /// The verdict.
    public internal(set) var verdict: Verdict
    /// What a reader must know.
    public internal(set) var warnings: [Warning]
    /// p that the change is no larger than the threshold, not adjusted.
    var thresholdP: Double?

    /// Takes what the figures say.
    mutating func take(_ evidence: Evidence) {
        ratio = exp(evidence.logRatio)
        interval = evidence.ratioInterval
        p = evidence.p
    }

    /// Whether it has a ratio that may enter a mean: a case of what was asked for that can be compared.
    public var countsInMean: Bool {
        if case .notComparable = verdict { return false }
        return ratio != nil && !isReference
    }

    /// Whether the verdict counts: what one process shows is no verdict.
    public var isVerdict: Bool { !isDescriptive }

    /// The verdict in words, in brackets where it does not count.
    public func text(_ words: VerdictWords) -> String {
        let text = verdict.text(words)
        return isDescriptive && verdict.isDecided ? "(\(text))" : text
    }
}
