import BenchmarkResults

/// What a comparison says of one case.
///
/// Colour, marks and exit codes follow it, never the figures alone.
public enum Verdict: Sendable, Equatable {
    /// Worse by more than the threshold.
    case regression
    /// Better by more than the threshold.
    case improvement
    /// The interval lies inside the threshold on both sides.
    case equivalent
    /// Neither is shown.
    case inconclusive
    /// No verdict is possible, for this reason.
    case notComparable(String)
    /// The metric has no better direction.
    case none

    /// In words.
    public var text: String {
        switch self {
        case .regression: "regression"
        case .improvement: "improvement"
        case .equivalent: "equivalent"
        case .inconclusive: "inconclusive"
        case .notComparable(let reason): "not comparable (\(reason))"
        case .none: "no verdict (the metric has no better direction)"
        }
    }
}

/// How a comparison is made.
public struct ComparisonOptions: Sendable {
    /// The column that is compared.
    public var metric: Column
    /// A change smaller than this share does not matter.
    public var threshold: Double
    /// The family-wise level of the test.
    public var alpha = 0.05
    /// The level of the intervals.
    public var confidence = 0.95

    /// Options.
    public init(metric: Column, threshold: Double = 0.05) {
        self.metric = metric
        self.threshold = threshold
    }
}
