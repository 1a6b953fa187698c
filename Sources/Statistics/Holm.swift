import Glibc

/// Holm's step-down adjusted p-values, in the order given.
///
/// Each is at least its p-value and at most 1; equal ones stay equal. A NaN is a test that could not be made: it stays in
/// the family and counts as 1. A p-value outside 0...1 is moved to its near end. Empty for none. Holm, "A Simple
/// Sequentially Rejective Multiple Test Procedure", Scand. J. Statist. 6 (1979).
public func holm(_ values: [Double]) -> [Double] {
    let values = values.map { $0.isNaN ? 1 : min(1, max(0, $0)) }
    let order = values.indices.sorted { values[$0] < values[$1] }
    var adjusted = values
    var most = 0.0
    for (rank, index) in order.enumerated() {
        most = max(most, min(1, values[index] * Double(values.count - rank)))
        adjusted[index] = most
    }
    return adjusted
}

/// The fewest pairs with which one of `cases` can reach significance at `alpha` by a sign test under Holm.
///
/// `disagreeing` is how many pairs may point the other way: with n pairs and d of them so, p is 2 P(X <= d) for
/// X ~ Binomial(n, 1/2), and Holm asks alpha / cases of the smallest. `Int.max` for an alpha that is not positive or a
/// NaN. Fewer than one case counts as one, fewer than 0 disagreeing as 0.
public func minimumPairsForHolm(cases: Int, alpha: Double = 0.05, disagreeing: Int = 0) -> Int {
    guard alpha > 0 else { return .max }
    let other = max(0, disagreeing)
    return ((2 * other + 1)...).first {
        isAtMost(2 * binomialLower(other, $0, 0.5, 0.5), alpha / Double(max(1, cases)))
    } ?? .max
}

/// The fewest processes a side with which one of `cases` can reach significance at `alpha` by a Mann-Whitney test under Holm.
///
/// With n a side and no ties the least p is 2 / C(2n, n). `Int.max` for an alpha that is not positive or a NaN. Fewer than
/// one case counts as one.
public func minimumProcessesForHolm(cases: Int, alpha: Double = 0.05) -> Int {
    guard alpha > 0 else { return .max }
    var orders = 1.0
    return (1...).first { n in
        orders *= Double(2 * (2 * n - 1)) / Double(n)
        return isAtMost(2 / orders, alpha / Double(max(1, cases)))
    } ?? .max
}

/// Whether a p-value is at most `alpha`, but for the rounding of the sums behind it, far below any level in use.
func isAtMost(_ p: Double, _ alpha: Double) -> Bool { p <= alpha * (1 + 1e-12) }
