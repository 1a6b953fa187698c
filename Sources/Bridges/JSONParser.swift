import BenchmarkResults

/// Reads JSON (RFC 8259) and the tokens for infinities and for no number that Google Benchmark writes although JSON has none.
///
/// Foundation's reader takes no such token and does not tell where an error is.
struct JSONParser {
    private let bytes: [UInt8]
    private let path: String
    private var position = 0
    private var depth = 0

    /// Deeper nesting is refused: no harness writes it, and it would exhaust the stack.
    private static let mostDepth = 64

    private init(_ bytes: [UInt8], path: String) {
        self.bytes = bytes
        self.path = path
    }

    /// The value of the whole text; `path` is for the messages.
    ///
    /// - Throws: `BridgeError` with the line and the byte, counted from 0, where the first error is.
    static func parse(_ bytes: [UInt8], path: String) throws(BridgeError) -> JSONValue {
        var parser = JSONParser(bytes, path: path)
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { parser.position = 3 }
        let value = try parser.value()
        parser.skipSpace()
        guard parser.position == bytes.count else { throw parser.error("something follows the end of the JSON text") }
        return value
    }

    private func error(_ message: String, at place: Int? = nil) -> BridgeError {
        let place = min(place ?? position, bytes.count)
        let line = 1 + bytes[..<place].count { $0 == UInt8(ascii: "\n") }
        let text = place == bytes.count ? "the file ends too early: is it cut off?" : message
        return BridgeError(path, line: line, "byte \(place): \(text)")
    }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipSpace() {
        while let byte = next, [32, 9, 10, 13].contains(byte) { position += 1 }
    }

    /// Skips space and `character`; false where something else stands there.
    private mutating func take(_ character: Character) -> Bool {
        skipSpace()
        guard next == character.asciiValue else { return false }
        position += 1
        return true
    }

    private mutating func value() throws(BridgeError) -> JSONValue {
        guard depth < Self.mostDepth else { throw error("nested more than \(Self.mostDepth) deep") }
        depth += 1
        defer { depth -= 1 }
        if take("{") { return try object() }
        if take("[") { return try list() }
        if next == UInt8(ascii: "\"") { return .text(try string()) }
        return try word()
    }

    private mutating func object() throws(BridgeError) -> JSONValue {
        var members: [JSONMember] = []
        if take("}") { return .object(members) }
        repeat {
            skipSpace()
            guard next == UInt8(ascii: "\"") else { throw error("a member's name in quotation marks is missing") }
            let name = try string()
            guard take(":") else { throw error("a colon is missing after the name '\(legible(name))'") }
            members.append(JSONMember(name: name, value: try value()))
        } while take(",")
        guard take("}") else { throw error("a comma or the end of the object is missing") }
        return .object(members)
    }

    private mutating func list() throws(BridgeError) -> JSONValue {
        var values: [JSONValue] = []
        if take("]") { return .list(values) }
        repeat { values.append(try value()) } while take(",")
        guard take("]") else { throw error("a comma or the end of the list is missing") }
        return .list(values)
    }

    /// A number or one of the words.
    private mutating func word() throws(BridgeError) -> JSONValue {
        let start = position
        while let byte = next, isWordByte(byte) { position += 1 }
        let word = String(decoding: bytes[start..<position], as: UTF8.self)
        switch word {
        case "null": return .null
        case "true": return .flag(true)
        case "false": return .flag(false)
        case "": throw error("a value is missing")
        default:
            guard let number = jsonNumber(word) else {
                throw error("'\(legible(word))' is no value of JSON", at: start)
            }
            return .number(number)
        }
    }

    private func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."):
            true
        default: false
        }
    }

    private mutating func string() throws(BridgeError) -> String {
        let start = position
        position += 1
        var content: [UInt8] = []
        while let byte = next {
            position += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let text = String(validating: content, as: UTF8.self) else {
                    throw error("the string is not UTF-8", at: start)
                }
                return text
            case UInt8(ascii: "\\"): content += Array(String(try escaped()).utf8)
            case ..<32: throw error("a control character, or the end of the line, inside a string", at: position - 1)
            default: content.append(byte)
            }
        }
        throw error("")
    }

    /// What follows a backslash.
    private mutating func escaped() throws(BridgeError) -> Unicode.Scalar {
        let plain: [UInt8: Unicode.Scalar] = [
            34: "\"", 92: "\\", 47: "/", 98: "\u{8}", 102: "\u{C}", 110: "\n", 114: "\r", 116: "\t",
        ]
        guard let byte = next else { throw error("") }
        position += 1
        if let scalar = plain[byte] { return scalar }
        guard byte == UInt8(ascii: "u") else { throw error("no such escape in a string", at: position - 2) }
        let unit = try hexadecimal()
        guard UTF16.isLeadSurrogate(unit) else { return Unicode.Scalar(unit) ?? "\u{FFFD}" }
        guard bytes[position...].starts(with: [92, 117]) else { return "\u{FFFD}" }
        position += 2
        let trail = try hexadecimal()
        guard UTF16.isTrailSurrogate(trail) else { return "\u{FFFD}" }
        let offset = (UInt32(unit) - 0xD800) << 10 + UInt32(trail) - 0xDC00
        return Unicode.Scalar(0x10000 + offset) ?? "\u{FFFD}"
    }

    private mutating func hexadecimal() throws(BridgeError) -> UInt16 {
        guard position + 4 <= bytes.count else { throw error("", at: bytes.count) }
        let digits = bytes[position..<position + 4]
        let isHexadecimal = digits.allSatisfy { Character(Unicode.Scalar($0)).isHexDigit }
        guard isHexadecimal, let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16) else {
            throw error("four hexadecimal digits are missing")
        }
        position += 4
        return unit
    }
}
