import BenchmarkResults

/// The rows of one contender, and what it is called.
public struct Side: Sendable {
    /// Its name in tables.
    public let label: String
    /// The file it was read from, empty where there is none of its own.
    public let path: String
    /// Its rows, those that are not valid included.
    public let rows: [ResultRow]

    /// A side.
    public init(label: String, path: String = "", rows: [ResultRow]) {
        self.label = label
        self.path = path
        self.rows = rows
    }

    /// The values of a context or setting column, in order, each once.
    public func values(_ column: String) -> [String] {
        Set(rows.compactMap { $0[column].map(\.text) }).sorted()
    }

    /// The names of its campaigns.
    public var campaigns: Set<String> { Set(rows.map { $0.text("campaign") ?? "" }) }
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

    func unit(of row: ResultRow) -> Unit {
        let process = row.integer("process") ?? 0
        let block = row.integer("block") ?? 0
        return Unit(
            campaign: row.text("campaign") ?? "", process: self == .block ? 0 : process,
            block: self == .process ? 0 : block)
    }
}
