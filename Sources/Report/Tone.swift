/// What a word means for its reader: a colour underlines it on a terminal, and says nothing that the word does not.
public enum Tone: Int, Sendable {
    /// Something to be glad of.
    case good = 32
    /// Something to be looked at first.
    case bad = 31
    /// Something that may be left alone.
    case calm = 36
    /// Something that is not known.
    case doubtful = 33
    /// A title.
    case strong = 1

    /// The text in that colour (ECMA-48's "select graphic rendition").
    public func painted(_ text: String) -> String { text.isEmpty ? "" : "\u{1B}[\(rawValue)m\(text)\u{1B}[0m" }

    /// Of the words of a verdict; one in brackets does not count, and has none.
    static func verdict(_ words: String) -> Tone? {
        switch words {
        case "regression", "slower", "worse", "differs": .bad
        case "improvement", "faster", "better": .good
        case "equivalent": .calm
        case "inconclusive": .doubtful
        default: words.hasPrefix("not comparable") ? .doubtful : nil
        }
    }

    /// Of how many rows are valid, and what else they are: `7/8 timeout`.
    static func state(_ words: String) -> Tone? {
        let parts = words.split(separator: " ", maxSplits: 1)
        let counts = parts.first?.split(separator: "/") ?? []
        if parts.count > 1 { return parts[1] == "skipped" ? .doubtful : .bad }
        return counts.count == 2 && counts[0] != counts[1] ? .bad : nil
    }
}
