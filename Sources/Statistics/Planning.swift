import Glibc

/// The smallest shift (on the scale of logarithms) that the exact two-sided sign test of `pairs` pairs at level `alpha`
/// finds with probability `power`.
///
/// `noise` are paired log ratios of an A/A campaign; they are symmetrised around 0, as A and B could have been exchanged.
/// A shift d makes a pair positive with P(noise > -d). The binomial says how large that must be, and d is the quantile of
/// the noise there, but never below a normal distribution's of the same median size (1.4826 times it): the tail of a few
/// values is shorter than that of what they come from. 0 where the noise is all 0: any shift is found then.
///
/// nil where even pairs that all agree cannot reject, without noise, with a NaN in it, where d is infinite, and for a
/// `power` that is not between 0 and 1.
public func smallestDetectable(noise: [Double], pairs: Int, alpha: Double, power: Double = 0.9) -> Double? {
    guard power > 0, power < 1, let noise = SymmetricNoise(noise), let fewest = signCritical(pairs, alpha) else {
        return nil
    }
    let probability = leastProbability(in: 0.5...1) { binomialLower(fewest, pairs, 1 - $0, $0) >= power }
    return noise.shift(at: probability).flatMap { $0.isFinite ? $0 : nil }
}

/// The smallest number of pairs with which that sign test finds `shift` (or its opposite) with probability `power`.
///
/// The same model as `smallestDetectable`. The power falls between the steps of the critical count; this is the smallest
/// number, up to `most`, from which on it stays at or above `power` for the next 20 numbers too, so that a pair or two more
/// never cost what was promised.
///
/// nil where there is none, for a shift of 0, NaN, without noise, with a NaN in it, and for a `power` that is not between
/// 0 and 1.
public func pairsToDetect(
    _ shift: Double, noise: [Double], alpha: Double, power: Double = 0.9, most: Int = 100_000
) -> Int? {
    guard power > 0, power < 1, alpha > 0, let probability = SymmetricNoise(noise)?.probability(of: abs(shift)),
        probability > 0.5
    else { return nil }
    var series = SignTestPowerSeries(probability: probability, alpha: alpha)
    var first: Int?
    while (first ?? series.pairs) <= most {
        if series.power < power { first = nil } else if first == nil { first = series.pairs }
        if let first, series.pairs == first + 20 { return first }
        series.addPair()
    }
    return nil
}

/// A/A noise and its mirror image, with the normal distribution of the same median size.
private struct SymmetricNoise {
    private let sorted: [Double]
    private let deviation: Double

    init?(_ noise: [Double]) {
        guard let size = median(noise.map(abs)) else { return nil }
        sorted = (noise + noise.map(-)).sorted()
        // The median size of normal noise is normalQuantile(3/4) deviations.
        deviation = 1.4826 * size
    }

    /// The shift that is positive with `probability` (from 1/2 on) in spite of the noise.
    func shift(at probability: Double) -> Double? {
        // No size at all would be 0 x infinity at certainty.
        let normal = deviation > 0 ? deviation * normalQuantile(probability) : 0
        return quantile(sorted, probability).map { max($0, normal) }
    }

    /// The other way round: the largest probability whose shift is at most `shift`; nil for a NaN or a shift of 0.
    func probability(of shift: Double) -> Double? {
        guard shift > 0 else { return nil }
        return leastProbability(in: 0.5...1) { (self.shift(at: $0) ?? .infinity) > shift }
    }
}
