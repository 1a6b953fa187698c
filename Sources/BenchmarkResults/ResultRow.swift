/// One cell that is not empty.
public enum CellValue: Sendable, Equatable {
    /// Any text.
    case text(String)
    /// A whole number.
    case integer(Int64)
    /// A finite number.
    case number(Double)
    /// `true` or `false`.
    case flag(Bool)

    /// As it is written: full precision, C locale.
    var csv: String {
        switch self {
        case .text(let text): text
        case .integer(let integer): "\(integer)"
        case .number(let number): "\(number)"
        case .flag(let flag): flag ? "true" : "false"
        }
    }

    func fits(_ kind: ColumnKind) -> Bool {
        switch (self, kind) {
        case (.text, .text), (.integer, .integer), (.number, .number), (.flag, .flag), (.integer, .number): true
        default: false
        }
    }
}

/// One row: one window of one case.
///
/// An empty cell was not measured.
public struct ResultRow: Sendable, Equatable {
    private var cells = [CellValue?](repeating: nil, count: Schema.columns.count)
    /// The line in its file; 0 for a row that was made here.
    public internal(set) var line = 0

    /// An empty row.
    public init() {}

    /// The cell of that column.
    ///
    /// - Precondition: the schema has the column, and the value fits its kind (a whole number fits a number).
    public subscript(_ name: String) -> CellValue? {
        get {
            guard let index = Schema.index[name] else { preconditionFailure("no column '\(name)'") }
            return cells[index]
        }
        set {
            guard let index = Schema.index[name] else { preconditionFailure("no column '\(name)'") }
            if let newValue {
                precondition(newValue.fits(Schema.columns[index].kind), "column '\(name)' cannot hold \(newValue)")
            }
            cells[index] = newValue
        }
    }

    subscript(index index: Int) -> CellValue? {
        get { cells[index] }
        set { cells[index] = newValue }
    }

    /// The text of that cell; nil where it is empty or holds no text.
    public func text(_ name: String) -> String? {
        if case .text(let text) = self[name] { text } else { nil }
    }

    /// The number of that cell, whole or not.
    public func number(_ name: String) -> Double? {
        switch self[name] {
        case .number(let number): number
        case .integer(let integer): Double(integer)
        default: nil
        }
    }

    /// The whole number of that cell.
    public func integer(_ name: String) -> Int64? {
        if case .integer(let integer) = self[name] { integer } else { nil }
    }

    /// The flag of that cell.
    public func flag(_ name: String) -> Bool? {
        if case .flag(let flag) = self[name] { flag } else { nil }
    }

    /// What defines the case of this row.
    public var caseKey: CaseKey {
        CaseKey(values: Schema.keyIndices.map { cells[$0]?.csv })
    }

    /// Two rows are equal when their cells are, wherever they stood.
    public static func == (a: ResultRow, b: ResultRow) -> Bool { a.cells == b.cells }
}

/// The rows of one file.
public struct ResultFile: Sendable {
    /// The path as it was given.
    public var path: String
    /// The rows in the order of the file.
    public var rows: [ResultRow]

    /// A file.
    public init(path: String, rows: [ResultRow]) {
        self.path = path
        self.rows = rows
    }
}
