import ArgumentParser

/// Whole numbers as users write sweeps: `1,64,1024`, `1:8` (every one), `1:8:2` (steps of 2), `1:100000:x10` (times 10).
struct ListOfNumbers: ExpressibleByArgument {
    let values: [Int]

    init?(argument: String) {
        var values: [Int] = []
        for part in argument.split(separator: ",", omittingEmptySubsequences: false) {
            guard let numbers = Self.range(part) else { return nil }
            values += numbers
        }
        self.values = values
    }

    /// No sweep needs more; it keeps a slip of the hand from filling the memory.
    private static let mostValues = 10_000

    private static func range(_ text: Substring) -> [Int]? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard let first = parts.first.flatMap(number) else { return nil }
        if parts.count == 1 { return [first] }
        guard parts.count <= 3, let last = number(parts[1]), first <= last else { return nil }
        let step = parts.count == 3 ? parts[2] : "1"
        let multiplies = step.hasPrefix("x")
        guard let by = number(multiplies ? step.dropFirst() : step), by > (multiplies ? 1 : 0) else { return nil }
        guard !multiplies || first > 0 else { return nil }
        var values: [Int] = []
        var value = first
        while value <= last {
            guard values.count < mostValues else { return nil }
            values.append(value)
            let (next, overflow) =
                multiplies ? value.multipliedReportingOverflow(by: by) : value.addingReportingOverflow(by)
            if overflow { break }
            value = next
        }
        return values
    }

    private static func number(_ text: Substring) -> Int? {
        guard !text.isEmpty, text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return Int(text)
    }
}

/// A time with its unit, such as `50us`, `20ms` or `1.5s`.
///
/// A number without a unit is refused.
struct TimeSpan: ExpressibleByArgument, CustomStringConvertible {
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
    var defaultValueDescription: String { description }
}
