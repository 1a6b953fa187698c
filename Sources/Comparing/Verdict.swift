/// What a comparison says of one case.
///
/// Colour, marks and exit codes follow it, never the figures alone.
public enum Verdict: Sendable, Hashable {
    /// Worse by more than the threshold.
    case regression
    /// Better by more than the threshold.
    case improvement
    /// The interval lies inside the threshold on both sides.
    case equivalent
    /// Neither is shown.
    case inconclusive
    /// A figure that must be exactly equal is not.
    case differs
    /// No verdict is possible, for this reason.
    case notComparable(String)
    /// The metric has no better direction.
    case none

    /// In words; builds regress and improve, rules are slower and faster.
    public func text(_ words: VerdictWords) -> String {
        switch self {
        case .regression: words.worse
        case .improvement: words.better
        case .equivalent: "equivalent"
        case .inconclusive: "inconclusive"
        case .differs: "differs"
        case .notComparable(let reason): "not comparable (\(reason))"
        case .none: "no verdict (the metric has no better direction)"
        }
    }

    /// Whether something was decided.
    public var isDecided: Bool {
        switch self {
        case .regression, .improvement, .equivalent, .differs: true
        case .inconclusive, .notComparable, .none: false
        }
    }

    /// Whether it says that the two sides differ.
    public var saysDifferent: Bool { [.regression, .improvement, .differs].contains(self) }
}

/// The words for worse and better.
public struct VerdictWords: Sendable {
    let worse: String
    let better: String

    /// Of two builds, or the same one at two times.
    public static let builds = VerdictWords(worse: "regression", better: "improvement")
    /// Of two sets of rules, by a time.
    public static let times = VerdictWords(worse: "slower", better: "faster")
    /// Of two sets of rules, by anything else.
    public static let others = VerdictWords(worse: "worse", better: "better")
}
