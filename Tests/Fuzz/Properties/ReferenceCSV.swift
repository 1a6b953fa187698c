/// RFC 4180 once more, as plainly as it can be written and byte by byte: what the reader of the program is held against.
enum ReferenceCSV {
    /// The records of bytes that a strict reader takes; what it makes of others is of no use.
    static func records(_ bytes: [UInt8]) -> [[[UInt8]]] {
        var records: [[[UInt8]]] = []
        var fields: [[UInt8]] = []
        var field: [UInt8] = []
        var isQuoted = false
        var rest = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
        var isInRecord = false
        while let byte = rest.popFirst() {
            isInRecord = true
            if isQuoted {
                if byte != 34 {
                    field.append(byte)
                } else if rest.first == 34 {
                    field.append(34)
                    rest.removeFirst()
                } else {
                    isQuoted = false
                }
            } else if byte == 34 {
                isQuoted = true
            } else if byte == 44 {
                fields.append(field)
                field = []
            } else if byte == 10 || (byte == 13 && rest.first == 10) {
                if byte == 13 { rest.removeFirst() }
                records.append(fields + [field])
                (fields, field, isInRecord) = ([], [], false)
            } else {
                field.append(byte)
            }
        }
        return isInRecord ? records + [fields + [field]] : records
    }
}

/// Whether the text has nothing in it but what a decimal number may have.
func isDecimal(_ text: String) -> Bool {
    text.utf8.allSatisfy { (48...57).contains($0) || [43, 45, 46, 69, 101].contains($0) }
}
