import BenchmarkResults
import Statistics

/// The valid values of one case in one file, by process.
struct Sample {
    /// One median per process: the unit of replication.
    let processMedians: [Double]
    /// Every repetition, for description only.
    let repetitions: [Double]
    /// The estimators behind them.
    let estimators: Set<String>

    init(rows: [ResultRow], metric: String) {
        let measured = rows.filter { $0.number(metric) != nil }
        let processes = Dictionary(grouping: measured) { row in
            "\(row.text("campaign") ?? "")/\(row.integer("process") ?? 0)"
        }
        processMedians = processes.keys.sorted().compactMap { key in
            median((processes[key] ?? []).compactMap { $0.number(metric) })
        }
        repetitions = measured.compactMap { $0.number(metric) }
        estimators = Set(measured.compactMap { $0.text("estimator") })
    }

    /// The median over processes.
    var center: Double? { median(processMedians) }
}

extension Sequence<ResultRow> {
    /// The rows that may enter a comparison, by case.
    func validByCase() -> [CaseKey: [ResultRow]] {
        Dictionary(grouping: filter { $0.flag("valid") == true }, by: \.caseKey)
    }
}
