import BenchmarkResults

/// A text of a file as Markdown shows it: nothing in it makes a link, a picture, a cell, a heading, emphasis or HTML.
///
/// By scalars: a bar with an accent on it still ends a cell.
func markdownText(_ text: String) -> String {
    var escaped = String.UnicodeScalarView()
    var last: Unicode.Scalar?
    let scalars = Array(legible(text, length: .max).unicodeScalars)
    for (place, scalar) in scalars.enumerated() {
        let next = place + 1 < scalars.count ? scalars[place + 1] : " "
        switch scalar {
        // A tag, a comment or a link begins so; `<0.001` does not.
        case "<" where next.properties.isAlphabetic || "/!?".unicodeScalars.contains(next):
            escaped.append(contentsOf: "&lt;".unicodeScalars)
        case "&" where next.properties.isAlphabetic || next == "#": escaped.append(contentsOf: "&amp;".unicodeScalars)
        case "\\", "`", "*", "|": escaped.append(contentsOf: ["\\", scalar])
        case "~" where next == "~" || last == "~": escaped.append(contentsOf: ["\\", scalar])
        // Within a word it is one of its letters.
        case "_" where !(last.map(isInWord) ?? false) || !isInWord(next):
            escaped.append(contentsOf: ["\\", scalar])
        case ":" where next == "/": escaped.append(contentsOf: "&#58;".unicodeScalars)
        // An interval may have its brackets; a link may not.
        case "(" where last == "]", "[" where last == "!", "#" where last == nil:
            escaped.append(contentsOf: ["\\", scalar])
        default: escaped.append(scalar)
        }
        last = scalar
    }
    return String(escaped)
}

private func isInWord(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || scalar.properties.numericType != nil
}
