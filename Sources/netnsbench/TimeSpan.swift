/// A time with its unit, such as `50us`, `20ms` or `1.5s`.
///
/// A number without a unit is refused.
struct TimeSpan: CustomStringConvertible {
    let nanoseconds: UInt64

    /// An hour: longer is a slip of the hand.
    private static let longest = 3600.0 * 1e9

    init?(argument: String) {
        let units = [("ns", 1.0), ("us", 1e3), ("ms", 1e6), ("s", 1e9)]
        for (unit, factor) in units where argument.hasSuffix(unit) {
            let digits = argument.dropLast(unit.count)
            guard digits.utf8.allSatisfy({ (48...57).contains($0) || $0 == 46 }), let number = Double(digits) else {
                continue
            }
            guard number > 0, number * factor >= 1, number * factor <= Self.longest else { return nil }
            nanoseconds = UInt64(number * factor)
            return
        }
        return nil
    }

    init(milliseconds: UInt64) { nanoseconds = milliseconds * 1_000_000 }

    var description: String { nanoseconds % 1_000_000 == 0 ? "\(nanoseconds / 1_000_000)ms" : "\(nanoseconds)ns" }
}
