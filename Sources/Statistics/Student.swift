import Glibc

/// P(|T| >= |t|) for Student's t with `degrees` of freedom.
///
/// `degrees` may be fractional, as Satterthwaite's are, and infinite, which is the normal distribution. 0 at an infinite
/// t (and from about 1e150 on); NaN for a NaN or for degrees that are not positive. By the incomplete beta function,
/// Abramowitz and Stegun 26.7.1, and above 10,000 degrees by Hill's expansion around the normal distribution.
public func studentTwoSidedP(_ t: Double, degrees: Double) -> Double {
    guard !t.isNaN, degrees > 0 else { return .nan }
    return studentTails(abs(t), degrees).outside
}

/// The t below which Student's t with `degrees` of freedom lies with probability `p`.
///
/// -infinity at 0, infinity at 1, exactly 0 at 1/2. NaN for a `p` outside 0...1, a NaN, or degrees that are not positive.
/// Found by bisection of `studentTwoSidedP`, and odd in p - 1/2 as far as 1 - p is exact.
public func studentQuantile(_ p: Double, degrees: Double) -> Double {
    guard p >= 0, p <= 1, degrees > 0 else { return .nan }
    let inside = abs(2 * p - 1)
    let outside = 2 * min(p, 1 - p)
    guard inside > 0 else { return 0 }
    guard outside > 0 else { return p < 0.5 ? -.infinity : .infinity }
    // The smaller of the two probabilities is the one that has its digits.
    let t = firstPositive {
        let tails = studentTails($0, degrees)
        return inside < 0.5 ? tails.inside >= inside : tails.outside <= outside
    }
    return p < 0.5 ? -t : t
}

/// The z below which a standard normal variable lies with probability `p`.
///
/// -infinity at 0, infinity at 1, exactly 0 at 1/2; NaN for a `p` outside 0...1 or a NaN.
public func normalQuantile(_ p: Double) -> Double {
    studentQuantile(p, degrees: .infinity)
}

/// P(|T| <= t) and P(|T| >= t) for t >= 0, each with its own digits.
private func studentTails(_ t: Double, _ degrees: Double) -> (inside: Double, outside: Double) {
    guard degrees.isFinite else { return (erf(t / 2.0.squareRoot()), erfc(t / 2.0.squareRoot())) }
    guard t.isFinite else { return (1, 0) }
    let far = t * t / degrees
    guard far.isFinite else { return (1, 0) }
    // With many degrees x is so near 1 that what it leaves has few digits.
    if degrees > 10_000 { return studentTails(hillsNormal(t, degrees), .infinity) }
    let (x, y) = (1 / (1 + far), far / (1 + far))
    return (incompleteBeta(y, x, 0.5, degrees / 2), incompleteBeta(x, y, degrees / 2, 0.5))
}

/// The z of the normal distribution that cuts off what `t` does with many degrees, to some 1e-20 z^7.
///
/// Hill, "Algorithm 395: Student's t-Distribution", CACM 13 (1970), the first two terms.
private func hillsNormal(_ t: Double, _ degrees: Double) -> Double {
    let shifted = degrees - 0.5
    let z = (shifted * log1p(t * t / degrees)).squareRoot()
    return z + (z * z * z + 3 * z) / (48 * shifted * shifted)
}

/// The least positive double for which `holds`, which must stay true once it is.
private func firstPositive(_ holds: (Double) -> Bool) -> Double {
    var high = 1.0
    while high.isFinite, !holds(high) { high *= 2 }
    while high > 0, holds(high / 2) { high /= 2 }
    return leastProbability(in: high / 2...high, holds)
}
