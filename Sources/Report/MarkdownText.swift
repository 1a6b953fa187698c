import BenchmarkResults

/// A text of a file as Markdown shows it: nothing in it makes a link, a picture, a cell, a heading, emphasis or HTML.
///
/// By scalars: a bar with an accent on it still ends a cell.
func markdownText(_ text: String) -> String {
    var escaped = String.UnicodeScalarView()
    var last: Unicode.Scalar?
    for scalar in legible(text, length: .max).unicodeScalars {
        switch scalar {
        case "<": escaped.append(contentsOf: "&lt;".unicodeScalars)
        case ">": escaped.append(contentsOf: "&gt;".unicodeScalars)
        case "&": escaped.append(contentsOf: "&amp;".unicodeScalars)
        case "\\", "`", "*", "|": escaped.append(contentsOf: ["\\", scalar])
        // An interval may have its brackets; a link may not.
        case "(" where last == "]", "[" where last == "!", "#" where last == nil:
            escaped.append(contentsOf: ["\\", scalar])
        default: escaped.append(scalar)
        }
        last = scalar
    }
    return String(escaped)
}
