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

    /// The value as a file can hold it.
    var withoutNUL: CellValue {
        guard case .text(let text) = self, text.utf8.contains(0) else { return self }
        return .text(String(String.UnicodeScalarView(text.unicodeScalars.map { $0 == "\0" ? "\u{FFFD}" : $0 })))
    }

    func fits(_ kind: ColumnKind) -> Bool {
        switch (self, kind) {
        case (.text, .text), (.integer, .integer), (.number, .number), (.flag, .flag), (.integer, .number): true
        default: false
        }
    }
}
