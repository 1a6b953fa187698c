/// What defines a case: the values of the key columns that are not empty.
///
/// Cheap to copy, to hash and to compare, so that it can be asked of every row.
public struct CaseKey: Hashable, Comparable, Sendable, CustomStringConvertible {
    private final class Cells: Sendable {
        /// One a key column, in the order of the schema.
        let values: [String?]
        /// The values that are numbers, as such.
        let numbers: [Double?]
        let hash: Int

        init(_ values: [String?]) {
            self.values = values
            numbers = values.map { value in value.flatMap { finiteNumber($0.utf8.span) } }
            hash = values.hashValue
        }
    }
    private let cells: Cells

    /// A key with those values, one a key column, in the order of the schema.
    init(values: [String?]) { cells = Cells(values) }

    /// The value of that column; nil where it is empty or no column of the key.
    public subscript(column name: String) -> String? {
        Schema.keyPlaces[name].flatMap { cells.values[$0] }
    }

    /// The values by column name.
    public var values: [String: String] {
        Dictionary(uniqueKeysWithValues: named.map { ($0.name, $0.value) })
    }

    private var named: [(name: String, value: String)] {
        zip(Schema.keyIndices, cells.values).compactMap { index, value in value.map { (Schema.header[index], $0) } }
    }

    /// The key without those columns.
    public func without(_ columns: Set<String>) -> CaseKey {
        var values = cells.values
        for name in columns {
            if let place = Schema.keyPlaces[name] { values[place] = nil }
        }
        return CaseKey(values: values)
    }

    /// `scenario/shape variant=... namespaces=...`; counts of zero and what is unset are left out.
    public var description: String {
        let head = ["scenario", "shape"].compactMap { self[column: $0] }.joined(separator: "/")
        let rest = named.compactMap { name, value -> String? in
            if name == "scenario" || name == "shape" || value == "0" || (name == "pin" && value == "none") {
                return nil
            }
            return "\(name)=\(value)"
        }
        return ([head] + rest).joined(separator: " ")
    }

    /// Equal where all values are.
    public static func == (a: CaseKey, b: CaseKey) -> Bool {
        a.cells === b.cells || (a.cells.hash == b.cells.hash && a.cells.values == b.cells.values)
    }

    /// Feeds the hash that was made with the key.
    public func hash(into hasher: inout Hasher) { hasher.combine(cells.hash) }

    /// By the columns in their order: unset first, then numbers by their value, then texts.
    public static func < (a: CaseKey, b: CaseKey) -> Bool {
        guard a.cells !== b.cells else { return false }
        for (place, (left, right)) in zip(a.cells.values, b.cells.values).enumerated() where left != right {
            guard let left else { return true }
            guard let right else { return false }
            switch (a.cells.numbers[place], b.cells.numbers[place]) {
            case (let x?, let y?) where x != y: return x < y
            case (_?, nil): return true
            case (nil, _?): return false
            default: return left < right
            }
        }
        return false
    }
}
