import BenchmarkResults

/// What a name cannot tell exactly: which row an entry was, as `name=value` words in Google Benchmark's `label`.
///
/// Without it a round trip would lose which process a window belongs to, and what differs between a count that is 0 and one
/// that is unknown.
enum RowLabel {
    /// The columns of a label: identity, key, estimator.
    private static let columns = ["campaign", "process", "block", "repetition"] + Schema.keyNames + ["estimator"]

    /// The label of `row`.
    static func text(of row: ResultRow) -> String {
        columns.compactMap { name in
            guard let cell = row[name] else { return nil }
            let value = cell.plainText
            return value.isEmpty || cell.isNoNumber ? nil : "\(name)=\(percentEncoded(value, keeping: isVisible))"
        }.joined(separator: " ")
    }

    /// The cells that `label` tells; nil where it is not one of ours.
    static func cells(of label: String) -> [String: CellValue]? {
        var cells: [String: CellValue] = [:]
        for word in label.split(separator: " ") {
            guard let equals = word.firstIndex(of: "=") else { return nil }
            let name = String(word[..<equals])
            guard columns.contains(name), let column = Schema.column(name),
                let value = percentDecoded(word[word.index(after: equals)...]).flatMap(column.cell),
                cells.updateValue(value, forKey: name) == nil
            else { return nil }
        }
        return cells["scenario"] == nil || cells["variant"] == nil ? nil : cells
    }
}
