/// Reads rows while they are being written, from pieces of bytes as they come.
///
/// A row is handed out as soon as its line is whole. It reads what `CSVReader` reads, by `CSVReader` itself.
public struct RowStream {
    private let path: String
    private var header: [UInt8] = []
    private var pending: [UInt8] = []
    private var scanned = 0
    private var isQuoted = false

    /// Whether the header has come: whoever writes rows has begun.
    public var hasHeader: Bool { !header.isEmpty }

    /// A stream; `path` is for the messages.
    public init(path: String) { self.path = path }

    /// Takes the next bytes.
    ///
    /// - Returns: the rows that are whole now, in order.
    /// - Throws: `ResultsError` for the first thing that is wrong.
    public mutating func push(_ bytes: some Sequence<UInt8>) throws(ResultsError) -> [ResultRow] {
        pending.append(contentsOf: bytes)
        var rows: [ResultRow] = []
        var start = 0
        while scanned < pending.count {
            let byte = pending[scanned]
            scanned += 1
            // A doubled quotation mark closes and opens again, which comes to the same.
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            guard byte == UInt8(ascii: "\n"), !isQuoted else { continue }
            let record = pending[start..<scanned]
            start = scanned
            if record.starts(with: Self.headerStart) {
                header = Array(record)
            } else {
                rows += try CSVReader.parse(header + record, path: path).rows
            }
        }
        pending.removeFirst(start)
        scanned -= start
        return rows
    }

    private static let headerStart = Array("schema,".utf8)
}
