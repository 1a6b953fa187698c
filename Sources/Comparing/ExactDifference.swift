import BenchmarkResults

/// A figure that the rules alone decide, and that differs between two sides all the same.
///
/// It is reported without a test: such a figure has no noise.
public struct ExactDifference: Sendable, Equatable {
    /// The case.
    public let key: CaseKey
    /// Which contender, from 0.
    public let contender: Int
    /// The column.
    public let column: String
    /// The baseline's values, each once.
    public let old: [Double]
    /// The contender's.
    public let new: [Double]

    /// Every difference, by case and column.
    static func all(_ baseline: Side, _ contenders: [Side]) -> [ExactDifference] {
        let before = values(baseline)
        return contenders.enumerated().flatMap { index, contender in
            let after = values(contender)
            return before.keys.filter { after[$0] != nil }.sorted { ($0.key, $0.column) < ($1.key, $1.column) }
                .compactMap { place -> ExactDifference? in
                    guard let old = before[place], let new = after[place], old.union(new).count > 1 else { return nil }
                    return ExactDifference(
                        key: place.key, contender: index, column: place.column, old: old.sorted(), new: new.sorted())
                }
        }
    }

    private struct Place: Hashable {
        let key: CaseKey
        let column: String
    }

    private static func values(_ side: Side) -> [Place: Set<Double>] {
        let columns = Schema.columns.filter { $0.better == .exact || $0.isExactWhenQuiescent }
        var values: [Place: Set<Double>] = [:]
        for row in side.rows where row.flag("valid") == true {
            let busy = ["updaters", "senders", "creators", "destroyers", "drainers"]
            let isQuiescent = busy.allSatisfy { row.integer($0) ?? 0 == 0 }
            var key: CaseKey?
            for column in columns where column.better == .exact || isQuiescent {
                guard let value = row.number(column.name) else { continue }
                let own = key ?? (row.caseKey)
                key = own
                values[Place(key: own, column: column.name), default: []].insert(value)
            }
        }
        return values
    }
}
