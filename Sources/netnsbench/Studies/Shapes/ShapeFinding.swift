import Foundation
import Statistics

/// One thing that the study asked, and the answer.
struct ShapeFinding: Equatable {
    /// The answer.
    enum Outcome: String, Equatable {
        /// The shape is there.
        case seen
        /// It is not there: the study fails.
        case missing = "NOT SEEN"
        /// The whole interval is as promised.
        case holds
        /// None of the interval is as promised: a result.
        case broken = "does not hold"
        /// Some of the interval is as promised, or there is none.
        case open = "not decided"
        /// For information.
        case noted
    }

    /// Where it belongs: `shape 1`, `promise a`.
    let subject: String
    /// What was asked, with the variant.
    let claim: String
    /// What was measured, with its interval.
    let figure: String
    /// The answer.
    let outcome: Outcome

    /// A shape that is asked for: its median must be as asked.
    ///
    /// - Parameters:
    ///   - exact: every single figure must be: a counter that nothing disturbs.
    ///   - isRequired: else an answer is only noted.
    static func shape(
        _ number: Int, _ claim: String, _ figures: [Double], _ bound: Bound, exact: Bool = false,
        isRequired: Bool = true
    ) -> ShapeFinding {
        let judgement = Judgement(figures, bound)
        let isSeen = exact ? judgement.holdsAlways : judgement.holds
        return ShapeFinding(
            subject: "shape \(number)", claim: "\(claim): \(text(bound))", figure: text(judgement),
            outcome: isSeen ? .seen : isRequired ? .missing : .noted)
    }

    /// A promise: it holds where the whole interval is as asked, and is broken where none of it is.
    static func promise(_ letter: String, _ claim: String, _ figures: [Double], _ bound: Bound) -> ShapeFinding {
        let judgement = Judgement(figures, bound)
        let outcome: Outcome =
            judgement.isShown ? .holds : judgement.isRefuted ? .broken : .open
        return ShapeFinding(
            subject: "promise \(letter)", claim: "\(claim): \(text(bound))", figure: text(judgement), outcome: outcome)
    }

    /// The same, for the reader only.
    var asNote: ShapeFinding { ShapeFinding(subject: subject, claim: claim, figure: figure, outcome: .noted) }

    /// A bound in words.
    static func text(_ bound: Bound) -> String {
        switch bound {
        case .atMost(let figure): "at most \(short(figure))"
        case .atLeast(let figure): "at least \(short(figure))"
        case .within(let range): "\(short(range.lowerBound)) to \(short(range.upperBound))"
        case .exactly(let figure): "exactly \(short(figure))"
        }
    }

    private static func text(_ judgement: Judgement) -> String {
        guard let median = judgement.median else { return "not measured" }
        if let range = judgement.range, range.lowerBound == range.upperBound { return short(median) }
        if let interval = judgement.interval {
            return "\(short(median)) [\(short(interval.lower)), \(short(interval.upper))]"
        }
        return judgement.range.map { "\(short(median)) (\(short($0.lowerBound)) to \(short($0.upperBound)))" } ?? ""
    }

    /// A figure for people: three digits that count, whole numbers as they are.
    static func short(_ figure: Double) -> String {
        guard figure.isFinite else { return "\(figure)" }
        if figure == figure.rounded(), abs(figure) < 1e12 { return String(format: "%.0f", figure) }
        if abs(figure) >= 100 { return String(format: "%.0f", figure) }
        return String(format: abs(figure) < 0.01 ? "%.2g" : abs(figure) < 10 ? "%.2f" : "%.1f", figure)
    }
}
