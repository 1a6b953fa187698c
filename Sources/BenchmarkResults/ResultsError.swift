/// What is wrong with a file: `file:line: column: what`.
public struct ResultsError: Error, Sendable, CustomStringConvertible, Equatable {
    /// The file.
    public let file: String
    /// The line, from 1; nil where no line is to blame.
    public let line: Int?
    /// The column's name; nil where no column is to blame.
    public let column: String?
    /// What is wrong, and what to do.
    public let message: String

    /// An error in `file`.
    public init(_ file: String, line: Int? = nil, column: String? = nil, _ message: String) {
        self.file = file
        self.line = line
        self.column = column
        self.message = message
    }

    /// One sentence with its place.
    public var description: String {
        let place = file + (line.map { ":\($0)" } ?? "")
        return place + ": " + (column.map { "\($0): " } ?? "") + message
    }
}
