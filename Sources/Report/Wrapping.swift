/// The text with lines of at most `width` characters, broken at blanks; as it is where there is no width.
///
/// A word that is wider stands alone. What goes on in a next line is indented as its line is, and by `hang` more.
public func wrapped(_ text: String, width: Int?, hang: Int = 2) -> String {
    guard let width else { return text }
    return text.split(separator: "\n", omittingEmptySubsequences: false)
        .map { wrappedLine($0, width: width, hang: hang) }.joined(separator: "\n")
}

private func wrappedLine(_ line: Substring, width: Int, hang: Int) -> String {
    guard line.count > width else { return String(line) }
    let indent = line.prefix { $0 == " " }.count
    // Half of a narrow terminal is for the text at least.
    let margin = String(repeating: " ", count: min(indent + hang, width / 2))
    var lines: [String] = []
    var current = String(repeating: " ", count: min(indent, width / 2))
    var isStarted = false
    var rest = line.dropFirst(indent)
    while !rest.isEmpty {
        let blanks = rest.prefix { $0 == " " }
        rest = rest.dropFirst(blanks.count)
        let word = rest.prefix { $0 != " " }
        rest = rest.dropFirst(word.count)
        if word.isEmpty { break }
        if isStarted, current.count + blanks.count + word.count > width {
            lines.append(current)
            current = margin + word
        } else {
            current += (isStarted ? blanks : "") + word
        }
        isStarted = true
    }
    return (lines + [current]).joined(separator: "\n")
}
