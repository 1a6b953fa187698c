import BenchmarkResults
import Statistics

/// The case that every campaign measures in every block: what the machine gave at that moment.
///
/// One thread walks a list of 64 without a lock (`for_each_net`, `unlocked`).
public enum Floor {
    /// What a reader of tables calls it.
    public static let name = "for_each_net unlocked namespaces=64 readers=1"

    /// Whether the row is the floor's.
    public static func isFloor(_ row: ResultRow) -> Bool {
        row.text("variant") == "unlocked" && row.text("scenario") == "for_each_net"
            && row.integer("namespaces") == 64 && row.integer("readers") == 1
            && (row.integer("visit_bytes") ?? 8) == 8
    }

    /// Whether the row belongs to what every campaign measures besides what was asked for.
    public static func isReference(_ row: ResultRow) -> Bool { row.text("scenario") == "empty" || isFloor(row) }
}

/// The floor's figures, by block and process.
struct Floors {
    private let byUnit: [Unit: Double]

    init(_ rows: [ResultRow]) {
        let measured = rows.filter { Floor.isFloor($0) && $0.flag("valid") == true && $0.number("ns_per_op") != nil }
        byUnit = Dictionary(grouping: measured) { UnitKind.blockOfProcess.unit(of: $0) }
            .compactMapValues { median($0.compactMap { $0.number("ns_per_op") }) }.filter { $0.value > 0 }
    }

    var isEmpty: Bool { byUnit.isEmpty }

    /// The floor of the row's own block and process.
    func figure(for row: ResultRow) -> Double? { byUnit[UnitKind.blockOfProcess.unit(of: row)] }
}
