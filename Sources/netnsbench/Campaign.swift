import BenchmarkEngine
import BenchmarkResults
import Foundation
import NetNamespaceBenchmarks

/// What one `run` makes: its name, and the context that the engine cannot know.
struct Campaign {
    /// Unique enough: the start in UTC and the process.
    let name: String
    /// The command line.
    let argv: String
    /// The start, as a file name may contain it.
    let stamp: String
    /// The machine's name, as a file name may contain it.
    let host: String
    /// The build and its libraries, as far as they are known.
    let source: [String: CellValue]

    /// - Parameter arguments: the command line, its first word being the program.
    init(arguments: [String]) {
        argv = ShellWords.join(["netnsbench"] + arguments.dropFirst())
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(identifier: "UTC")
        formatter.dateFormat = "yyyyMMdd'T'HHmmss'Z'"
        stamp = formatter.string(from: Date())
        name = "\(stamp)-\(ProcessInfo.processInfo.processIdentifier)"
        host = ProcessInfo.processInfo.hostName.filter { $0.isLetter || $0.isNumber || $0 == "-" }
        source = Self.sourceOfThisProgram
    }

    /// The build's commit and its libraries, as far as they are known.
    static var sourceOfThisProgram: [String: CellValue] {
        sourceCells().merging(libraryCells()) { first, _ in first }
    }

    /// The engine's row with what it cannot know.
    func completed(_ row: ResultRow) -> ResultRow {
        var row = row
        row["schema"] = .integer(Int64(Schema.version))
        for (column, value) in source { row[column] = value }
        return row
    }

    /// The row of a case that is not measured, with the reason.
    func skippedRow(_ skipped: RunPlan.Skipped, seed: UInt64, pin: Pinning) -> ResultRow {
        var row = ResultRow()
        for (column, value) in skipped.benchmark.cells { row[column] = value }
        for (column, value) in EnvironmentProbe.contextCells() { row[column] = value }
        row["campaign"] = .text(name)
        row["process"] = .integer(1)
        row["block"] = .integer(1)
        row["order"] = .integer(0)
        row["repetition"] = .integer(1)
        row["seed"] = .integer(Int64(bitPattern: seed))
        row["pin"] = .text("\(pin)")
        row["argv"] = .text(argv)
        row["valid"] = .flag(false)
        row["status"] = .text("skipped")
        row["error"] = .text(skipped.reason)
        return completed(row)
    }

    /// The commit of the work tree that holds this program, and whether it was changed since; left out elsewhere.
    ///
    /// What was installed knows by what `make install` kept of it: the work tree around it, if any, is not its own.
    private static func sourceCells() -> [String: CellValue] {
        guard let folder = Bundle.main.executableURL?.resolvingSymlinksInPath().deletingLastPathComponent() else {
            return [:]
        }
        let kept = folder.deletingLastPathComponent().appendingPathComponent("share/netnsbench/version")
        if let text = readSmallFile(kept.path) {
            let buildID = EnvironmentProbe.contextCells()["build_id"]?.text
            return ProgramVersion.source(of: text, buildID: buildID) ?? [:]
        }
        let program = folder.path
        guard
            let commit = output(of: ["git", "-C", program, "rev-parse", "HEAD"]), !commit.isEmpty
        else { return [:] }
        // Results that are measured anew are no change of what measures them.
        let changes = output(of: [
            "git", "-C", program, "status", "--porcelain", "--untracked-files=no", "--", ":/", ":(top,exclude)results",
        ])
        var cells: [String: CellValue] = ["commit": .text(commit)]
        if let changes { cells["dirty"] = .flag(!changes.isEmpty) }
        return cells
    }

    /// liburcu's version as the package manager knows it: 0.13 does not say it itself.
    private static func libraryCells() -> [String: CellValue] {
        guard let version = output(of: ["dpkg-query", "-W", "-f", "${Version}", "liburcu-dev"]), !version.isEmpty else {
            return [:]
        }
        return ["liburcu": .text(version)]
    }

    /// What a command prints; nil where it fails.
    ///
    /// By `popen`, which waits without polling: a campaign starts many processes, and each of them asks.
    private static func output(of words: [String]) -> String? {
        guard let pipe = popen(ShellWords.join(words) + " 2>/dev/null", "r") else { return nil }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = fread(&buffer, 1, buffer.count, pipe)
            if count == 0 { break }
            bytes += buffer.prefix(count)
        }
        guard pclose(pipe) == 0 else { return nil }
        return String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
