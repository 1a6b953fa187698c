import BenchmarkResults
import Glibc
import NetNamespace
import Statistics

/// The valid rows of the study, by the part of it that measured them, and ratios paired within it.
struct ShapeRows {
    /// Values of key columns that a row must have.
    typealias Wanted = [String: String]

    /// A part of the study: what one `run` measured, the unit of pairing.
    typealias Part = String

    private let rows: [Part: [(values: [String: String], row: ResultRow)]]

    init(_ rows: [Part: [ResultRow]]) {
        self.rows = rows.mapValues { rows in
            rows.filter { $0.flag("valid") == true }.map { ($0.caseKey.values, $0) }
        }
    }

    /// The rows that match.
    func rows(_ part: Part, _ wanted: Wanted) -> [ResultRow] {
        (rows[part] ?? []).filter { item in wanted.allSatisfy { item.values[$0] == $1 } }.map(\.row)
    }

    /// The figures of a case, one a block: the median of its windows there.
    func figures(_ part: Part, _ column: String, _ wanted: Wanted) -> [Int64: Double] {
        figures(part, wanted) { $0.number(column) }
    }

    /// The same of a figure that is made of several columns.
    func figures(_ part: Part, _ wanted: Wanted, _ figure: (ResultRow) -> Double?) -> [Int64: Double] {
        Dictionary(grouping: rows(part, wanted)) { $0.integer("block") ?? 0 }
            .compactMapValues { median($0.compactMap(figure)) }
    }

    /// The median over blocks.
    func middle(_ part: Part, _ column: String, _ wanted: Wanted) -> Double? {
        median(Array(figures(part, column, wanted).values))
    }

    /// Ratios of two cases, block by block.
    func ratios(_ above: [Int64: Double], _ below: [Int64: Double]) -> [Double] {
        above.keys.sorted().compactMap { block in
            guard let a = above[block], let b = below[block], b > 0 else { return nil }
            return a / b
        }
    }

    /// The exponents of points whose figures are given block by block.
    func exponents(_ series: [(x: Double, figures: [Int64: Double])]) -> [Double] {
        guard let first = series.first else { return [] }
        return first.figures.keys.sorted().compactMap { block in
            let points = series.compactMap { point in point.figures[block].map { (x: point.x, y: $0) } }
            return points.count == series.count ? scalingExponent(points) : nil
        }
    }
}

/// The variants that the study is about, by the facts of their rows.
enum ShapeVariants {
    /// Measured variants with rules: no control, no floor.
    static let all = Variant.all.filter { !$0.isNegativeControl && !$0.isReadOnly }
    /// An unlock looks at every namespace.
    static let walking = all.filter(\.drainsByWalking)
    /// An unlock looks at what is pending, or at nothing.
    static let flat = all.filter { !$0.drainsByWalking }
    /// The seed's own: begins again at the head.
    static let restarting = walking.filter(\.restarts)
    /// One pass and no more.
    static let onePass = walking.filter { !$0.restarts }
    /// By a queue.
    static let queueing = all.filter(\.drainsByQueue)
    /// Readers are in RCU read-side critical sections, whatever else they might hold.
    static let readUnderRCU = all.filter { $0.usesRCU && $0.listLocks.isEmpty }
    /// A reader excludes every other.
    static let readAlone = all.filter { variant in
        variant.listLocks.isEmpty ? !variant.usesRCU : [.rtnl, .netMutex].contains(variant.listLocks.first)
    }
}
