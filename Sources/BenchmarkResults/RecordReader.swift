/// Reads record after record, with no more than one of them and a piece of the file in memory.
struct RecordReader {
    /// Bytes to read at a time.
    static let usualPiece = 1 << 18

    private let source: ByteSource?
    private let piece: Int
    private let isDroppingHalfARecord: Bool
    private var scanner: RecordScanner
    /// The bytes read last, and room behind them.
    private(set) var window: [UInt8]
    /// Where the next record starts, where the bytes end that may be returned, and where those end that were read.
    private var position = 0, end: Int, loaded: Int
    /// The line on which the record returned last began.
    private(set) var recordLine = 1

    /// The fields of the record returned last, as they stand in `window`.
    var fields: [FieldRange] { scanner.fields }

    /// Reads what is in memory already; `path` is for the messages.
    init(_ bytes: [UInt8], path: String) {
        source = nil
        piece = 0
        isDroppingHalfARecord = false
        scanner = RecordScanner(path: path)
        window = bytes
        end = bytes.count
        loaded = end
        skipByteOrderMark()
    }

    /// Reads a file, `piece` bytes at a time.
    ///
    /// - Parameter droppingHalfARecord: leaves out what follows the last line end.
    init(
        _ source: ByteSource, piece: Int = usualPiece, droppingHalfARecord: Bool = false
    ) throws(ResultsError) {
        self.source = source
        self.piece = piece
        isDroppingHalfARecord = droppingHalfARecord
        scanner = RecordScanner(path: source.path)
        window = []
        end = 0
        loaded = 0
        while loaded < 3, try fill() {}
        skipByteOrderMark()
    }

    /// Finds the next record; false at the end.
    mutating func next() throws(ResultsError) -> Bool {
        while position == end { if !(try fill()) { return false } }
        recordLine = scanner.line
        let line = scanner.line
        while true {
            let isLast = source?.isAtEnd ?? true
            if try scanner.scan(window, count: end, from: position, line: line, isLast: isLast) {
                position = scanner.end
                return true
            }
            _ = try fill()
        }
    }

    /// Whether the record returned last starts as a header does.
    var isHeader: Bool { fields.first.map(text(of:)) == "schema" }

    /// The texts of the record returned last.
    var texts: [String] { fields.map(text(of:)) }

    /// The text of a field of the record returned last.
    func text(of field: FieldRange) -> String {
        String(decoding: field.hasDoubledQuotes ? unquoted(field)[...] : window[field.start..<field.end], as: UTF8.self)
    }

    /// The bytes of a field with its doubled quotation marks made single.
    func unquoted(_ field: FieldRange) -> [UInt8] {
        var bytes: [UInt8] = []
        var at = field.start
        while at < field.end {
            bytes.append(window[at])
            at += window[at] == UInt8(ascii: "\"") ? 2 : 1
        }
        return bytes
    }

    private mutating func skipByteOrderMark() {
        guard window[..<loaded].starts(with: [0xEF, 0xBB, 0xBF]) else { return }
        position = 3
        end = max(end, position)
    }

    /// Moves what is left to the front of the window and reads a piece behind it; false at the end.
    private mutating func fill() throws(ResultsError) -> Bool {
        guard let source, !source.isAtEnd else { return false }
        window.removeSubrange(..<position)
        loaded -= position
        position = 0
        let piece = source.reasonable(piece)
        if window.count < loaded + piece { window += [UInt8](repeating: 0, count: loaded + piece - window.count) }
        let count = try source.read(into: &window, from: loaded)
        loaded += count
        end = loaded
        if isDroppingHalfARecord {
            let whole = window[..<loaded].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
            // More than a record is too long, and refused as such before it fills the memory.
            if loaded - whole <= RecordScanner.maximumRecord { end = whole }
        }
        return count > 0
    }
}
