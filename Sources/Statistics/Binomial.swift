import Glibc

/// P(X <= k) for X ~ Binomial(n, probability).
///
/// By summing the masses outwards from k on the side away from the mean, so that a small tail keeps its relative
/// precision: about 12 digits up to n = 100,000. 0 below k = 0, 1 from k = n on (also for n = 0); NaN for a negative n
/// or a probability outside 0...1.
public func binomialTail(_ k: Int, _ n: Int, probability: Double) -> Double {
    guard n >= 0, probability >= 0, probability <= 1 else { return .nan }
    return binomialLower(k, n, probability, 1 - probability)
}

/// The interval of a probability after `successes` in `trials`, which covers with at least `confidence` whatever it is.
///
/// [0, 1] without trials. The level is the confidence asked for, the least that it attains. Clopper and Pearson, "The
/// Use of Confidence or Fiducial Limits Illustrated in the Case of the Binomial", Biometrika 26 (1934).
/// - Precondition: `successes` is in 0...`trials` and `confidence` in 0...1.
public func clopperPearson(successes: Int, trials: Int, confidence: Double = 0.95) -> Interval {
    precondition(successes >= 0 && successes <= trials, "more successes than trials")
    precondition(confidence >= 0 && confidence <= 1, "a confidence outside 0...1")
    let tail = (1 - confidence) / 2
    // P(X >= successes) grows with p: the lower end is where it reaches the tail. The upper end mirrors it.
    let lower =
        successes == 0
        ? 0 : leastProbability { binomialLower(trials - successes, trials, 1 - $0, $0) >= tail }
    let upper = successes == trials ? 1 : leastProbability { binomialLower(successes, trials, $0, 1 - $0) <= tail }
    return Interval(lower: lower, upper: upper, level: confidence)
}

/// The least p in `range` for which `holds`, which must stay true once it is; the upper end where it never does.
func leastProbability(in range: ClosedRange<Double> = 0...1, _ holds: (Double) -> Bool) -> Double {
    var (low, high) = (range.lowerBound, range.upperBound)
    if holds(low) { return low }
    while true {
        let middle = low + (high - low) / 2
        guard middle > low, middle < high else { return high }
        if holds(middle) { high = middle } else { low = middle }
    }
}

/// P(X <= k) with both p and q = 1 - p given, as one of them is always known better.
func binomialLower(_ k: Int, _ n: Int, _ p: Double, _ q: Double) -> Double {
    guard k >= 0 else { return 0 }
    guard k < n, p > 0 else { return 1 }
    guard q > 0 else { return 0 }
    if Double(k) < Double(n) * p { return min(1, sumDown(from: k, n, p, q)) }
    return max(0, 1 - sumDown(from: n - k - 1, n, q, p))
}

/// P(X <= k) for k below the mean, where the masses fall from k down.
private func sumDown(from k: Int, _ n: Int, _ p: Double, _ q: Double) -> Double {
    var (term, sum) = (1.0, 1.0)
    for i in stride(from: k, to: 0, by: -1) {
        term *= Double(i) * q / (Double(n - i + 1) * p)
        sum += term
        if term < 1e-18 * sum { break }
    }
    return binomialMass(k, n, p, q) * sum
}

/// P(X = k) by the saddle point, without the cancellation of three log-gammas.
///
/// Loader, "Fast and Accurate Computation of Binomial Probabilities" (2000).
func binomialMass(_ k: Int, _ n: Int, _ p: Double, _ q: Double) -> Double {
    if k == 0 { return exp(Double(n) * (p < q ? log1p(-p) : log(q))) }
    if k == n { return exp(Double(n) * (q < p ? log1p(-q) : log(p))) }
    let (k, rest, n) = (Double(k), Double(n - k), Double(n))
    let exponent =
        stirlingError(n) - stirlingError(k) - stirlingError(rest) - deviance(k, n * p) - deviance(rest, n * q)
    return (n / (2 * .pi * k * rest)).squareRoot() * exp(exponent)
}

/// Loader's deviance x log(x / m) + m - x, which is small where x is near m.
private func deviance(_ x: Double, _ m: Double) -> Double {
    guard abs(x - m) < 0.1 * (x + m) else { return x * log(x / m) + m - x }
    let v = (x - m) / (x + m)
    var (sum, term, odd) = ((x - m) * v, 2 * x * v, 1.0)
    while true {
        term *= v * v
        odd += 2
        let next = sum + term / odd
        if next == sum { return sum }
        sum = next
    }
}
