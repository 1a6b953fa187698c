/// The number that `word` is in JSON or in Google Benchmark's output; one too large for a double is infinite.
func jsonNumber(_ word: String) -> Double? {
    let magnitude = word.hasPrefix("-") ? word.dropFirst() : word[...]
    let sign: Double = word.hasPrefix("-") ? -1 : 1
    switch magnitude {
    case "NaN", "nan": return .nan
    case "Infinity", "infinity", "inf", "Inf": return sign * .infinity
    default: break
    }
    var rest = Array(magnitude.utf8)[...]
    func digits() -> Int {
        let count = rest.prefix { (48...57).contains($0) }.count
        rest = rest.dropFirst(count)
        return count
    }
    let startsWithZero = rest.first == 48
    let whole = digits()
    guard whole > 0, !startsWithZero || whole == 1 else { return nil }
    if rest.first == UInt8(ascii: ".") {
        rest = rest.dropFirst()
        guard digits() > 0 else { return nil }
    }
    if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
        rest = rest.dropFirst()
        if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
        guard digits() > 0 else { return nil }
    }
    return rest.isEmpty ? Double(word) : nil
}
