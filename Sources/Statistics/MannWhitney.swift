import Glibc

/// The result of a Mann-Whitney U test.
public struct MannWhitneyResult: Sendable, Equatable {
    /// Pairs (a, b) with b above a, ties counted half.
    public let u: Double
    /// The two-sided p-value.
    public let p: Double
    /// Whether p is exact (no ties, at most 10,000 pairs) or by the normal approximation.
    public let isExact: Bool
}

/// The two-sided Mann-Whitney U test that `a` and `b` come from one distribution.
///
/// Exact by the counts of the q-binomial recurrence; with ties or many pairs by the normal approximation with mid-ranks,
/// tie correction and continuity correction. Mann and Whitney, Ann. Math. Statist. 18 (1947). p is 1 for an empty side.
public func mannWhitneyU(_ a: [Double], _ b: [Double]) -> MannWhitneyResult {
    guard !a.isEmpty, !b.isEmpty else { return MannWhitneyResult(u: 0, p: 1, isExact: true) }
    var u = 0.0
    for x in a { for y in b { u += y > x ? 1 : y == x ? 0.5 : 0 } }
    let hasTies = Set(a + b).count < a.count + b.count
    if !hasTies && a.count * b.count <= 10_000 {
        let tail = mannWhitneyTail(Int(min(u, Double(a.count * b.count) - u)), a.count, b.count)
        return MannWhitneyResult(u: u, p: min(1, 2 * tail), isExact: true)
    }
    return MannWhitneyResult(u: u, p: normalP(u, a, b), isExact: false)
}

/// P(U <= u) under the null, for sides of `n` and `m` without ties.
func mannWhitneyTail(_ u: Int, _ n: Int, _ m: Int) -> Double {
    guard u >= 0 else { return 0 }
    let counts = mannWhitneyCounts(n, m)
    let total = counts.reduce(0, +)
    return counts.prefix(u + 1).reduce(0, +) / total
}

/// How many orders give each U: the coefficients of the Gaussian binomial (n + m over n), as doubles.
private func mannWhitneyCounts(_ n: Int, _ m: Int) -> [Double] {
    var counts = [Double](repeating: 0, count: n * m + 1)
    counts[0] = 1
    for i in 1...n {
        // Multiply by (1 - q^(m+i)), then divide by (1 - q^i); all in place.
        if m + i < counts.count {
            for k in stride(from: counts.count - 1, through: m + i, by: -1) { counts[k] -= counts[k - m - i] }
        }
        if i < counts.count { for k in i..<counts.count { counts[k] += counts[k - i] } }
    }
    return counts
}

private func normalP(_ u: Double, _ a: [Double], _ b: [Double]) -> Double {
    let n = Double(a.count)
    let m = Double(b.count)
    var ties = 0.0
    for (_, group) in Dictionary(grouping: a + b, by: { $0 }) {
        let t = Double(group.count)
        ties += t * t * t - t
    }
    let all = n + m
    let variance = n * m / 12 * (all + 1 - ties / (all * (all - 1)))
    guard variance > 0 else { return 1 }
    let z = max(0, abs(u - n * m / 2) - 0.5) / variance.squareRoot()
    return min(1, erfc(z / 2.0.squareRoot()))
}

/// The Hodges-Lehmann estimate of the shift from `a` to `b`, with the interval that inverts the exact test.
///
/// The estimate is the median of all differences b - a; the interval is [d(k), d(nm+1-k)] with k = U_crit + 1. The interval
/// is nil where no k reaches `confidence`. Hodges and Lehmann, Ann. Math. Statist. 34 (1963). nil for an empty side.
public func hodgesLehmann(
    _ a: [Double], _ b: [Double], confidence: Double = 0.95
) -> (shift: Double, interval: Interval?)? {
    let differences = a.flatMap { x in b.map { $0 - x } }.sorted()
    guard let shift = quantile(differences, 0.5) else { return nil }
    let counts = mannWhitneyCounts(a.count, b.count)
    let total = counts.reduce(0, +)
    var interval: Interval?
    var tail = 0.0
    for k in 1...max(1, differences.count / 2) {
        tail += counts[k - 1]
        let level = 1 - 2 * tail / total
        guard level >= confidence - 1e-12 else { break }
        interval = Interval(lower: differences[k - 1], upper: differences[differences.count - k], level: level)
    }
    return (shift, interval)
}
