import Glibc

/// The exact two-sided sign test that the median of `differences` is 0.
///
/// Zeros are left out, as is usual.
///
/// Dixon and Mood, "The Statistical Sign Test", JASA 41 (1946). 1 without differences.
public func signTest(_ differences: [Double]) -> Double {
    let positive = differences.count { $0 > 0 }
    let negative = differences.count { $0 < 0 }
    return min(1, 2 * binomialTail(min(positive, negative), positive + negative))
}

/// P(X <= k) for X ~ Binomial(n, 1/2).
func binomialTail(_ k: Int, _ n: Int) -> Double {
    guard n > 0 else { return 1 }
    let all = lgamma(Double(n + 1)) - Double(n) * log(2.0)
    var sum = 0.0
    for i in 0...k { sum += exp(all - lgamma(Double(i + 1)) - lgamma(Double(n - i + 1))) }
    return sum
}

/// The order-statistic interval [x(k), x(n+1-k)] of the median that inverts the sign test.
///
/// The largest k whose exact level is at least `confidence`; nil where no k has it (fewer than 6 values at 95 %).
public func signInterval(_ values: [Double], confidence: Double = 0.95) -> Interval? {
    let n = values.count
    guard n > 0 else { return nil }
    let sorted = values.sorted()
    var best: Interval?
    for k in 1...max(1, n / 2) {
        let level = 1 - 2 * binomialTail(k - 1, n)
        // The slack is rounding in lgamma, far below any level in use.
        guard level >= confidence - 1e-12, k <= n + 1 - k else { break }
        best = Interval(lower: sorted[k - 1], upper: sorted[n - k], level: level)
    }
    return best
}
