import Glibc

/// How two figures that were measured together stand to each other.
public enum Standing: String, Sendable, Equatable {
    /// The first is larger, by more than the margin.
    case above
    /// The second is.
    case below
    /// They differ by less than the margin.
    case alike
    /// Nothing can be said: the interval reaches over the margin, or there is none.
    case open

    /// By the sign-test interval of their ratio, replicate by replicate.
    ///
    /// - Parameters:
    ///   - ratios: first by second, one a replicate; positive.
    ///   - margin: what is called the same: 0.1 is 10 %, up as down.
    public init(ratios: [Double], margin: Double) {
        self = .open
        guard ratios.allSatisfy({ $0 > 0 }), let interval = signInterval(ratios.map { log($0) }) else { return }
        let bound = log(1 + margin)
        if interval.lower > bound {
            self = .above
        } else if interval.upper < -bound {
            self = .below
        } else if interval.lower >= -bound, interval.upper <= bound {
            self = .alike
        }
    }
}

/// Whether two rankings of the same figures say the same.
public enum Agreement: String, Sendable, Equatable, CaseIterable {
    /// Every two figures stand to each other in one as in the other.
    case agrees
    /// Two are told apart by one and are alike in the other.
    case differs
    /// Two stand the one way in one, and the other way in the other.
    case contradicts
    /// Of two at least nothing can be said in one of them, and nothing differs.
    case open

    /// By the standings of the same pairs in both; without pairs there is nothing to agree on.
    public init(_ standings: [(Standing, Standing)]) {
        let opposite = standings.contains { ($0 == (.above, .below)) || ($0 == (.below, .above)) }
        let unlike = standings.contains { $0 != $1 && $0 != .open && $1 != .open }
        let undecided = standings.isEmpty || standings.contains { $0 == .open || $1 == .open }
        self = opposite ? .contradicts : unlike ? .differs : undecided ? .open : .agrees
    }
}
