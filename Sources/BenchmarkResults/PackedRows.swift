/// The rows of one file: of each row the cells that are not empty, eight bytes each, and of each text and case one copy.
///
/// A row that holds every column takes over two kilobytes, such a row half of one.
final class PackedRows: Sendable {
    /// A cell is its bits, a text its number in the pool.
    private let cells: [UInt64]
    /// Where the cells of each row start.
    private let starts: [Int]
    /// Which cells of each row are not empty.
    private let filled: [ColumnSet]
    private let texts: [String]
    private let keys: [CaseKey]
    private let keyNumbers: [Int]
    private let kinds = Schema.columns.map(\.kind)

    init(
        cells: [UInt64], starts: [Int], filled: [ColumnSet], texts: [String], keys: [CaseKey], keyNumbers: [Int]
    ) {
        self.cells = cells
        self.starts = starts
        self.filled = filled
        self.texts = texts
        self.keys = keys
        self.keyNumbers = keyNumbers
    }

    /// The cell of that row and column; nil where it is empty.
    func value(row: Int, column: Int) -> CellValue? {
        guard let rank = filled[row].rank(of: column) else { return nil }
        return CellValue(bits: cells[starts[row] + rank], kind: kinds[column], texts: texts)
    }

    /// What defines the case of that row.
    func caseKey(row: Int) -> CaseKey { keys[keyNumbers[row]] }
}

extension CellValue {
    /// The value behind the bits; a text is the one of that number.
    init(bits: UInt64, kind: ColumnKind, texts: [String]) {
        switch kind {
        case .text: self = .text(texts[Int(bits)])
        case .integer: self = .integer(Int64(bitPattern: bits))
        case .number: self = .number(Double(bitPattern: bits))
        case .flag: self = .flag(bits != 0)
        }
    }
}
