import Glibc

/// The regularised incomplete beta function I_x(a, b), with x and y = 1 - x both given, for positive a and b.
///
/// By the continued fraction in Lentz's form; Press et al., "Numerical Recipes" 6.4.
func incompleteBeta(_ x: Double, _ y: Double, _ a: Double, _ b: Double) -> Double {
    guard x > 0 else { return 0 }
    guard y > 0 else { return 1 }
    let front = exp(
        a * (x < y ? log(x) : log1p(-y)) + b * (y < x ? log(y) : log1p(-x)) - logBeta(a, b))
    // The fraction converges fast on the near side of the mean only.
    if x < (a + 1) / (a + b + 2) { return front * lentz(x, a, b) / a }
    return 1 - front * lentz(y, b, a) / b
}

private func lentz(_ x: Double, _ a: Double, _ b: Double) -> Double {
    // Lentz's stand-in for a denominator of 0.
    func safe(_ value: Double) -> Double { abs(value) < 1e-300 ? 1e-300 : value }
    var (c, d) = (1.0, 1 / safe(1 - (a + b) * x / (a + 1)))
    var result = d
    // It takes about the square root of the larger of a and b; the end is there for inputs nobody has.
    for m in stride(from: 1.0, through: 100_000, by: 1) {
        let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        d = 1 / safe(1 + even * d)
        c = safe(1 + even / c)
        result *= c * d
        let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        d = 1 / safe(1 + odd * d)
        c = safe(1 + odd / c)
        result *= c * d
        if abs(c * d - 1) < 1e-16 { break }
    }
    return result
}

/// log B(a, b), without the cancellation of log-gammas where one of them is large.
func logBeta(_ a: Double, _ b: Double) -> Double {
    let (small, large) = (min(a, b), max(a, b))
    // log Gamma(large + small) - log Gamma(large) by Stirling's formula.
    let growth =
        (large - 0.5) * log1p(small / large) + small * log(large + small) - small
        + stirlingError(large + small) - stirlingError(large)
    return logGamma(small) - growth
}

/// What Stirling's formula leaves out: log Gamma(x + 1) - (log(2 pi x) / 2 + x log x - x), for positive x.
func stirlingError(_ x: Double) -> Double {
    guard x > 15 else { return logGamma(x + 1) - (x + 0.5) * log(x) + x - log(2 * .pi) / 2 }
    let square = x * x
    let tail = (1.0 / 1260 - (1.0 / 1680 - 1 / (1188 * square)) / square) / square
    return (1.0 / 12 - (1.0 / 360 - tail) / square) / x
}

/// The logarithm of Gamma of a positive x.
///
/// C's `lgamma` would write the global `signgam`.
private func logGamma(_ x: Double) -> Double {
    var sign: Int32 = 0
    return lgamma_r(x, &sign)
}
