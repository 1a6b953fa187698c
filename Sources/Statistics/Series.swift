/// The correlation of each value with the next one.
///
/// r1 = sum (x_t - m)(x_t+1 - m) / sum (x_t - m)^2; Box and Jenkins, "Time Series Analysis" (1970). nil below three
/// values, where all are equal, and with a NaN or an infinity among them.
public func lag1Autocorrelation(_ values: [Double]) -> Double? {
    guard values.count >= 3, values.allSatisfy(\.isFinite) else { return nil }
    // Distances from the first value first: equal values then have no variance at all.
    let distances = values.map { $0 - values[0] }
    let mean = distances.reduce(0, +) / Double(values.count)
    let most = distances.reduce(0) { max($0, abs($1 - mean)) }
    guard most > 0, most.isFinite else { return nil }
    let deviations = distances.map { ($0 - mean) / most }
    let products = zip(deviations, deviations.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 }
    return products / deviations.reduce(0) { $0 + $1 * $1 }
}

/// Whether a series of at least eight values hangs together more than independent ones would: |r1| > 2 / sqrt(n).
///
/// About one independent series in twenty does so too (Bartlett, J. R. Stat. Soc. Suppl. 8, 1946). false where r1 is
/// unknown.
public func drifts(_ values: [Double]) -> Bool {
    guard values.count >= 8, let r = lag1Autocorrelation(values) else { return false }
    return abs(r) > 2 / Double(values.count).squareRoot()
}

/// Whether the values seem to fall into several groups: a heuristic and not a test.
///
/// True where the largest gap between neighbours leaves at least 20 % of at least ten values on both sides and is over
/// five times the median gap. So a few outliers are no group, and of values that are mostly equal any two such groups
/// are. false below ten values and with a NaN or an infinity among them.
public func hasSeveralModes(_ values: [Double]) -> Bool {
    guard values.count >= 10, values.allSatisfy(\.isFinite) else { return false }
    let sorted = values.sorted()
    let gaps = zip(sorted, sorted.dropFirst()).map { $1 - $0 }
    guard let usual = median(gaps), let largest = gaps.max(), largest > 5 * usual else { return false }
    return gaps.indices.contains { index in
        gaps[index] == largest && 5 * min(index + 1, sorted.count - index - 1) >= sorted.count
    }
}
