/// All differences b - a in order: listed where they are few, found by bisection where they are many.
struct PairwiseDifferences {
    let count: Int
    private let a: [Double]
    private let b: [Double]
    private let listed: [Double]

    /// nil for an empty side, a NaN, or a difference of equal infinities.
    init?(_ a: [Double], _ b: [Double]) {
        guard !a.isEmpty, !b.isEmpty, !a.contains(where: \.isNaN), !b.contains(where: \.isNaN) else { return nil }
        for infinity in [Double.infinity, -.infinity] where a.contains(infinity) && b.contains(infinity) { return nil }
        self.a = a.sorted()
        self.b = b
        count = a.count * b.count
        listed = count <= exactPairs ? a.flatMap { x in b.map { $0 - x } }.sorted() : []
    }

    /// The k-th smallest, from 1.
    func smallest(_ k: Int) -> Double {
        if !listed.isEmpty { return listed[k - 1] }
        // The least double that at least k differences do not exceed, by bisection of the doubles in their order.
        var (low, high) = (position(of: -.infinity), position(of: .infinity))
        while low < high {
            // The mean, rounded down, of two whose distance can be too large.
            let middle = (low & high) + ((low ^ high) >> 1)
            if within(double(at: middle)) >= k { high = middle } else { low = middle + 1 }
        }
        // Of -0 and 0, which are equal, this is the first; the sum is 0.
        return double(at: low) + 0
    }

    /// How many differences are at most `bound`.
    private func within(_ bound: Double) -> Int {
        b.reduce(0) { sum, value in
            // As a rises, value - a falls, rounded or not.
            var (low, high) = (0, a.count)
            while low < high {
                let middle = (low + high) / 2
                if value - a[middle] <= bound { high = middle } else { low = middle + 1 }
            }
            return sum + a.count - low
        }
    }
}

/// Where a double stands among all of them in ascending order; -0 stands before 0.
private func position(of value: Double) -> Int64 {
    let bits = Int64(bitPattern: value.bitPattern)
    return bits >= 0 ? bits : Int64.min - bits - 1
}

private func double(at position: Int64) -> Double {
    Double(bitPattern: UInt64(bitPattern: position >= 0 ? position : Int64.min - position - 1))
}
