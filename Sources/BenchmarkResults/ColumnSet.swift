/// A set of columns, one bit each.
struct ColumnSet: Hashable, Sendable {
    // Two words hold the columns of today; a test says when a third is due.
    private var low: UInt64 = 0
    private var high: UInt64 = 0

    /// How many columns there may be.
    static let capacity = 128

    /// Adds a column.
    mutating func insert(_ column: Int) {
        if column < 64 { low |= 1 << UInt64(column) } else { high |= 1 << UInt64(column - 64) }
    }

    /// Whether the column is in the set.
    func contains(_ column: Int) -> Bool { (column < 64 ? low : high) & 1 << UInt64(column & 63) != 0 }

    /// How many columns of the set come before that one; nil where it is not in the set.
    func rank(of column: Int) -> Int? {
        let isLow = column < 64
        let word = isLow ? low : high
        let bit: UInt64 = 1 << UInt64(column & 63)
        guard word & bit != 0 else { return nil }
        return (isLow ? 0 : low.nonzeroBitCount) + (word & (bit - 1)).nonzeroBitCount
    }

    /// Calls `body` with each column, in order.
    func forEach(_ body: (Int) -> Void) {
        for (word, base) in [(low, 0), (high, 64)] {
            var rest = word
            while rest != 0 {
                body(base + rest.trailingZeroBitCount)
                rest &= rest - 1
            }
        }
    }
}
