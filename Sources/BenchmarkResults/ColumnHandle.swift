/// A column that was looked up once, for loops over many rows.
public struct ColumnHandle: Hashable, Sendable {
    let index: Int

    /// The column of that name.
    ///
    /// - Precondition: the schema has it.
    public init(_ name: String) {
        guard let index = Schema.index[name] else { preconditionFailure("no column '\(name)'") }
        self.index = index
    }

    /// The column itself.
    public var column: Column { Schema.columns[index] }
}
