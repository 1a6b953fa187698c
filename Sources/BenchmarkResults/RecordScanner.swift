/// Where a field of a record stands among the bytes.
struct FieldRange {
    /// The first byte, after the opening quotation mark where there is one.
    let start: Int
    /// The byte after the last.
    let end: Int
    /// Whether quotation marks stand doubled in it.
    let hasDoubledQuotes: Bool
}

/// Finds the fields of one RFC 4180 record among bytes, without copying any.
///
/// Our own, because SwiftCSV 0.10 works on characters, pads short rows and cannot say where an error is; the CSV is this
/// product's interface and must be refused with file, line and column.
struct RecordScanner {
    /// A longer record is not one of a result file, and must not fill the memory.
    static let maximumRecord = 1 << 20

    /// For the messages.
    let path: String
    /// The fields of the record found last.
    private(set) var fields: [FieldRange] = []
    /// Where the record found last ended: the first byte of the next one.
    private(set) var end = 0
    /// The line of that byte.
    private(set) var line = 1

    private var at = 0
    private var limit = 0
    private var isLast = false

    init(path: String) { self.path = path }

    /// Finds the record that starts at `start` on line `startLine`; false where the bytes end before it does.
    ///
    /// - Parameters:
    ///   - window: starts with `count` bytes of the file.
    ///   - isLast: no bytes will follow these.
    mutating func scan(
        _ window: [UInt8], count: Int, from start: Int, line startLine: Int, isLast: Bool
    ) throws(ResultsError) -> Bool {
        let bytes = window.span.extracting(..<count)
        fields.removeAll(keepingCapacity: true)
        at = start
        line = startLine
        limit = min(bytes.count, start + Self.maximumRecord)
        self.isLast = isLast
        while true {
            let isQuoted = at < limit && bytes[at] == UInt8(ascii: "\"")
            guard let field = isQuoted ? try quotedField(bytes, startLine) : try plainField(bytes) else {
                guard limit - start < Self.maximumRecord else {
                    throw ResultsError(path, line: startLine, "longer than 1 MiB: no row of a result file")
                }
                return false
            }
            fields.append(field)
            if at < bytes.count, bytes[at] == UInt8(ascii: ",") {
                at += 1
                continue
            }
            if at < bytes.count {
                // A field ends at a carriage return only before a line feed.
                at += bytes[at] == UInt8(ascii: "\r") ? 2 : 1
                line += 1
            }
            end = at
            return true
        }
    }

    /// Up to a comma, a line end or the last byte; nil where more bytes are needed to tell.
    private mutating func plainField(_ bytes: Span<UInt8>) throws(ResultsError) -> FieldRange? {
        let start = at
        var mixed: UInt8 = 0
        scanning: while at < limit {
            let byte = bytes[at]
            // Everything that matters is below the letters and digits.
            if byte <= UInt8(ascii: ",") {
                switch byte {
                case UInt8(ascii: ","), UInt8(ascii: "\n"): break scanning
                case UInt8(ascii: "\r"):
                    guard let isEnd = isLineEnd(bytes, at) else { return nil }
                    if isEnd { break scanning }
                case UInt8(ascii: "\""):
                    throw ResultsError(path, line: line, "a quotation mark inside a field that is not quoted")
                case 0: throw nul
                default: break
                }
            }
            mixed |= byte
            at += 1
        }
        guard at < limit || (isLast && at == bytes.count) else { return nil }
        return try field(bytes, start, at, isASCII: mixed < 0x80, hasDoubledQuotes: false)
    }

    /// Up to the closing quotation mark; nil where more bytes are needed to tell.
    private mutating func quotedField(_ bytes: Span<UInt8>, _ startLine: Int) throws(ResultsError) -> FieldRange? {
        let openingLine = line
        at += 1
        let start = at
        var mixed: UInt8 = 0
        var hasDoubledQuotes = false
        while at < limit {
            let byte = bytes[at]
            mixed |= byte
            at += 1
            if byte == UInt8(ascii: "\n") { line += 1 }
            if byte == 0 { throw nul }
            guard byte == UInt8(ascii: "\"") else { continue }
            if at < bytes.count, bytes[at] == UInt8(ascii: "\"") {
                hasDoubledQuotes = true
                at += 1
                continue
            }
            guard let isEnd = isFieldEnd(bytes, at) else { return nil }
            guard isEnd else {
                throw ResultsError(path, line: line, "something follows the closing quotation mark of a field")
            }
            return try field(bytes, start, at - 1, isASCII: mixed < 0x80, hasDoubledQuotes: hasDoubledQuotes)
        }
        guard isLast, at == bytes.count else { return nil }
        throw ResultsError(
            path, line: openingLine, "a quotation mark is opened and never closed: is the file cut off?")
    }

    /// Whether a field may end there; nil where more bytes are needed to tell.
    private func isFieldEnd(_ bytes: Span<UInt8>, _ at: Int) -> Bool? {
        guard at < bytes.count else { return isLast ? true : nil }
        return bytes[at] == UInt8(ascii: ",") || bytes[at] == UInt8(ascii: "\n") ? true : isLineEnd(bytes, at)
    }

    /// Whether a carriage return and a line feed stand there; nil where the byte after the first is not known yet.
    private func isLineEnd(_ bytes: Span<UInt8>, _ at: Int) -> Bool? {
        guard bytes[at] == UInt8(ascii: "\r") else { return false }
        guard at + 1 < bytes.count else { return isLast ? false : nil }
        return bytes[at + 1] == UInt8(ascii: "\n")
    }

    private func field(
        _ bytes: Span<UInt8>, _ start: Int, _ end: Int, isASCII: Bool, hasDoubledQuotes: Bool
    ) throws(ResultsError) -> FieldRange {
        if !isASCII {
            do {
                _ = try UTF8Span(validating: bytes.extracting(start..<end))
            } catch {
                throw ResultsError(path, line: line, "not UTF-8")
            }
        }
        return FieldRange(start: start, end: end, hasDoubledQuotes: hasDoubledQuotes)
    }

    private var nul: ResultsError { ResultsError(path, line: line, "a NUL byte: not a text file") }
}
