import BenchmarkResults

/// The parts of one file that are set against each other: its variants, or the values of another column.
public struct FileParts: Sendable {
    /// The column.
    public let column: String
    /// One side per value, in the order of the schema.
    public let sides: [Side]

    /// The key columns in which the parts of a column differ.
    ///
    /// Which lock a reader holds belongs to a variant's rules, so it does not keep its case apart.
    public static func ignored(_ column: String) -> Set<String> {
        column == "variant" ? ["variant", "list_lock"] : column == threads ? Set(threadColumns) : [column]
    }

    /// The number of threads of all roles: no column of its own.
    public static let threads = "threads"
    private static let threadColumns = [
        "readers", "updaters", "lockers", "senders", "creators", "destroyers", "drainers",
    ]

    /// What may part a file: every key column, and `threads`.
    public static let columns = Schema.columns.filter { $0.role == .key }.map(\.name) + [threads]

    /// The parts of `rows`.
    ///
    /// - Parameter floorRows: the floor's rows of the whole file, where `rows` are a selection.
    public init(rows: [ResultRow], by column: String, floorRows: [ResultRow]? = nil) {
        self.column = column
        let floors = floorRows ?? rows.filter(Floor.isFloor)
        let parts = Dictionary(grouping: rows) { Self.value(of: $0, column) }
        sides = parts.keys.sorted(by: Self.precedes).map {
            Side(label: $0, rows: parts[$0] ?? [], floorRows: floors)
        }
    }

    /// The part a row belongs to.
    public static func value(of row: ResultRow, _ column: String) -> String {
        switch column {
        case "variant": return variantLabel(row)
        case threads: return "\(threadColumns.reduce(0) { $0 + (row.integer($1) ?? 0) })"
        default: return row[column]?.text ?? "none"
        }
    }

    /// The variant, with the lock its readers chose where that is not the usual one.
    public static func variantLabel(_ row: ResultRow) -> String {
        let variant = row.text("variant") ?? ""
        return row.text("list_lock") == "net_mutex" ? variant + " (net_mutex)" : variant
    }

    /// The part of a case: `none` where the column is not set.
    public static func value(of key: CaseKey, _ column: String) -> String {
        guard column == threads else { return key.values[column] ?? "none" }
        return "\(threadColumns.reduce(0) { $0 + (key.values[$1].flatMap { Int($0) } ?? 0) })"
    }

    private static func precedes(_ a: String, _ b: String) -> Bool {
        if let x = Double(a), let y = Double(b) { return x < y }
        return a < b
    }

    /// Sets every other part against `baseline`; nil where there is no such part.
    public func comparison(baseline: String, options: ComparisonOptions) -> Comparison? {
        guard let base = sides.first(where: { $0.label == baseline }) else { return nil }
        var options = options
        options.ignored.formUnion(Self.ignored(column))
        return Comparison(
            baseline: base, contenders: sides.filter { $0.label != baseline }, options: options, isOneFile: true,
            words: options.metric.unit == "ns" ? .times : .others)
    }
}
