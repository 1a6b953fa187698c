/// The exact two-sided sign test that a difference is positive as often as negative.
///
/// Zeros say nothing about that and are left out; infinities have their sign. 1 without differences, where all are 0, and
/// with a NaN among them, as then there is no evidence. Dixon and Mood, "The Statistical Sign Test", JASA 41 (1946).
public func signTest(_ differences: [Double]) -> Double {
    guard !differences.contains(where: \.isNaN) else { return 1 }
    let positive = differences.count { $0 > 0 }
    let negative = differences.count { $0 < 0 }
    return min(1, 2 * binomialLower(min(positive, negative), positive + negative, 0.5, 0.5))
}

/// The order-statistic interval [x(k), x(n+1-k)] of the median that inverts the sign test.
///
/// The largest k whose exact level is at least `confidence`; nil where no k has it (fewer than 6 values at 95 %), for a
/// confidence that is not between 0 and 1, and with a NaN among the values. Infinities are ordinary values, and ends. The
/// level is exact for a continuous distribution; where values can be equal, the closed interval covers at least as often.
/// As it counts zeros, which `signTest` leaves out, it can hold 0 where that test rejects.
/// Thompson, "On Confidence Ranges for the Median", Ann. Math. Statist. 7 (1936).
public func signInterval(_ values: [Double], confidence: Double = 0.95) -> Interval? {
    guard confidence > 0, confidence < 1, !values.contains(where: \.isNaN),
        let fewest = signCritical(values.count, 1 - confidence)
    else { return nil }
    let sorted = values.sorted()
    return Interval(
        lower: sorted[fewest], upper: sorted[values.count - 1 - fewest],
        level: 1 - 2 * binomialLower(fewest, values.count, 0.5, 0.5))
}

/// How often the exact two-sided sign test at level `alpha` finds that differences tend to be positive.
///
/// The probability that it rejects with more positive than negative among `n` pairs, when each is positive with
/// probability `p` and none is 0. Not monotone in `n`: it falls between the steps of the critical count. 0 where nothing
/// can reject (no pairs, alpha too small or not positive); NaN for a NaN or a `p` outside 0...1.
public func signTestPower(pairs n: Int, probability p: Double, alpha: Double) -> Double {
    guard p >= 0, p <= 1, !alpha.isNaN else { return .nan }
    guard let fewest = signCritical(n, alpha) else { return 0 }
    return binomialLower(fewest, n, 1 - p, p)
}

/// The largest minority among `n` signs that still rejects at `alpha`, two-sided; nil where none does.
func signCritical(_ n: Int, _ alpha: Double) -> Int? {
    guard n > 0 else { return nil }
    var (low, high) = (-1, (n - 1) / 2)
    while low < high {
        let middle = low + (high - low + 1) / 2
        if isAtMost(2 * binomialLower(middle, n, 0.5, 0.5), alpha) { low = middle } else { high = middle - 1 }
    }
    return low < 0 ? nil : low
}
