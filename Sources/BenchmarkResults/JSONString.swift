/// Texts as JSON (RFC 8259) has them.
public enum JSONString {
    /// A string with its quotation marks; control characters, quotation marks and backslashes are escaped.
    public static func literal(_ text: String) -> String {
        var result = "\""
        // By scalars: a mark with an accent on it is one character, and still a quotation mark to a reader.
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case "\u{0}"..."\u{1F}", "\u{7F}", "\u{2028}", "\u{2029}": result += escape(scalar)
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16)
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }
}
