/// Every text of a file once, however often it occurs.
struct TextPool {
    /// The texts, by their number.
    private(set) var texts: [String] = []
    private var numbers: [String: Int] = [:]
    /// What stood last in each column: the next row mostly repeats it, and bytes compare faster than texts are found.
    private var recent = [(bytes: [UInt8], number: Int)](repeating: ([], 0), count: Schema.columns.count)

    /// The number of the text of that column.
    mutating func number(of bytes: Span<UInt8>, column: Int) -> Int {
        if Self.isEqual(recent[column].bytes, bytes) { return recent[column].number }
        let number = number(of: text(bytes))
        recent[column].bytes.removeAll(keepingCapacity: true)
        for index in bytes.indices { recent[column].bytes.append(bytes[index]) }
        recent[column].number = number
        return number
    }

    private mutating func number(of text: String) -> Int {
        if let number = numbers[text] { return number }
        numbers[text] = texts.count
        texts.append(text)
        return texts.count - 1
    }

    private static func isEqual(_ a: [UInt8], _ b: Span<UInt8>) -> Bool {
        guard a.count == b.count else { return false }
        for index in b.indices where a[index] != b[index] { return false }
        return true
    }
}
