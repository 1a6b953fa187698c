/// Command lines as text, so that the column `argv` can be typed again and `--resume` can read it.
enum ShellWords {
    /// The words as a shell reads them: quoted where they need it.
    static func join(_ words: [String]) -> String { words.map(quoted).joined(separator: " ") }

    /// The words of a line: white space parts them, single and double quotation marks and backslashes keep it.
    ///
    /// By scalars, as a shell reads bytes: a mark with an accent on it is one character, and still a mark.
    /// - Returns: nil where a quotation mark is not closed.
    static func split(_ line: String) -> [String]? {
        var words: [String] = []
        var word: String.UnicodeScalarView?
        var mark: Unicode.Scalar?
        var isEscaped = false
        func extended(_ scalar: Unicode.Scalar) -> String.UnicodeScalarView {
            var word = word ?? .init()
            word.append(scalar)
            return word
        }
        for scalar in line.unicodeScalars {
            if isEscaped {
                word = extended(scalar)
                isEscaped = false
            } else if scalar == "\\" && mark != "'" {
                isEscaped = true
                word = word ?? .init()
            } else if let open = mark {
                if scalar == open { mark = nil } else { word = extended(scalar) }
            } else if scalar == "'" || scalar == "\"" {
                mark = scalar
                word = word ?? .init()
            } else if scalar == " " || scalar == "\t" || scalar == "\n" {
                if let ended = word { words.append(String(ended)) }
                word = nil
            } else {
                word = extended(scalar)
            }
        }
        guard mark == nil, !isEscaped else { return nil }
        if let ended = word { words.append(String(ended)) }
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
        let parts = word.unicodeScalars.split(separator: "'", omittingEmptySubsequences: false)
        return "'" + parts.map { String($0) }.joined(separator: "'\\''") + "'"
    }
}
