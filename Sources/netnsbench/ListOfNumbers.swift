/// Whole numbers as users write sweeps: `1,64,1024`, `1:8` (every one), `1:8:2` (steps of 2), `1:100000:x10` (times 10).
struct ListOfNumbers {
    let values: [Int]

    init?(argument: String) {
        var values: [Int] = []
        for part in argument.split(separator: ",", omittingEmptySubsequences: false) {
            guard let numbers = Self.range(part), values.count + numbers.count <= Self.mostValues else { return nil }
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
