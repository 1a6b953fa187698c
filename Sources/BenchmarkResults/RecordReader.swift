/// Splits bytes into RFC 4180 records.
///
/// Our own, because SwiftCSV 0.10 works on characters, pads short rows and cannot say where an error is; the CSV is this
/// product's interface and must be refused with file, line and column.
struct RecordReader {
    private let bytes: [UInt8]
    private let path: String
    private var position: Int
    private var line = 1
    /// The line on which the record returned last began.
    private(set) var recordLine = 1

    init(_ bytes: [UInt8], path: String) {
        self.bytes = bytes
        self.path = path
        position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    }

    /// The fields of the next record, or nil at the end.
    mutating func next() throws(ResultsError) -> [String]? {
        guard position < bytes.count else { return nil }
        recordLine = line
        var fields: [String] = []
        while true {
            fields.append(try field())
            guard position < bytes.count else { return fields }
            let end = bytes[position]
            position += 1
            if end == UInt8(ascii: ",") {
                if position == bytes.count {
                    fields.append("")
                    return fields
                }
                continue
            }
            if end == UInt8(ascii: "\r") { position += 1 }  // field() stopped there only before a line feed
            line += 1
            return fields
        }
    }

    private func isLineEnd(_ at: Int) -> Bool {
        bytes[at] == UInt8(ascii: "\n")
            || (bytes[at] == UInt8(ascii: "\r") && at + 1 < bytes.count && bytes[at + 1] == UInt8(ascii: "\n"))
    }

    private mutating func field() throws(ResultsError) -> String {
        if position < bytes.count, bytes[position] == UInt8(ascii: "\"") { return try quotedField() }
        let start = position
        while position < bytes.count, bytes[position] != UInt8(ascii: ","), !isLineEnd(position) {
            if bytes[position] == UInt8(ascii: "\"") {
                throw ResultsError(path, line: line, "a quotation mark inside a field that is not quoted")
            }
            position += 1
        }
        return try text(bytes[start..<position])
    }

    private mutating func quotedField() throws(ResultsError) -> String {
        let startLine = line
        position += 1
        var content: [UInt8] = []
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            if byte == UInt8(ascii: "\n") { line += 1 }
            if byte != UInt8(ascii: "\"") {
                content.append(byte)
            } else if position < bytes.count, bytes[position] == UInt8(ascii: "\"") {
                content.append(byte)
                position += 1
            } else {
                guard position == bytes.count || bytes[position] == UInt8(ascii: ",") || isLineEnd(position) else {
                    throw ResultsError(path, line: line, "something follows the closing quotation mark of a field")
                }
                return try text(content[...])
            }
        }
        throw ResultsError(path, line: startLine, "a quotation mark is opened and never closed: is the file cut off?")
    }

    private func text(_ field: ArraySlice<UInt8>) throws(ResultsError) -> String {
        guard let text = String(validating: field, as: UTF8.self) else {
            throw ResultsError(path, line: line, "not UTF-8")
        }
        return text
    }
}
