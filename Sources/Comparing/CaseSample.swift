import BenchmarkResults
import Statistics

/// The valid figures of one case on one side.
struct CaseSample {
    /// One of its rows.
    let example: ResultRow
    /// One figure per replicate: the median of its windows.
    let units: [Unit: Double]
    /// The process behind each replicate.
    let processOf: [Unit: Int64]
    /// Every figure, for what must be exactly equal.
    let figures: Set<Double>
    /// How many processes measured it.
    let processes: Int
    /// The estimators behind it.
    let estimators: Set<String>
    /// What a reader must know of its windows.
    let conditions: Conditions

    /// - Parameter floors: what each figure is divided by; nil divides by nothing.
    init?(rows: [ResultRow], metric: String, kind: UnitKind, floors: Floors?) {
        var figures: [Unit: [Double]] = [:]
        var processOf: [Unit: Int64] = [:]
        for row in rows {
            guard var figure = row.number(metric) else { continue }
            if let floors {
                guard let floor = floors.figure(for: row) else { continue }
                figure /= floor
            }
            let unit = kind.unit(of: row)
            figures[unit, default: []].append(figure)
            processOf[unit] = min(processOf[unit] ?? .max, row.integer("process") ?? 0)
        }
        self.processOf = processOf
        self.figures = Set(figures.values.joined())
        units = figures.compactMapValues(median)
        guard !units.isEmpty, let example = rows.first else { return nil }
        self.example = example
        processes = Set(rows.map { UnitKind.process.unit(of: $0) }).count
        estimators = Set(rows.compactMap { $0.text("estimator") })
        conditions = Conditions(rows)
    }

    /// The median over replicates.
    var center: Double { median(Array(units.values)) ?? .nan }

    /// The figures in the order in which they were measured.
    var series: [Double] { units.sorted { $0.key < $1.key }.map(\.value) }
}

/// Under what conditions windows were measured.
struct Conditions {
    /// More threads could run than CPUs were allowed.
    let isOversubscribed: Bool
    /// The median share of a window in which all threads were in their loops.
    let fullConcurrency: Double?
    /// The share of the CPUs' time that the hypervisor kept.
    let stolenShare: Double?

    init(_ rows: [ResultRow]) {
        isOversubscribed = rows.contains { $0.flag("oversubscribed") == true }
        fullConcurrency = median(rows.compactMap { $0.number("full_concurrency_fraction") })
        var known: (list: String, count: Double) = ("", 1)
        var (windows, stolen) = (0.0, 0.0)
        for row in rows {
            guard let steal = row.number("steal_ms"), let window = row.number("window_s") else { continue }
            let list = row.text("cpus_allowed") ?? ""
            if list != known.list { known = (list, Double(CPUList.count(list) ?? 1)) }
            windows += window * known.count * 1000
            stolen += steal
        }
        stolenShare = windows > 0 ? stolen / windows : nil
    }
}
