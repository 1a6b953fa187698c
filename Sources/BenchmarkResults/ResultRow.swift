/// One row: one window of one case.
///
/// An empty cell was not measured.
public struct ResultRow: Sendable {
    private enum Cells: Sendable {
        /// A row that was made or changed here.
        case own([CellValue?])
        /// A row of a file that was read.
        case packed(PackedRows, row: Int)
    }
    private var cells = Cells.own([CellValue?](repeating: nil, count: Schema.columns.count))
    /// The line in its file; 0 for a row that was made here.
    public internal(set) var line = 0

    /// An empty row.
    public init() {}

    /// A row of a file.
    init(_ rows: PackedRows, row: Int, line: Int) {
        cells = .packed(rows, row: row)
        self.line = line
    }

    subscript(index index: Int) -> CellValue? {
        get {
            switch cells {
            case .own(let values): values[index]
            case .packed(let rows, let row): rows.value(row: row, column: index)
            }
        }
        set {
            var values: [CellValue?]
            switch cells {
            case .own(let own): values = own
            case .packed(let rows, let row): values = Schema.columns.indices.map { rows.value(row: row, column: $0) }
            }
            cells = .own([])  // or the next line would copy them all
            values[index] = newValue
            cells = .own(values)
        }
    }

    /// What defines the case of this row.
    ///
    /// Made once for all rows of a case in a file that was read.
    public var caseKey: CaseKey {
        switch cells {
        case .own(let values): CaseKey(values: Schema.keyIndices.map { values[$0]?.csv })
        case .packed(let rows, let row): rows.caseKey(row: row)
        }
    }
}

extension ResultRow: Equatable {
    /// Two rows are equal when their cells are, wherever they stood.
    public static func == (a: ResultRow, b: ResultRow) -> Bool {
        if case (.packed(let x, let i), .packed(let y, let j)) = (a.cells, b.cells), x === y, i == j { return true }
        return Schema.columns.indices.allSatisfy { a[index: $0] == b[index: $0] }
    }
}
