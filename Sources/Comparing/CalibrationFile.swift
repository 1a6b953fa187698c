import BenchmarkResults

/// The small file that keeps what campaigns of one program differ by: one line per case and calibration.
public enum CalibrationFile {
    /// The columns, in order.
    static let header = [
        "schema", "case", "metric", "cpu", "cpus_allowed", "campaigns", "processes", "center_sd", "campaign_sd",
        "process_sd", "block_sd", "commit", "calibration",
    ]

    /// Reads the file.
    ///
    /// - Throws: `ResultsError` with file, line and column of the first thing that is wrong.
    public static func read(path: String) throws(ResultsError) -> [CalibrationEntry] {
        let table = try CSVTable.read(path: path)
        guard table.header == header else {
            throw ResultsError(path, line: 1, "not a calibration: its columns must be \(header.joined(separator: ","))")
        }
        var entries: [CalibrationEntry] = []
        for record in table.records {
            func number(_ column: String) throws(ResultsError) -> Double {
                let text = record[column]
                guard let number = Double(text), number.isFinite, number >= 0 else {
                    throw ResultsError(
                        path, line: record.line, column: column, "'\(text)' is not a number of 0 or more")
                }
                return number
            }
            guard record["schema"] == "1" else {
                throw ResultsError(
                    path, line: record.line, column: "schema", "version \(record["schema"]); this program reads 1")
            }
            let campaigns = try number("campaigns")
            guard campaigns >= 2 else {
                throw ResultsError(
                    path, line: record.line, column: "campaigns", "a spread needs two campaigns at least")
            }
            entries.append(
                CalibrationEntry(
                    name: record["case"], metric: record["metric"], cpu: record["cpu"],
                    cpusAllowed: record["cpus_allowed"],
                    spread: CampaignSpread(
                        deviation: try number("center_sd"), degrees: Int(campaigns) - 1,
                        processes: Int(try number("processes")))))
        }
        return entries
    }

    /// The header, with its line end.
    public static let headerLine = CSVTable.line(header)

    /// One line of the file, with its line end.
    ///
    /// - Parameters:
    ///   - commit: of the program that was measured.
    ///   - calibration: what this calibration is called.
    public static func line(_ line: CalibrationStudy.Line, commit: String, calibration: String) -> String {
        func deviation(_ variance: Double?) -> String { variance.map { "\($0.squareRoot())" } ?? "" }
        let entry = line.entry
        return CSVTable.line([
            "1", entry.name, entry.metric, entry.cpu, entry.cpusAllowed, "\(line.campaigns)",
            "\(entry.spread.processes)", "\(entry.spread.deviation)", deviation(line.components.campaign),
            deviation(line.components.process), deviation(line.components.block), commit, calibration,
        ])
    }
}
