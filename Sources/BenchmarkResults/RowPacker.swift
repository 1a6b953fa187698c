/// Makes `PackedRows` row by row, and finds the row that is there already.
struct RowPacker {
    /// What may occur once only: a case, a campaign, a process, a block and a repetition.
    private struct Identity: Hashable {
        let key: Int
        let campaign: UInt64?, process: UInt64?, block: UInt64?, repetition: UInt64?
    }

    private var cells: [UInt64] = []
    private var starts: [Int] = []
    private var filled: [ColumnSet] = []
    private var pool = TextPool()
    private var keys: [CaseKey] = []
    private var keyNumbers: [Int] = []
    private var numberOfKey: [[UInt64?]: Int] = [:]
    private var lineOfIdentity: [Identity: Int] = [:]

    /// The row in the making: its cells by column, and which of them are not empty.
    private var draft = [UInt64](repeating: 0, count: Schema.columns.count)
    private var draftFilled = ColumnSet()
    private var draftKey = [UInt64?](repeating: nil, count: Schema.keyIndices.count)

    private let keyIndices = Schema.keyIndices
    private let identityIndices = Schema.identityIndices

    /// Forgets the row in the making.
    mutating func startRow() { draftFilled = ColumnSet() }

    /// Gives the row in the making a cell.
    ///
    /// Returns whether the bytes are of that kind.
    mutating func setCell(_ column: Int, _ kind: ColumnKind, _ bytes: Span<UInt8>) -> Bool {
        let bits: UInt64? =
            switch kind {
            case .text: UInt64(pool.number(of: bytes, column: column))
            case .integer: wholeNumber(bytes).map { UInt64(bitPattern: $0) }
            case .number: finiteNumber(bytes)?.bitPattern
            case .flag: flag(bytes).map { $0 ? 1 : 0 }
            }
        guard let bits else { return false }
        draft[column] = bits
        draftFilled.insert(column)
        return true
    }

    /// The bits of a cell of the row in the making.
    func draftCell(_ column: Int) -> UInt64? { draftFilled.contains(column) ? draft[column] : nil }

    /// Adds the row in the making, which stood on that line.
    ///
    /// Returns the line of the row that is the same window, where there is one.
    mutating func endRow(line: Int) -> Int? {
        let key = caseNumber()
        let identity = Identity(
            key: key, campaign: draftCell(identityIndices[0]), process: draftCell(identityIndices[1]),
            block: draftCell(identityIndices[2]), repetition: draftCell(identityIndices[3]))
        if let first = lineOfIdentity.updateValue(line, forKey: identity) { return first }
        starts.append(cells.count)
        draftFilled.forEach { cells.append(draft[$0]) }
        filled.append(draftFilled)
        keyNumbers.append(key)
        return nil
    }

    /// The rows added.
    func packed() -> PackedRows {
        PackedRows(
            cells: cells, starts: starts, filled: filled, texts: pool.texts, keys: keys, keyNumbers: keyNumbers)
    }

    /// The number of the case of the row in the making.
    private mutating func caseNumber() -> Int {
        for (place, column) in keyIndices.enumerated() { draftKey[place] = draftCell(column) }
        if let number = numberOfKey[draftKey] { return number }
        let values = zip(keyIndices, draftKey).map { column, bits in
            bits.map { CellValue(bits: $0, kind: Schema.columns[column].kind, texts: pool.texts).csv }
        }
        numberOfKey[draftKey] = keys.count
        keys.append(CaseKey(values: values))
        return keys.count - 1
    }
}
