/// A text of a file as a message may quote it: its beginning where it is long, and nothing that a terminal would obey.
///
/// - Parameter length: scalars of it that are quoted at most.
public func legible(_ text: String, length: Int = 80) -> String {
    guard text.unicodeScalars.contains(where: isObeyed) || text.utf8.count > length else { return text }
    var legible = ""
    // By scalars: a character may have as many accents as a file has bytes.
    for scalar in text.unicodeScalars.prefix(length) {
        if isObeyed(scalar) {
            legible += "\\u{\(String(scalar.value, radix: 16))}"
        } else {
            legible.unicodeScalars.append(scalar)
        }
    }
    return text.unicodeScalars.count > length ? legible + "..." : legible
}

/// Lines as a terminal may have them: nothing in them but the line ends that it would obey.
public func legibleLines(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { legible(String($0), length: .max) }
        .joined(separator: "\n")
}

private func isObeyed(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return scalar.value < 32 || scalar.value == 127 }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: return true
    default: return false
    }
}
