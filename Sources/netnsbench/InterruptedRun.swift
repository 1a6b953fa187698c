import BenchmarkEngine
import BenchmarkResults

/// A run that was interrupted, as its file has it.
struct InterruptedRun {
    /// Its rows.
    let rows: [ResultRow]
    /// Its name.
    let campaign: String
    /// Its command line.
    let argv: String
    /// The options of that command line.
    let words: [String]
    /// Executions it had.
    let processes: Int
    /// Its seed.
    let seed: UInt64
    private let path: String
    private let counts: [Place: Int]

    private struct Place: Hashable {
        let name: String
        let block: Int
    }

    /// Reads the file, half a row at its end apart.
    init(path: String) throws {
        self.path = path
        try refuseUnlessFile(path, "continued")
        do {
            guard try CSVReader.hasCurrentHeader(path: path) else {
                throw ProgramFailure.failed(
                    "\(path): its columns are not those of this version, in their order: rows cannot be added to it")
            }
            rows = try CSVReader.read(path: path, droppingHalfARow: true).rows
        } catch let failure as ProgramFailure {
            throw failure
        } catch {
            throw ProgramFailure.failed("\(error)")
        }
        let campaigns = Set(rows.map { $0.text("campaign") ?? "" })
        guard campaigns.count == 1, let campaign = campaigns.first, !campaign.isEmpty else {
            throw ProgramFailure.failed(
                "\(path): \(campaigns.count) campaigns: only the file of one run can be resumed")
        }
        self.campaign = campaign
        guard let argv = rows.first?.text("argv"), let words = ShellWords.split(argv), words.count > 1,
            words[1] == "run"
        else { throw ProgramFailure.failed("\(path): the column argv does not hold the command line of a run") }
        self.argv = argv
        self.words = Array(words.dropFirst(2))
        processes = rows.compactMap { $0.integer("process") }.map(Int.init(_:)).max() ?? 0
        // Process b of a run has the run's seed plus b - 1, and an only process has the run's seed.
        let first = rows.first { $0.integer("seed") != nil && $0.integer("block") == 1 }
        guard let seed = first?.integer("seed") else {
            throw ProgramFailure.failed("\(path): no row of block 1 has a seed: nothing can be resumed")
        }
        self.seed = UInt64(bitPattern: seed)
        var counts: [Place: Int] = [:]
        for row in rows {
            // Neither a case that was left out nor one that hung is tried again.
            let isFinal = ["skipped", "timeout"].contains(row.text("status") ?? "")
            let place = Place(name: row.caseKey.benchmarkName, block: isFinal ? 0 : Int(row.integer("block") ?? 0))
            counts[place, default: 0] += 1
        }
        self.counts = counts
    }

    /// Windows that were measured.
    var measuredRows: Int { rows.count { $0.text("status") != "skipped" } }

    /// Whether the case has its windows of that block.
    func has(_ name: String, block: Int, repetitions: Int) -> Bool {
        counts[Place(name: name, block: block), default: 0] >= repetitions
            || counts[Place(name: name, block: 0)] != nil
    }

    /// The options as they were parsed then.
    ///
    /// - Throws: `ProgramFailure` where they cannot be, or where this is another build or machine: a campaign has one of each.
    func command() throws -> RunCommand {
        let command: RunCommand
        do {
            command = try RunCommand.parse(words)
        } catch {
            throw ProgramFailure.failed("\(path): the command line of that run is not understood: \(argv)")
        }
        let now = EnvironmentProbe.contextCells().merging(Campaign(arguments: ["netnsbench"]).source) { $1 }
        for column in ["build_id", "kernel", "cpu", "cpus_allowed", "libbenchmark", "liburcu"] {
            guard case .text(let today)? = now[column] else { continue }
            let then = rows.first?.text(column) ?? "unknown"
            if then == today { continue }
            throw ProgramFailure.failed(
                "\(path): that run had \(column) '\(then)', and this is '\(today)': one campaign has one of them; run anew"
            )
        }
        return command
    }
}
