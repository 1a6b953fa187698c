import Glibc

/// The median: the middle value, or the mean of the two middle ones.
///
/// nil without values.
public func median(_ values: [Double]) -> Double? {
    quantile(values.sorted(), 0.5)
}

/// The quantile `q` (0...1) of ascending values by Hyndman and Fan's type 7 (linear interpolation).
///
/// nil without values.
public func quantile(_ sorted: [Double], _ q: Double) -> Double? {
    guard let last = sorted.last, q >= 0, q <= 1 else { return nil }
    let position = q * Double(sorted.count - 1)
    let below = Int(position.rounded(.down))
    guard below + 1 < sorted.count else { return last }
    let share = position - Double(below)
    // Equal neighbours stay exact, infinite ones stay infinite.
    return share == 0 ? sorted[below] : sorted[below] + share * (sorted[below + 1] - sorted[below])
}

/// The index of the nearest-rank percentile `q` (0...1) among `count` ascending values.
///
/// - Precondition: `count` is positive.
public func percentileIndex(_ q: Double, count: Int) -> Int {
    precondition(count > 0, "a percentile of nothing")
    return min(count - 1, max(0, Int((q * Double(count)).rounded(.up)) - 1))
}

/// Jain's fairness index (sum x)^2 / (n sum x^2): 1 is even, 1/n is one alone (Jain, Chiu and Hawe, 1984).
///
/// nil without values or where all are 0.
public func jainIndex(_ values: [Double]) -> Double? {
    let sum = values.reduce(0, +)
    let squares = values.reduce(0) { $0 + $1 * $1 }
    return squares > 0 ? sum * sum / (Double(values.count) * squares) : nil
}

/// The geometric mean of positive values; nil without values or with one that is not positive.
public func geometricMean(_ values: [Double]) -> Double? {
    guard !values.isEmpty, values.allSatisfy({ $0 > 0 }) else { return nil }
    return exp(values.reduce(0) { $0 + log($1) } / Double(values.count))
}

/// An interval with its exact attained level.
public struct Interval: Sendable, Equatable {
    /// The lower end.
    public let lower: Double
    /// The upper end.
    public let upper: Double
    /// The probability that it covers, exactly, under the test's assumptions: at least what was asked.
    public let level: Double

    /// An interval.
    public init(lower: Double, upper: Double, level: Double) {
        self.lower = lower
        self.upper = upper
        self.level = level
    }
}
