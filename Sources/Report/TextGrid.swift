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

    /// For a terminal.
    public func plain() -> String { written(Style.simple) }

    /// A Markdown table.
    public func markdown() -> String { written(Style.pipe) }

    /// RFC 4180, with the titles as the header.
    public func csv() -> String {
        ([titles] + rows).map(CSVTable.line).joined()
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
