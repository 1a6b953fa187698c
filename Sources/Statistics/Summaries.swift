import Glibc

/// The median: the middle value, or the mean of the two middle ones.
///
/// Any order. nil without values, with a NaN among them, or between -infinity and +infinity; other infinities are
/// ordinary values. The median of one value is that value.
public func median(_ values: [Double]) -> Double? {
    // A NaN would leave the order, and so the middle, undefined.
    values.contains { $0.isNaN } ? nil : quantile(values.sorted(), 0.5)
}

/// The quantile `q` (0...1) of ascending values by linear interpolation.
///
/// nil without values, with a NaN among them, for `q` outside 0...1 or NaN, or where it lies between -infinity and
/// +infinity. Other infinities are ordinary values: between a finite and an infinite one lies the infinite one.
/// Type 7 of Hyndman and Fan, "Sample Quantiles in Statistical Packages", Am. Stat. 50 (1996).
public func quantile(_ sorted: [Double], _ q: Double) -> Double? {
    guard let last = sorted.last, q >= 0, q <= 1, !sorted.contains(where: \.isNaN) else { return nil }
    let position = q * Double(sorted.count - 1)
    let below = Int(position.rounded(.down))
    guard below + 1 < sorted.count else { return last }
    return interpolation(sorted[below], sorted[below + 1], share: position - Double(below))
}

/// The value `share` (0..<1) of the way from `low` up to `high`; nil between the two infinities.
private func interpolation(_ low: Double, _ high: Double, share: Double) -> Double? {
    // Equal neighbours stay exact, and infinite.
    if share == 0 || low == high { return low }
    if low.isInfinite || high.isInfinite { return low.isInfinite && high.isInfinite ? nil : low + high }
    let distance = high - low
    // Two huge values of opposite sign are further apart than a double can say.
    return distance.isFinite ? min(high, low + share * distance) : (1 - share) * low + share * high
}

/// The index of the nearest-rank percentile `q` among `count` ascending values: ceil(q count) - 1.
///
/// A `q` outside 0...1 is moved to its near end. A product that only rounding puts above a whole number counts as that
/// number: the 7th percentile of 100 values is the 7th, though 0.07 x 100 is above 7 in doubles.
/// - Precondition: `count` is positive and `q` is a number.
public func percentileIndex(_ q: Double, count: Int) -> Int {
    precondition(count > 0 && !q.isNaN, "a percentile of nothing")
    let rank = min(1, max(0, q)) * Double(count)
    return min(count - 1, max(0, Int((rank * (1 - 0x1p-51)).rounded(.up)) - 1))
}

/// Jain's fairness index (sum x)^2 / (n sum x^2): 1 is even, 1/n is one alone.
///
/// For shares, so nil with a negative value, a NaN or an infinity (whose share has no number), and without values or
/// where all are 0. Jain, Chiu and Hawe, "A Quantitative Measure of Fairness", DEC-TR-301 (1984).
public func jainIndex(_ values: [Double]) -> Double? {
    guard let most = values.max(), values.allSatisfy({ $0 >= 0 && $0.isFinite }), most > 0 else { return nil }
    // The index does not depend on the scale; this one cannot overflow.
    let sum = values.reduce(0) { $0 + $1 / most }
    let squares = values.reduce(0) { $0 + ($1 / most) * ($1 / most) }
    return sum * sum / (Double(values.count) * squares)
}

/// The geometric mean of positive values, by their logarithms.
///
/// nil without values or with one that is not positive or a NaN. Infinite with an infinity among them.
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
