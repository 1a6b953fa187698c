extension ColumnKind {
    /// What an error calls it.
    var noun: String {
        switch self {
        case .text: "a text"
        case .integer: "a whole number"
        case .number: "a finite number"
        case .flag: "true or false"
        }
    }
}

/// The whole number that those bytes are, as `Int64(String)` takes it.
func wholeNumber(_ bytes: Span<UInt8>) -> Int64? {
    guard !bytes.isEmpty else { return nil }
    let isNegative = bytes[0] == UInt8(ascii: "-")
    var at = isNegative || bytes[0] == UInt8(ascii: "+") ? 1 : 0
    guard at < bytes.count else { return nil }
    var value: Int64 = 0  // negative throughout: the least number has no positive
    while at < bytes.count {
        let digit = Int64(bytes[at]) - 48
        guard (0...9).contains(digit) else { return nil }
        let (tenfold, overflow) = value.multipliedReportingOverflow(by: 10)
        let (next, carry) = tenfold.subtractingReportingOverflow(digit)
        guard !overflow, !carry else { return nil }
        value = next
        at += 1
    }
    guard !isNegative else { return value }
    return value == .min ? nil : -value
}

/// `true` or `false`.
func flag(_ bytes: Span<UInt8>) -> Bool? {
    equals(bytes, "true") ? true : equals(bytes, "false") ? false : nil
}

/// The finite number that those bytes are: the nearest one, as `Double(String)` takes it.
///
/// Swift's parser takes hexadecimal and names of no number besides, which this format does not have.
func finiteNumber(_ bytes: Span<UInt8>) -> Double? {
    if let number = DecimalNumber(bytes)?.nearestDouble { return number }
    for index in bytes.indices {
        let byte = bytes[index]
        guard (48...57).contains(byte) || byte == 43 || byte == 45 || byte == 46 || byte == 69 || byte == 101 else {
            return nil
        }
    }
    guard let number = Double(text(bytes)), number.isFinite else { return nil }
    return number
}

/// The text of bytes that are known to be UTF-8.
func text(_ bytes: Span<UInt8>) -> String {
    bytes.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
}

/// Whether the bytes are those of the word.
func equals(_ bytes: Span<UInt8>, _ word: StaticString) -> Bool {
    guard bytes.count == word.utf8CodeUnitCount else { return false }
    return word.withUTF8Buffer { word in bytes.indices.allSatisfy { bytes[$0] == word[$0] } }
}
