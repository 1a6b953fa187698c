import Glibc

/// The result of a Mann-Whitney U test.
public struct MannWhitneyResult: Sendable, Equatable {
    /// Pairs (a, b) with b above a, ties counted half; NaN with a NaN among the values.
    public let u: Double
    /// The two-sided p-value.
    public let p: Double
    /// Whether p is exact or by the normal approximation.
    public let isExact: Bool
    /// Whether any two values, of one side or both, are equal.
    public let hasTies: Bool
    /// The share of all values that have an equal partner.
    public let tiedShare: Double
}

/// The two-sided Mann-Whitney U test that `a` and `b` come from one distribution.
///
/// p = min(1, 2 min(P(U <= u), P(U >= u))). Without ties and up to 10,000 pairs (a, b) by the exact distribution of Mann
/// and Whitney, Ann. Math. Statist. 18 (1947). With ties and up to 2,500 pairs by the exact distribution over all orders
/// of the values at hand, equal ones having their mid-rank: Lehmann, "Nonparametrics" (1975), 1.4. Beyond, by the normal
/// approximation with tie correction and continuity correction.
///
/// p is 1 for an empty side, where all values are equal, and with a NaN among them, as then there is no evidence.
/// Infinities are ordinary values: equal ones are ties.
public func mannWhitneyU(_ a: [Double], _ b: [Double]) -> MannWhitneyResult {
    guard !a.contains(where: \.isNaN), !b.contains(where: \.isNaN) else {
        return MannWhitneyResult(u: .nan, p: 1, isExact: false, hasTies: false, tiedShare: 0)
    }
    let groups = tieGroups(a, b)
    let tied = groups.filter { $0.size > 1 }.reduce(0) { $0 + $1.size }
    let share = tied > 0 ? Double(tied) / Double(a.count + b.count) : 0
    func result(_ twiceU: Int, _ p: Double, isExact: Bool) -> MannWhitneyResult {
        MannWhitneyResult(u: Double(twiceU) / 2, p: p, isExact: isExact, hasTies: tied > 0, tiedShare: share)
    }

    // Twice U, so that halves are whole.
    var twice = 0
    var below = 0
    for group in groups {
        twice += group.b * (2 * below + group.a)
        below += group.a
    }
    let pairs = a.count * b.count
    if tied == 0 && pairs <= exactPairs {
        let tail = mannWhitneyTail(min(twice, 2 * pairs - twice) / 2, a.count, b.count)
        return result(twice, min(1, 2 * tail), isExact: true)
    }
    if tied > 0 && pairs <= exactTiedPairs {
        return result(twice, tiedMannWhitneyP(twice, a.count, b.count, groups.map(\.size)), isExact: true)
    }
    let p = normalMannWhitneyP(Double(twice) / 2, a.count, b.count, groups.map(\.size))
    return result(twice, p, isExact: false)
}

/// Up to this many pairs without ties are listed, and their distribution is exact.
let exactPairs = 10_000

/// Up to this many pairs with ties have their exact distribution: 50 by 50 take some milliseconds.
let exactTiedPairs = 2_500

/// How many of each side have one value.
private struct TieGroup {
    let value: Double
    var a = 0
    var b = 0
    var size: Int { a + b }
}

/// The groups of equal values in ascending order.
private func tieGroups(_ a: [Double], _ b: [Double]) -> [TieGroup] {
    var groups: [TieGroup] = []
    for (value, isA) in (a.map { ($0, true) } + b.map { ($0, false) }).sorted(by: { $0.0 < $1.0 }) {
        if groups.last?.value != value { groups.append(TieGroup(value: value)) }
        if isA { groups[groups.count - 1].a += 1 } else { groups[groups.count - 1].b += 1 }
    }
    return groups
}

/// The normal approximation with the tie correction of the variance and the continuity correction of 1/2.
func normalMannWhitneyP(_ u: Double, _ n: Int, _ m: Int, _ sizes: [Int]) -> Double {
    let (n, m) = (Double(n), Double(m))
    let all = n + m
    let ties = sizes.reduce(0.0) { $0 + Double($1) * (Double($1) * Double($1) - 1) }
    let variance = n * m / 12 * (all + 1 - ties / (all * (all - 1)))
    guard variance > 0 else { return 1 }
    let z = (abs(u - n * m / 2) - 0.5) / variance.squareRoot()
    return min(1, erfc(z / 2.0.squareRoot()))
}
