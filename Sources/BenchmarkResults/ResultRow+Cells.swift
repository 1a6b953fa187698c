/// The cells of a row, by the name of their column or by a handle on it.
extension ResultRow {
    /// The cell of that column; a NUL in a text becomes U+FFFD, as a file of text has none.
    ///
    /// - Precondition: the schema has the column, and the value fits its kind (a whole number fits a number).
    public subscript(_ name: String) -> CellValue? {
        get { self[ColumnHandle(name)] }
        set { self[ColumnHandle(name)] = newValue }
    }

    /// The cell of that column; a NUL in a text becomes U+FFFD, as a file of text has none.
    ///
    /// - Precondition: the value fits its kind (a whole number fits a number).
    public subscript(_ column: ColumnHandle) -> CellValue? {
        get { self[index: column.index] }
        set {
            if let newValue {
                let column = column.column
                precondition(newValue.fits(column.kind), "column '\(column.name)' cannot hold \(newValue)")
            }
            self[index: column.index] = newValue?.withoutNUL
        }
    }

    /// The text of that cell; nil where it is empty or holds no text.
    public func text(_ name: String) -> String? { text(ColumnHandle(name)) }

    /// The text of that cell; nil where it is empty or holds no text.
    public func text(_ column: ColumnHandle) -> String? {
        if case .text(let text) = self[column] { text } else { nil }
    }

    /// The number of that cell, whole or not.
    public func number(_ name: String) -> Double? { number(ColumnHandle(name)) }

    /// The number of that cell, whole or not.
    public func number(_ column: ColumnHandle) -> Double? {
        switch self[column] {
        case .number(let number): number
        case .integer(let integer): Double(integer)
        default: nil
        }
    }

    /// The whole number of that cell.
    public func integer(_ name: String) -> Int64? { integer(ColumnHandle(name)) }

    /// The whole number of that cell.
    public func integer(_ column: ColumnHandle) -> Int64? {
        if case .integer(let integer) = self[column] { integer } else { nil }
    }

    /// The flag of that cell.
    public func flag(_ name: String) -> Bool? { flag(ColumnHandle(name)) }

    /// The flag of that cell.
    public func flag(_ column: ColumnHandle) -> Bool? {
        if case .flag(let flag) = self[column] { flag } else { nil }
    }
}
