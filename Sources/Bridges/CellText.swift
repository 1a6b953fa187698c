import BenchmarkResults

extension CellValue {
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
