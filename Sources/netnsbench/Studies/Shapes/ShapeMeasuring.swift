import BenchmarkResults
import CPlatform
import Foundation

/// Runs the parts of the study, one after the other, and keeps their rows.
struct ShapeMeasuring {
    private let plan: ShapePlan
    private let allowDebug: Bool
    private let campaign = Campaign(arguments: CommandLine.arguments)
    private let writer: CSVWriter
    private let path: String

    /// Opens the file before anything is measured.
    init(plan: ShapePlan, path: String?, force: Bool, allowDebug: Bool) throws {
        self.plan = plan
        self.allowDebug = allowDebug
        self.path = path ?? "\(ResultsFolder.prefix)\(campaign.host)-shapes-\(campaign.stamp).csv"
        do {
            writer = try CSVWriter(path: self.path, force: force)
        } catch {
            throw ProgramFailure.failed("\(error)")
        }
    }

    /// The rows of a file that an earlier study kept, by part.
    static func parts(of rows: [ResultRow], _ plan: ShapePlan) throws -> [ShapeRows.Part: [ResultRow]] {
        let names = plan.parts.map(\.name)
        let parts = Dictionary(grouping: rows) { row in
            let campaign = row.text("campaign") ?? ""
            return names.first { campaign.hasSuffix("-" + $0) } ?? ""
        }
        guard names.contains(where: { parts[$0] != nil }) else {
            throw ProgramFailure.failed("the file has no rows of a study of shapes")
        }
        return parts
    }

    /// Everything, and what was wrong with it.
    func measured() throws -> (rows: ShapeRows, complaints: [String]) {
        var parts: [ShapeRows.Part: [ResultRow]] = [:]
        var complaints: [String] = []
        let all = plan.parts
        for (index, part) in all.enumerated() {
            writeToStandardError("part \(index + 1) of \(all.count), \(part.name)\n")
            let (rows, complaint) = try measure(part)
            parts[part.name] = rows
            if let complaint { complaints.append(complaint) }
        }
        try keep { try writer.close() }
        writeToStandardError("all rows are in \(path)\n")
        return (ShapeRows(parts), complaints)
    }

    /// One `run` of this very program, its rows under the name of the part.
    private func measure(_ part: ShapePlan.Part) throws -> ([ResultRow], String?) {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("netnsbench-\(UUID().uuidString).csv")
        defer { try? FileManager.default.removeItem(at: file) }
        let debug = allowDebug ? ["--allow-debug"] : []
        let child = try MeasuredChild("/proc/self/exe", ["run"] + part.options + debug + ["-o", file.path])
        let read = try? CSVReader.read(path: file.path, droppingHalfARow: true).rows
        let rows = (read ?? []).map { named($0, part.name) }
        for row in rows { try keep { try writer.write(row) } }
        let signal = platform_caught_signal()
        if signal != 0 { throw interruption(by: signal) }
        guard child.status == ExitStatus.done.rawValue || !rows.isEmpty else {
            throw ProgramFailure.failed("part \(part.name) of the study ended with \(child.status)")
        }
        return (rows, child.status == 0 ? nil : "part \(part.name): run ended with \(child.status)")
    }

    private func named(_ row: ResultRow, _ part: ShapeRows.Part) -> ResultRow {
        var row = row
        row["campaign"] = .text("\(campaign.name)-\(part)")
        return row
    }

    private func keep(_ body: () throws -> Void) throws {
        do {
            try body()
        } catch {
            throw ProgramFailure.failed("\(error)")
        }
    }
}
