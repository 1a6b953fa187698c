import Glibc

/// The power of the sign test for one pair, two, three and so on, each from the last in a few multiplications.
///
/// With X ~ Binomial(n, p): P(X' <= c) = P(X <= c) - p P(X = c) for one trial more, and the critical count grows by at
/// most one with each pair.
struct SignTestPowerSeries {
    private(set) var pairs = 0
    private let alpha: Double
    /// The largest minority that rejects; -1 where none does.
    private var critical = -1
    private var null = RunningTail(p: 0.5, q: 0.5)
    private var alternative: RunningTail

    /// The power for `pairs`.
    var power: Double { alternative.tail }

    /// Begins at one pair.
    init(probability: Double, alpha: Double) {
        self.alpha = alpha
        alternative = RunningTail(p: 1 - probability, q: probability)
        addPair()
    }

    mutating func addPair() {
        pairs += 1
        null.addTrial(pairs, critical)
        alternative.addTrial(pairs, critical)
        let next = null.mass(after: critical, pairs)
        guard critical + 1 <= (pairs - 1) / 2, isAtMost(2 * (null.tail + next), alpha) else { return }
        null.addCount(next)
        alternative.addCount(alternative.mass(after: critical, pairs))
        critical += 1
    }
}

/// P(X <= c) and P(X = c) while the trials and c grow.
private struct RunningTail {
    let p: Double
    let q: Double
    private(set) var tail = 0.0
    private var mass = 0.0

    init(p: Double, q: Double) {
        (self.p, self.q) = (p, q)
    }

    /// From n - 1 to `n` trials at the same c.
    mutating func addTrial(_ n: Int, _ c: Int) {
        guard c >= 0 else { return }
        tail -= p * mass
        mass *= q * Double(n) / Double(n - c)
    }

    /// P(X = c + 1) for `n` trials.
    func mass(after c: Int, _ n: Int) -> Double {
        c < 0 ? pow(q, Double(n)) : mass * p / q * Double(n - c) / Double(c + 1)
    }

    /// From c to c + 1, whose mass is `next`.
    mutating func addCount(_ next: Double) {
        tail += next
        mass = next
    }
}
