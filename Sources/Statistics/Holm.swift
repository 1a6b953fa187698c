import Glibc

/// Holm's step-down adjusted p-values, in the order given (Holm, Scand.
///
/// J. Statist. 6, 1979).
public func holm(_ values: [Double]) -> [Double] {
    let order = values.indices.sorted { values[$0] < values[$1] }
    var adjusted = values
    var most = 0.0
    for (rank, index) in order.enumerated() {
        most = max(most, min(1, values[index] * Double(values.count - rank)))
        adjusted[index] = most
    }
    return adjusted
}

/// The fewest pairs with which one of `cases` can reach significance at `alpha` by a sign test under Holm, with `disagreeing` of
/// them pointing the other way.
public func minimumPairsForHolm(cases: Int, alpha: Double = 0.05, disagreeing: Int = 0) -> Int {
    (1...).first { 2 * binomialTail(disagreeing, $0) <= alpha / Double(max(1, cases)) } ?? .max
}

/// The fewest processes a side with which one of `cases` can reach significance at `alpha` by a Mann-Whitney test under Holm.
public func minimumProcessesForHolm(cases: Int, alpha: Double = 0.05) -> Int {
    (1...).first { n in
        let orders = exp(lgamma(Double(2 * n + 1)) - 2 * lgamma(Double(n + 1)))
        return 2 / orders <= alpha / Double(max(1, cases)) * (1 + 1e-12)
    } ?? .max
}
