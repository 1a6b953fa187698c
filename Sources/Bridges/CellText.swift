import BenchmarkResults

extension CellValue {
    /// A text without NUL, which no result file has: U+FFFD stands for it.
    var withoutNUL: CellValue {
        guard case .text(let text) = self, text.unicodeScalars.contains("\0") else { return self }
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { scalars.append(scalar == "\0" ? "\u{FFFD}" : scalar) }
        return .text(String(scalars))
    }

    /// Whether it is an infinity or no number, which no cell of a CSV can be.
    var isNoNumber: Bool { if case .number(let number) = self { !number.isFinite } else { false } }
}

extension Column {
    /// The cell that `text` means in this column; nil where it is empty or no such value.
    func cell(_ text: String) -> CellValue? {
        switch kind {
        case .text: text.isEmpty ? nil : .text(text)
        case .integer: Int64(text).map(CellValue.integer)
        case .number: Double(text).flatMap { $0.isFinite ? .number($0) : nil }
        case .flag: text == "true" ? .flag(true) : text == "false" ? .flag(false) : nil
        }
    }
}
