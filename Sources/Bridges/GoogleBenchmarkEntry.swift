import BenchmarkResults

/// One entry of `benchmarks`.
struct GoogleBenchmarkEntry {
    private let value: JSONValue
    private let path: String
    private let index: Int

    init(_ value: JSONValue, path: String, index: Int) {
        self.value = value
        self.path = path
        self.index = index
    }

    /// Whether it sums up others: their mean or spread, or a fitted complexity.
    var isAggregate: Bool {
        value["run_type"]?.text == "aggregate" || value["aggregate_name"] != nil || value["big_o"] != nil
            || value["rms"] != nil
    }

    /// What `State::SetLabel` said.
    var label: String? { value["label"]?.text }

    func error(_ message: String) -> BridgeError { BridgeError(path, "benchmarks[\(index)]: \(message)") }

    /// The name of the benchmark, without what reporters append for aggregates.
    func name() throws(BridgeError) -> String {
        guard let name = value["run_name"]?.text ?? value["name"]?.text else { throw error("the name is missing") }
        return name
    }

    /// The figures, and whether they may be believed.
    ///
    /// - Parameters:
    ///   - column: where the time goes, in nanoseconds.
    ///   - cells: what is known of the case: whose operations are counted depends on it.
    func measuredCells(
        into column: String, scenario cells: [String: CellValue]
    ) throws(BridgeError) -> [String: CellValue] {
        if value["error_occurred"]?.flag == true {
            return invalid(status: "error", value["error_message"]?.text ?? "error_occurred")
        }
        if value["skipped"]?.flag == true {
            return invalid(status: "skipped", value["skip_message"]?.text ?? "skipped")
        }
        let nanoseconds = try nanoseconds()
        let counter = value["valid"]?.number
        var measured: [String: CellValue] = ["valid": .flag(true), "status": .text("ok")]
        if counter == 0 { measured = invalid(status: "invalid", "the counter 'valid' is 0") }
        if nanoseconds.isFinite {
            // A run's own is 0 where a window measured no time; an export, which has labels, leaves such rows out.
            let isMeasured = nanoseconds != 0 || counter == nil || label.flatMap(RowLabel.cells) != nil
            if isMeasured { measured[column] = .number(nanoseconds) }
        } else {
            measured = invalid(status: "error", "real_time is not finite: \(nanoseconds)")
        }
        if let fraction = finite("full_concurrency_fraction") { measured["full_concurrency_fraction"] = fraction }
        let own = measuredRole(scenario: cells["scenario"]?.text, shape: cells["shape"]?.text)
        let role = own ?? (cells["lockers"].map { $0 != .integer(0) } == true ? "locker" : "reader")
        if let rate = finite("ops_per_s") { measured["\(role)_ops_per_s"] = rate }
        return measured
    }

    private func finite(_ counter: String) -> CellValue? {
        value[counter]?.number.flatMap { $0.isFinite ? .number($0) : nil }
    }

    private func invalid(status: String, _ reason: String) -> [String: CellValue] {
        ["valid": .flag(false), "status": .text(status), "error": .text(reason.isEmpty ? status : reason)]
    }

    private func nanoseconds() throws(BridgeError) -> Double {
        guard let member = value["real_time"] else { throw error("real_time is missing") }
        guard let time = member.number else { throw error("real_time is not a number") }
        let units: [String: Double] = ["ns": 1, "us": 1e3, "ms": 1e6, "s": 1e9]
        guard let member = value["time_unit"] else { throw error("time_unit is missing") }
        guard let unit = member.text, let factor = units[unit] else {
            throw error("time_unit \(member.text.map { "'\(legible($0))' " } ?? "")is none of ns, us, ms and s")
        }
        return time * factor
    }
}
