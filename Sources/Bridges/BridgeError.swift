/// Why a file cannot be converted: `file:line: what is wrong`.
public struct BridgeError: Error, Sendable, CustomStringConvertible, Equatable {
    /// The file.
    public let file: String
    /// The line, from 1; nil where no line is to blame.
    public let line: Int?
    /// What is wrong, with the place inside the file where that is not a line.
    public let message: String

    init(_ file: String, line: Int? = nil, _ message: String) {
        self.file = file
        self.line = line
        self.message = message
    }

    /// One sentence with its place.
    public var description: String { file + (line.map { ":\($0)" } ?? "") + ": " + message }
}
