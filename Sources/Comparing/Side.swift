import BenchmarkResults

/// The rows of one contender, and what it is called.
public struct Side: Sendable {
    /// Its name in tables.
    public let label: String
    /// The file it was read from, empty where there is none of its own.
    public let path: String
    /// Its rows, those that are not valid included.
    public let rows: [ResultRow]
    /// The floor's rows of the whole file, whatever was selected from it.
    let floorRows: [ResultRow]

    /// A side.
    public init(label: String, path: String = "", rows: [ResultRow], floorRows: [ResultRow]? = nil) {
        self.label = label
        self.path = path
        self.rows = rows
        self.floorRows = floorRows ?? rows.filter(Floor.isFloor)
    }

    /// The values of a context or setting column, in order, each once.
    public func values(_ column: String) -> [String] {
        let handle = ColumnHandle(column)
        var values: Set<String> = []
        var last: CellValue?
        // Neighbours mostly agree, and texts are dear.
        for row in rows {
            guard let value = row[handle], value != last else { continue }
            last = value
            values.insert(value.text)
        }
        return values.sorted()
    }

    /// The names of its campaigns.
    public var campaigns: Set<String> {
        let names = values("campaign")
        return Set(names.isEmpty ? [""] : names)
    }
}

extension Side {
    /// How many processes measured it.
    public var processes: Int { Set(rows.map { UnitKind.process.unit(of: $0) }).count }
}

/// A replicate: one pass over all cases, or one process.
struct Unit: Hashable, Comparable {
    let campaign: String
    let process: Int64
    let block: Int64

    static func < (a: Unit, b: Unit) -> Bool {
        (a.campaign, a.block, a.process) < (b.campaign, b.block, b.process)
    }
}

/// What a replicate is.
enum UnitKind {
    /// The block of a campaign, whichever process measured it: two sides of one campaign.
    case block
    /// The block of a process: two variants in one process.
    case blockOfProcess
    /// The process, whatever it measured.
    case process

    private static let campaignColumn = ColumnHandle("campaign")
    private static let processColumn = ColumnHandle("process")
    private static let blockColumn = ColumnHandle("block")

    func unit(of row: ResultRow) -> Unit {
        Unit(
            campaign: row.text(Self.campaignColumn) ?? "",
            process: self == .block ? 0 : row.integer(Self.processColumn) ?? 0,
            block: self == .process ? 0 : row.integer(Self.blockColumn) ?? 0)
    }
}
