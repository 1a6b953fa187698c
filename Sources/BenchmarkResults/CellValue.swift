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

    /// As it is written, without quotation marks: full precision, C locale.
    public var text: String { csv }

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
