import BenchmarkResults

/// Reads the SUMMARY lines in what liburcu's tests/benchmark printed; other text is skipped.
///
/// Each line is one execution, so each has a process of its own: figures of one case are true replicates.
struct SummaryImport {
    let path: String

    /// What these rows have as their scenario.
    static let scenario = "liburcu_test"

    /// The lines, numbered from 1; bytes that are not UTF-8 are replaced, as the text around may be anything.
    ///
    /// One after the other, as most files are mostly other text.
    static func lines(_ bytes: [UInt8]) -> some Sequence<(number: Int, text: String)> {
        sequence(state: (number: 0, rest: bytes[...])) { state -> (number: Int, text: String)? in
            guard !state.rest.isEmpty else { return nil }
            let line = state.rest.prefix { $0 != UInt8(ascii: "\n") }
            state.rest = state.rest.dropFirst(line.count + 1)
            state.number += 1
            return (state.number, String(decoding: line, as: UTF8.self))
        }
    }

    func read(_ bytes: [UInt8]) throws(BridgeError) -> Import {
        var rows: [ResultRow] = []
        var repetitions: [CaseKey: Int64] = [:]
        var queues = 0
        for (number, text) in Self.lines(bytes) {
            guard let words = SummaryLine.words(of: text) else { continue }
            if SummaryLine.hasNoReaders(words) {
                queues += 1
                continue
            }
            var row: ResultRow
            do {
                row = Self.row(try SummaryLine(words))
            } catch {
                throw BridgeError(path, line: number, error.message)
            }
            repetitions[row.caseKey, default: 0] += 1
            row["repetition"] = .integer(repetitions[row.caseKey] ?? 1)
            row["process"] = .integer(Int64(rows.count) + 1)
            row["order"] = row["process"]
            row["campaign"] = .text(campaignName(path: path, date: nil, content: bytes))
            rows.append(row)
        }
        guard !rows.isEmpty else {
            throw BridgeError(
                path,
                queues > 0 ? "only SUMMARY lines of queues and stacks: they have no readers" : "no SUMMARY line")
        }
        let what = "\(counted(queues, "SUMMARY line")) of queues and stacks, which have no readers"
        let remarks = queues > 0 ? ["left out: \(what)"] : []
        return Import(.urcuSummary, rows: rows, remarks: remarks)
    }

    private static func row(_ line: SummaryLine) -> ResultRow {
        var row = ResultRow()
        row["schema"] = .integer(Int64(Schema.version))
        row["scenario"] = .text(scenario)
        row["shape"] = line.shape.map(CellValue.text)
        row["variant"] = .text(line.variant)
        row["readers"] = .integer(line["nr_readers"])
        row["updaters"] = .integer(line["nr_writers"])
        row["argv"] = .text(line.program)
        let seconds = Double(line["testdur"])
        row["window_s"] = .number(seconds)
        put(&row, role: "reader", threads: line["nr_readers"], operations: line["nr_reads"], seconds)
        put(&row, role: "updater", threads: line["nr_writers"], operations: line["nr_writes"], seconds)
        row["estimator"] = .text("throughput")
        let reads = line["nr_reads"]
        if seconds > 0 && reads > 0 && line["nr_readers"] > 0 {
            row["ns_per_op"] = .number(Double(line["nr_readers"]) * seconds * 1e9 / Double(reads))
            row["window_mean_ns"] = row["ns_per_op"]
        }
        // A run of writers alone has measured what it was asked to.
        let isMeasured = row["ns_per_op"] != nil || (line["nr_readers"] == 0 && line["nr_writes"] > 0 && seconds > 0)
        row["valid"] = .flag(isMeasured)
        row["status"] = .text(isMeasured ? "ok" : "invalid")
        if !isMeasured { row["error"] = .text(seconds > 0 ? "nothing was read" : "testdur is 0") }
        return row
    }

    private static func put(
        _ row: inout ResultRow, role: String, threads: Int64, operations: Int64, _ seconds: Double
    ) {
        guard threads > 0 else { return }
        row["\(role)_ops"] = .integer(operations)
        if seconds > 0 { row["\(role)_ops_per_s"] = .number(Double(operations) / seconds) }
    }
}
