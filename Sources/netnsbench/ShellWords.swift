/// Command lines as text, so that the column `argv` can be typed again and `--resume` can read it.
enum ShellWords {
    /// The words as a shell reads them: quoted where they need it.
    static func join(_ words: [String]) -> String { words.map(quoted).joined(separator: " ") }

    /// The words of a line: white space parts them, single and double quotation marks and backslashes keep it.
    ///
    /// - Returns: nil where a quotation mark is not closed.
    static func split(_ line: String) -> [String]? {
        var words: [String] = []
        var word: String?
        var mark: Character?
        var isEscaped = false
        for character in line {
            if isEscaped {
                word = (word ?? "") + String(character)
                isEscaped = false
            } else if character == "\\" && mark != "'" {
                isEscaped = true
                word = word ?? ""
            } else if let open = mark {
                if character == open { mark = nil } else { word = (word ?? "") + String(character) }
            } else if character == "'" || character == "\"" {
                mark = character
                word = word ?? ""
            } else if character.isWhitespace {
                if let ended = word { words.append(ended) }
                word = nil
            } else {
                word = (word ?? "") + String(character)
            }
        }
        guard mark == nil, !isEscaped else { return nil }
        if let ended = word { words.append(ended) }
        return words
    }

    private static func quoted(_ word: String) -> String {
        let isPlain =
            !word.isEmpty
            && word.utf8.allSatisfy { byte in
                (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
                    || "_-./:=,+%@".utf8.contains(byte)
            }
        if isPlain { return word }
        return "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }
}
