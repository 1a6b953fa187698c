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
    let sorted = a.sorted()
    let u = b.reduce(0.0) {
        $0 + (Double(rank(of: $1, in: sorted, orEqual: false)) + Double(rank(of: $1, in: sorted, orEqual: true))) / 2
    }
    let hasTies = Set(a + b).count < a.count + b.count
    if !hasTies && a.count * b.count <= exactPairs {
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
    guard !a.isEmpty, !b.isEmpty else { return nil }
    let pairs = Pairs(a, b)
    let middle = (pairs.difference((pairs.count + 1) / 2) + pairs.difference(pairs.count / 2 + 1)) / 2
    guard let (k, level) = orderStatistic(a.count, b.count, confidence) else { return (middle, nil) }
    return (
        middle,
        Interval(lower: pairs.difference(k), upper: pairs.difference(pairs.count + 1 - k), level: level)
    )
}

/// The largest k whose interval [d(k), d(nm+1-k)] covers with `confidence`, and its level; nil where there is none.
///
/// Exact up to 10,000 pairs; beyond by the normal approximation.
private func orderStatistic(_ n: Int, _ m: Int, _ confidence: Double) -> (k: Int, level: Double)? {
    let pairs = n * m
    if pairs > exactPairs {
        let deviation = (Double(pairs) * Double(n + m + 1) / 12).squareRoot()
        func level(_ k: Int) -> Double {
            1 - erfc((Double(pairs) / 2 - Double(k) + 0.5) / deviation / 2.0.squareRoot())
        }
        var (low, high) = (1, pairs / 2)
        while low < high {
            let k = (low + high + 1) / 2
            if level(k) >= confidence { low = k } else { high = k - 1 }
        }
        return level(low) >= confidence ? (low, level(low)) : nil
    }
    let counts = mannWhitneyCounts(n, m)
    let total = counts.reduce(0, +)
    var best: (Int, Double)?
    var tail = 0.0
    for k in 1...max(1, pairs / 2) {
        tail += counts[k - 1]
        // The slack is rounding, far below any level in use.
        guard 1 - 2 * tail / total >= confidence - 1e-12 else { break }
        best = (k, 1 - 2 * tail / total)
    }
    return best
}

/// Up to this many pairs are listed and their distribution is exact.
private let exactPairs = 10_000

/// How many of the ascending values are below `value` (or equal to it).
private func rank(of value: Double, in sorted: [Double], orEqual: Bool) -> Int {
    var (low, high) = (0, sorted.count)
    while low < high {
        let middle = (low + high) / 2
        if sorted[middle] < value || (orEqual && sorted[middle] == value) { low = middle + 1 } else { high = middle }
    }
    return low
}

/// All differences b - a in order, listed where they are few, found by bisection where they are many.
private struct Pairs {
    let count: Int
    private let a: [Double]
    private let b: [Double]
    private let listed: [Double]

    init(_ a: [Double], _ b: [Double]) {
        self.a = a.sorted()
        self.b = b
        count = a.count * b.count
        listed = count <= exactPairs ? a.flatMap { x in b.map { $0 - x } }.sorted() : []
    }

    /// The k-th smallest, from 1.
    func difference(_ k: Int) -> Double {
        if !listed.isEmpty { return listed[k - 1] }
        guard let first = a.first, let last = a.last, let least = b.min(), let most = b.max() else { return .nan }
        var (low, high) = (least - last, most - first)
        // At least k differences are at most `high`; the bracket shrinks until no double is left between.
        while true {
            let middle = low + (high - low) / 2
            guard middle > low, middle < high else { return high }
            // b - a <= middle where a >= b - middle.
            let within = b.reduce(0) { $0 + a.count - rank(of: $1 - middle, in: a, orEqual: false) }
            if within >= k { high = middle } else { low = middle }
        }
    }
}
