/// What defines a case: the values of the key columns that are not empty.
public struct CaseKey: Hashable, Comparable, Sendable, CustomStringConvertible {
    private struct Cell: Hashable, Sendable {
        let column: Int
        let value: String
    }
    private let cells: [Cell]

    init(cells: [(Int, String)]) {
        self.cells = cells.map { Cell(column: $0.0, value: $0.1) }
    }

    private init(cells: [Cell]) { self.cells = cells }

    /// The values by column name.
    public var values: [String: String] {
        Dictionary(uniqueKeysWithValues: cells.map { (Schema.columns[$0.column].name, $0.value) })
    }

    /// The key without those columns.
    public func without(_ columns: Set<String>) -> CaseKey {
        CaseKey(cells: cells.filter { !columns.contains(Schema.columns[$0.column].name) })
    }

    /// `scenario/shape variant=... namespaces=...`; counts of zero and what is unset are left out.
    public var description: String {
        let values = values
        let head = [values["scenario"], values["shape"]].compactMap { $0 }.joined(separator: "/")
        let rest = cells.compactMap { cell -> String? in
            let name = Schema.columns[cell.column].name
            if name == "scenario" || name == "shape" || cell.value == "0" || (name == "pin" && cell.value == "none") {
                return nil
            }
            return "\(name)=\(cell.value)"
        }
        return ([head] + rest).joined(separator: " ")
    }

    /// By the columns in their order, numbers by their value, unset before set.
    public static func < (a: CaseKey, b: CaseKey) -> Bool {
        let left = Dictionary(uniqueKeysWithValues: a.cells.map { ($0.column, $0.value) })
        let right = Dictionary(uniqueKeysWithValues: b.cells.map { ($0.column, $0.value) })
        for column in Schema.keyIndices where left[column] != right[column] {
            guard let x = left[column] else { return true }
            guard let y = right[column] else { return false }
            if let m = Double(x), let n = Double(y) { return m < n }
            return x < y
        }
        return false
    }
}
