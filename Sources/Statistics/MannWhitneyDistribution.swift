/// P(U <= u) under the null, for sides of `n` and `m` without ties and u up to nm / 2.
func mannWhitneyTail(_ u: Int, _ n: Int, _ m: Int) -> Double {
    let lower = mannWhitneyCounts(n, m)
    return lower.prefix(u + 1).reduce(0, +) / mannWhitneyTotal(lower, n, m)
}

/// How many orders without ties give each U up to nm / 2; the others mirror them.
///
/// The coefficients of the Gaussian binomial (n + m over n). Their upper half would lose its digits in the subtraction:
/// there, small counts are differences of large ones. The lower half keeps all but the last two of a double's.
func mannWhitneyCounts(_ n: Int, _ m: Int) -> [Double] {
    let (few, many) = (min(n, m), max(n, m))
    var counts = [Double](repeating: 0, count: few * many / 2 + 1)
    counts[0] = 1
    for i in stride(from: 1, through: few, by: 1) {
        // Multiply by (1 - q^(many+i)), then divide by (1 - q^i); all in place.
        for k in stride(from: counts.count - 1, through: many + i, by: -1) { counts[k] -= counts[k - many - i] }
        for k in stride(from: i, to: counts.count, by: 1) { counts[k] += counts[k - i] }
    }
    return counts
}

/// All orders, by the symmetry of the counts.
func mannWhitneyTotal(_ lower: [Double], _ n: Int, _ m: Int) -> Double {
    let half = lower.reduce(0, +)
    // An even nm has a middle count, which is its own mirror image.
    return n * m % 2 == 0 ? 2 * half - lower[lower.count - 1] : 2 * half
}

/// The exact two-sided p of twice U, given how many values are equal in each ascending group.
func tiedMannWhitneyP(_ twice: Int, _ n: Int, _ m: Int, _ sizes: [Int]) -> Double {
    // With the sides exchanged U is mirrored, and the two tails with it.
    let counts = tiedMannWhitneyCounts(min(n, m), max(n, m), sizes)
    let at = n <= m ? twice : 2 * n * m - twice
    let lower = counts[...at].reduce(0, +)
    let upper = counts[at...].reduce(0, +)
    return min(1, 2 * min(lower, upper) / counts.reduce(0, +))
}

/// How many of the ways to choose the `few` values of one side give each twice U: pairs with the other side above.
///
/// Group by group from below: one that gives `more` values to the chosen side and the rest to the other, when `chosen`
/// were given before, adds (rest)(2 chosen + more). The counts only grow by sums, so all digits stay.
func tiedMannWhitneyCounts(_ few: Int, _ many: Int, _ sizes: [Int]) -> [Double] {
    // By the number chosen so far; empty where the rest would not fit the other side.
    var rows: [[Double]] = [[1]]
    var seen = 0
    for size in sizes {
        seen += size
        var next = (0...min(few, seen)).map { chosen in
            seen - chosen > many ? [] : [Double](repeating: 0, count: 2 * chosen * (seen - chosen) + 1)
        }
        for (chosen, row) in rows.enumerated() where !row.isEmpty {
            var ways = 1.0
            for more in 0...min(size, few - chosen) {
                if more > 0 { ways = ways * Double(size - more + 1) / Double(more) }
                guard !next[chosen + more].isEmpty else { continue }
                let step = (size - more) * (2 * chosen + more)
                for (index, count) in row.enumerated() { next[chosen + more][step + index] += ways * count }
            }
        }
        rows = next
    }
    return rows[few]
}
