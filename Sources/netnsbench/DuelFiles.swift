import BenchmarkResults
import Comparing
import Glibc

/// The two files of a duel, opened before anything is measured.
final class DuelFiles {
    private let paths: [String]
    private let writers: [CSVWriter]
    private var rows: [[ResultRow]] = [[], []]

    /// Opens both; refuses files that exist, unless forced, and leaves nothing behind where one is refused.
    init(prefix: String?, campaign: Campaign, force: Bool) throws {
        let prefix = prefix ?? "\(ResultsFolder.prefix)\(campaign.host)-duel-\(campaign.stamp)"
        paths = ["\(prefix)-old.csv", "\(prefix)-new.csv"]
        if !force, let present = paths.first(where: { access($0, F_OK) == 0 }) {
            throw ProgramFailure.failed("\(present): the file exists; choose another name, or replace it with --force")
        }
        do {
            let old = try CSVWriter(path: paths[0], force: force)
            writers = [old, try CSVWriter(path: paths[1], force: force)]
        } catch {
            throw ProgramFailure.failed("\(error)")
        }
    }

    /// Writes one row of a side.
    func write(_ row: ResultRow, isNew: Bool) throws {
        try writers[isNew ? 1 : 0].write(row)
        rows[isNew ? 1 : 0].append(row)
    }

    /// Closes both and says where the rows are.
    func finish(isQuiet: Bool) throws {
        for writer in writers { try writer.close() }
        guard !isQuiet else { return }
        writeToStandardError("\(rows[0].count) rows in \(paths[0]), \(rows[1].count) in \(paths[1])\n")
    }

    /// The sides as `compare` would read them.
    var sides: [Side] {
        [Side(label: "old", path: paths[0], rows: rows[0]), Side(label: "new", path: paths[1], rows: rows[1])]
    }

    /// Whether nothing was asked for but what every campaign measures anyway.
    var hasReferencesOnly: Bool { rows.joined().allSatisfy(Floor.isReference) }

    /// What the two say of each other.
    func comparison(_ options: ComparisonOptions) -> Comparison {
        var options = options
        options.ignored.formUnion(ignored)
        return Comparison(baseline: sides[0], contenders: [sides[1]], options: options)
    }

    /// Says what `compare` has to be told to set them against each other.
    func sayHowSidesDiffer() {
        guard !ignored.isEmpty else { return }
        writeToStandardError(
            "the sides differ in \(ignored.sorted().joined(separator: ", ")): compare the files with --ignore "
                + "\(ignored.sorted().joined(separator: ","))\n")
    }

    /// The key columns in which the sides were told to differ, one value against another.
    private var ignored: Set<String> {
        func values(_ rows: [ResultRow], _ column: String) -> Set<String> {
            Set(rows.filter { !Floor.isReference($0) }.map { $0[column]?.text ?? "" })
        }
        let columns = Schema.columns.filter { $0.role == .key }.map(\.name)
        return Set(
            columns.filter { column in
                let (old, new) = (values(rows[0], column), values(rows[1], column))
                return old.count == 1 && new.count == 1 && old != new
            })
    }
}
