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
