import BenchmarkResults

/// The row of a repetition while it is being filled.
struct RowDraft {
    /// What became of a repetition.
    enum Status: String {
        case ok, invalid, timeout, error
    }

    let repetition: Int
    let order: Int
    var isOversubscribed = false
    private(set) var status = Status.ok
    private(set) var outcome = CaseOutcome()
    private(set) var nanosecondsPerOperation: Double?
    private(set) var operationsPerSecond = 0.0
    private(set) var fullConcurrency = 0.0
    private var figures: [String: CellValue] = [:]

    init(repetition: Int, order: Int) {
        self.repetition = repetition
        self.order = order
    }

    mutating func take(_ measurement: RepetitionMeasurement, _ outcome: CaseOutcome) {
        let figures = RepetitionFigures(measurement: measurement)
        self.figures = figures.cells
        nanosecondsPerOperation = figures.nanosecondsPerOperation
        operationsPerSecond = figures.operationsPerSecond
        fullConcurrency = measurement.fullConcurrency ?? 0
        self.outcome = outcome
        status = outcome.valid ? .ok : .invalid
    }

    mutating func fail(status: Status, _ reason: String) {
        self.status = status
        outcome.valid = false
        outcome.error = reason
    }

    /// All columns; the case's win over the engine's, and the outcome's over both.
    func resultRow(
        of benchmark: any BenchmarkCase, _ configuration: EngineConfiguration, context: [String: CellValue]
    ) -> ResultRow {
        var cells = context
        // Figures the schema has no column for (an open loop of a role whose response nobody asks for) stay out of the row.
        cells.merge(figures.filter { Schema.column($0.key) != nil }) { $1 }
        cells["campaign"] = .text(configuration.campaign)
        cells["process"] = .integer(Int64(configuration.process))
        cells["block"] = .integer(Int64(repetition))
        cells["repetition"] = .integer(Int64(repetition))
        cells["order"] = .integer(Int64(order))
        cells["seed"] = .integer(Int64(bitPattern: configuration.seed))
        cells["duration_s"] = .number(Double(configuration.window) / 1e9)
        cells["pin"] = .text(configuration.pin.description)
        cells["argv"] = .text(configuration.argv)
        cells["oversubscribed"] = .flag(isOversubscribed)
        cells.merge(benchmark.cells) { $1 }
        cells.merge(outcome.cells) { $1 }
        cells["valid"] = .flag(outcome.valid)
        cells["status"] = .text(status.rawValue)
        if !outcome.error.isEmpty { cells["error"] = .text(outcome.error) }
        var row = ResultRow()
        for (name, value) in cells { row[name] = value }
        return row
    }
}
