import Glibc

/// The Hodges-Lehmann estimate of the shift from `a` to `b`, with the interval that inverts the Mann-Whitney test.
///
/// The estimate is the median of all nm differences b - a; the interval is [d(k), d(nm+1-k)] with the largest k whose
/// level is at least `confidence`, and nil where no k has it (fewer than 4 and 4 values at 95 %) or the confidence is
/// not between 0 and 1. Hodges and Lehmann, Ann. Math. Statist. 34 (1963); Moses in Walker and Lev, "Statistical
/// Inference" (1953). The level is exact up to 10,000 pairs, by the normal approximation beyond, and for continuous
/// distributions that differ by a shift; where values can be equal, the closed interval covers at least as often.
///
/// nil for an empty side, with a NaN, with one infinity on both sides (whose difference is none), or where the median
/// lies between -infinity and +infinity; otherwise infinities are ordinary values.
public func hodgesLehmann(
    _ a: [Double], _ b: [Double], confidence: Double = 0.95
) -> (shift: Double, interval: Interval?)? {
    guard let differences = PairwiseDifferences(a, b) else { return nil }
    let count = differences.count
    guard let shift = median([differences.smallest((count + 1) / 2), differences.smallest(count / 2 + 1)]) else {
        return nil
    }
    guard confidence > 0, confidence < 1, let (k, level) = orderStatistic(a.count, b.count, 1 - confidence) else {
        return (shift, nil)
    }
    return (
        shift,
        Interval(lower: differences.smallest(k), upper: differences.smallest(count + 1 - k), level: level)
    )
}

/// The largest k whose interval [d(k), d(nm+1-k)] misses at most with `alpha`, and its level; nil where there is none.
private func orderStatistic(_ n: Int, _ m: Int, _ alpha: Double) -> (k: Int, level: Double)? {
    n * m > exactPairs ? normalOrderStatistic(n, m, alpha) : exactOrderStatistic(n, m, alpha)
}

func exactOrderStatistic(_ n: Int, _ m: Int, _ alpha: Double) -> (k: Int, level: Double)? {
    let counts = mannWhitneyCounts(n, m)
    let total = mannWhitneyTotal(counts, n, m)
    var best: (Int, Double)?
    var missed = 0.0
    for k in stride(from: 1, through: n * m / 2, by: 1) {
        missed += 2 * counts[k - 1] / total
        guard isAtMost(missed, alpha) else { break }
        best = (k, 1 - missed)
    }
    return best
}

func normalOrderStatistic(_ n: Int, _ m: Int, _ alpha: Double) -> (k: Int, level: Double)? {
    let pairs = Double(n * m)
    let deviation = (pairs * Double(n + m + 1) / 12).squareRoot()
    func missed(_ k: Int) -> Double { erfc((pairs / 2 - Double(k) + 0.5) / deviation / 2.0.squareRoot()) }
    var (low, high) = (0, n * m / 2)
    while low < high {
        let k = (low + high + 1) / 2
        if missed(k) <= alpha { low = k } else { high = k - 1 }
    }
    return low > 0 ? (low, 1 - missed(low)) : nil
}
