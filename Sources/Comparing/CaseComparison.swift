import BenchmarkResults
import Statistics

/// One case of one contender against the baseline.
public struct CaseComparison: Sendable {
    /// The case, without what the sides differ in.
    public let key: CaseKey
    /// Which contender, from 0.
    public let contender: Int
    /// The medians over replicates.
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

    /// Whether the verdict counts: what one process shows is no verdict.
    public var isVerdict: Bool { !isDescriptive }

    /// The verdict in words, in brackets where it does not count.
    public func text(_ words: VerdictWords) -> String {
        let text = verdict.text(words)
        return isDescriptive && verdict.isDecided ? "(\(text))" : text
    }
}
