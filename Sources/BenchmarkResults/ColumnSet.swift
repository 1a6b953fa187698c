/// A set of columns, one bit each.
struct ColumnSet: Hashable, Sendable {
    // Three words hold the columns of today; a test says when a fourth is due.
    private var low: UInt64 = 0
    private var middle: UInt64 = 0
    private var high: UInt64 = 0

    /// How many columns there may be.
    static let capacity = 192

    /// Adds a column.
    mutating func insert(_ column: Int) {
        let bit: UInt64 = 1 << UInt64(column & 63)
        switch column >> 6 {
        case 0: low |= bit
        case 1: middle |= bit
        default: high |= bit
        }
    }

    private func word(of column: Int) -> UInt64 {
        switch column >> 6 {
        case 0: low
        case 1: middle
        default: high
        }
    }

    /// Whether the column is in the set.
    func contains(_ column: Int) -> Bool { word(of: column) & 1 << UInt64(column & 63) != 0 }

    /// How many columns of the set come before that one; nil where it is not in the set.
    func rank(of column: Int) -> Int? {
        let word = word(of: column)
        let bit: UInt64 = 1 << UInt64(column & 63)
        guard word & bit != 0 else { return nil }
        let before = column < 64 ? 0 : low.nonzeroBitCount + (column < 128 ? 0 : middle.nonzeroBitCount)
        return before + (word & (bit - 1)).nonzeroBitCount
    }

    /// Calls `body` with each column, in order.
    func forEach(_ body: (Int) -> Void) {
        for (word, base) in [(low, 0), (middle, 64), (high, 128)] {
            var rest = word
            while rest != 0 {
                body(base + rest.trailingZeroBitCount)
                rest &= rest - 1
            }
        }
    }
}
