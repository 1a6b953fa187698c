import BenchmarkResults

/// The small file that keeps what campaigns of one program differ by: one line per case and calibration.
public enum CalibrationFile {
    /// The columns, in order.
    static let header =
        ["schema"] + CalibratedCase.columns + [
            "campaigns", "processes", "center_sd", "campaign_sd", "process_sd", "block_sd", "commit", "calibration",
        ]

    /// The header, with its line end.
    public static let headerLine = CSVTable.line(header)

    /// Reads the file; one of a header alone has no entries.
    ///
    /// - Throws: `ResultsError` with file, line and column of the first thing that is wrong.
    public static func read(path: String) throws(ResultsError) -> [CalibrationEntry] {
        let table = try CSVTable.read(path: path)
        guard table.header == header else {
            throw ResultsError(path, line: 1, "not a calibration: its columns must be \(header.joined(separator: ","))")
        }
        var entries: [CalibrationEntry] = []
        for record in table.records {
            guard record["schema"] == "1" else {
                throw ResultsError(
                    path, line: record.line, column: "schema",
                    "version '\(legible(record["schema"]))'; this program reads 1")
            }
            let deviation = Double(record["center_sd"]) ?? .nan
            guard deviation.isFinite, deviation >= 0 else {
                throw ResultsError(
                    path, line: record.line, column: "center_sd",
                    "'\(legible(record["center_sd"]))' is no standard deviation")
            }
            let spread = CampaignSpread(
                deviation: deviation, degrees: try count(record, "campaigns", from: 2, path) - 1,
                processes: try count(record, "processes", from: 1, path))
            entries.append(
                CalibrationEntry(
                    CalibratedCase(values: CalibratedCase.columns.map { record[$0] }), spread: spread,
                    calibration: record["calibration"]))
        }
        return entries
    }

    private static func count(
        _ record: CSVTable.Record, _ column: String, from least: Int, _ path: String
    ) throws(ResultsError) -> Int {
        guard let count = Int(record[column]), (least...1_000_000).contains(count) else {
            throw ResultsError(
                path, line: record.line, column: column,
                "'\(legible(record[column]))' is not a number from \(least) to 1000000")
        }
        return count
    }

    /// One line of the file, with its line end.
    ///
    /// - Parameter commit: of the program that was measured.
    public static func line(_ line: CalibrationStudy.Line, commit: String) -> String {
        func deviation(_ variance: Double?) -> String { variance.map { "\($0.squareRoot())" } ?? "" }
        let entry = line.entry
        return CSVTable.line(
            ["1"] + entry.measured.values + [
                "\(line.campaigns)", "\(entry.spread.processes)", "\(entry.spread.deviation)",
                deviation(line.components.campaign), deviation(line.components.process),
                deviation(line.components.block), commit, entry.calibration,
            ])
    }
}
