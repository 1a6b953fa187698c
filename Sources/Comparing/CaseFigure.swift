import BenchmarkResults
import Glibc
import Statistics

/// One figure of one case: its replicates, their median with its interval, and the rows behind it.
///
/// A replicate is a process; of one process its blocks, which describe that process only.
public struct CaseFigure: Sendable {
    /// The case.
    public let key: CaseKey
    /// One of its rows.
    public let example: ResultRow
    /// The places of its rows among those that were given.
    public let places: [Int]
    /// How the figures were estimated: unlike ones are never compared.
    public let estimators: Set<String>
    /// The largest figure of a row.
    public let most: Double
    private let units: [Unit: Double]

    /// The figures of every case that has any, of valid rows only, in the order of the keys.
    ///
    /// - Parameter value: what is looked at of a row.
    public static func all(_ rows: [ResultRow], value: (ResultRow) -> Double?) -> [CaseFigure] {
        let valid = rows.indices.filter { rows[$0].flag("valid") == true }
        // One for all cases: those of one process would otherwise be paired with nothing.
        let kind = Set(valid.map { UnitKind.process.unit(of: rows[$0]) }).count > 1 ? UnitKind.process : .blockOfProcess
        return Dictionary(grouping: valid) { rows[$0].caseKey }
            .compactMap { CaseFigure(key: $0.key, rows, places: $0.value, kind, value) }.sorted { $0.key < $1.key }
    }

    private init?(
        key: CaseKey, _ rows: [ResultRow], places: [Int], _ kind: UnitKind, _ value: (ResultRow) -> Double?
    ) {
        let figures = places.compactMap { place -> (place: Int, value: Double)? in
            guard let figure = value(rows[place]), figure.isFinite else { return nil }
            return (place, figure)
        }
        guard let first = figures.first, let most = figures.map(\.value).max() else { return nil }
        self.key = key
        self.most = most
        example = rows[first.place]
        self.places = figures.map(\.place)
        estimators = Set(figures.compactMap { rows[$0.place].text("estimator") })
        units = Dictionary(grouping: figures) { kind.unit(of: rows[$0.place]) }.compactMapValues {
            median($0.map(\.value))
        }
    }

    /// The figures of the replicates, in the order in which they were measured.
    public var values: [Double] { units.sorted { $0.key < $1.key }.map(\.value) }

    /// Their median.
    public var center: Double { median(values) ?? .nan }

    /// The sign-test interval of the median; nil below six replicates.
    public var interval: Interval? { signInterval(values) }

    /// The logarithms of this over `other`, replicate by replicate of one campaign; empty where they cannot be compared.
    ///
    /// Unlike estimators are never compared.
    public func logRatios(over other: CaseFigure) -> [Replicate: Double] {
        guard estimators == other.estimators else { return [:] }
        var ratios: [Replicate: Double] = [:]
        for (unit, value) in units {
            guard let base = other.units[unit], base > 0, value > 0 else { continue }
            ratios[Replicate(unit: unit)] = log(value / base)
        }
        return ratios
    }

    /// What was measured in one go.
    public struct Replicate: Hashable, Sendable {
        let unit: Unit
    }

    /// Its value in each replicate.
    public var byReplicate: [Replicate: Double] {
        Dictionary(uniqueKeysWithValues: units.map { (Replicate(unit: $0.key), $0.value) })
    }
}
