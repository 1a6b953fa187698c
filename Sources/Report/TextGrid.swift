import BenchmarkResults
import TextTable

/// Rows of text under titles, and the ways to write them.
///
/// The layout is TextTable's.
public struct TextGrid: Sendable {
    /// The titles.
    public let titles: [String]
    /// Which columns hold numbers and are aligned to the right.
    public let numeric: Set<Int>
    /// The rows, each as long as the titles.
    public let rows: [[String]]
    /// By column, what the words of its cells mean.
    public var tones: [Int: @Sendable (String) -> Tone?] = [:]

    /// A grid.
    public init(titles: [String], numeric: Set<Int>, rows: [[String]]) {
        self.titles = titles
        self.numeric = numeric
        self.rows = rows
    }

    /// The same without columns in which no row has anything.
    func withoutEmptyColumns() -> TextGrid {
        only(titles.indices.filter { column in rows.contains { !$0[column].isEmpty } })
    }

    /// Those columns.
    func only(_ kept: [Int]) -> TextGrid {
        TextGrid(
            titles: kept.map { titles[$0] },
            numeric: Set(kept.enumerated().filter { numeric.contains($0.element) }.map(\.offset)),
            rows: rows.map { row in kept.map { row[$0] } })
    }

    /// The same with so many words of a column's cells, and how many more there would be.
    func withFirst(_ count: Int, wordsOf title: String) -> TextGrid {
        guard let column = titles.firstIndex(of: title) else { return self }
        return TextGrid(
            titles: titles, numeric: numeric,
            rows: rows.map { row in
                let words = row[column].split(separator: " ")
                guard words.count > count + 1 else { return row }
                var row = row
                row[column] = words.prefix(count).joined(separator: " ") + " and \(words.count - count) more"
                return row
            })
    }

    /// For a terminal.
    public func plain() -> String { written(Style.simple) }

    /// A Markdown table.
    public func markdown() -> String {
        TextGrid(titles: titles.map(markdownText), numeric: numeric, rows: rows.map { $0.map(markdownText) })
            .written(Style.pipe)
    }

    /// RFC 4180, with the titles as the header.
    ///
    /// A text that a spreadsheet would take for a formula has an apostrophe before it (OWASP, "CSV Injection").
    public func csv() -> String {
        ([titles]
            + rows.map { row in
                row.indices.map {
                    numeric.contains($0) && Double(row[$0]) != nil ? row[$0] : Self.unlikeFormula(row[$0])
                }
            }).map(CSVTable.line).joined()
    }

    private static func unlikeFormula(_ text: String) -> String {
        guard let first = text.unicodeScalars.first, "=+-@\t\r".unicodeScalars.contains(first) else { return text }
        return "'" + text
    }

    /// An array of objects.
    public func json() -> String {
        let objects = rows.map { row in
            let members = zip(titles.indices, row).map { index, field in
                let isNumber = numeric.contains(index) && Double(field).map(\.isFinite) == true
                return
                    "\(JSONString.literal(titles[index])): \(isNumber ? field : field.isEmpty ? "null" : JSONString.literal(field))"
            }
            return "    {\(members.joined(separator: ", "))}"
        }
        return "[\n" + objects.joined(separator: ",\n") + "\n]"
    }

    private func written(_ style: TextTableStyle.Type) -> String {
        let table = TextTable<[String]> { row in
            titles.indices.map { index in
                Column(
                    title: titles[index], value: legible(row[index], length: .max),
                    align: numeric.contains(index) ? .right : .left)
            }
        }
        return table.string(for: rows, style: style) ?? ""
    }
}
