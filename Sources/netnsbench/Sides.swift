import BenchmarkResults
import Comparing
import Glibc

/// The files of a comparison, read and checked.
struct Sides {
    /// The sides, the baseline first.
    let all: [Side]

    /// Reads `FILE` or `LABEL=FILE` each.
    ///
    /// - Parameter filter: must match a case of one of them at least.
    init(_ files: [String], filter: String?) throws {
        let usual = files.count == 2 ? ["old", "new"] : files.map { Self.name(of: $0) }
        let named = files.enumerated().map { Self.labelled($1, usual[$0]) }
        if let twice = Dictionary(grouping: named, by: \.label).first(where: { $0.value.count > 1 }) {
            throw ProgramFailure.usage("two files are called '\(twice.key)': name them, as in old=a.csv new=b.csv.")
        }
        let read = try named.map { Side(label: $0.label, path: $0.path, rows: try readRows($0.path, filter: nil)) }
        guard filter != nil else {
            all = read
            return
        }
        let paths = read.map(\.path).joined(separator: ", ")
        let keys = Set(try filtered(read.flatMap(\.rows), filter, of: paths).map(\.caseKey))
        all = read.map { side in
            Side(
                label: side.label, path: side.path, rows: side.rows.filter { keys.contains($0.caseKey) },
                floorRows: side.rows.filter(Floor.isFloor))
        }
    }

    /// What a file is called that nobody has named.
    static func name(of path: String) -> String {
        let file = path.split(separator: "/").last.map(String.init) ?? path
        return file.hasSuffix(".csv") ? String(file.dropLast(4)) : file
    }

    private static func labelled(_ argument: String, _ usual: String) -> (label: String, path: String) {
        guard let mark = argument.firstIndex(of: "="), access(argument, F_OK) != 0 else { return (usual, argument) }
        let label = argument[..<mark]
        guard !label.isEmpty, !label.contains("/") else { return (usual, argument) }
        return (String(label), String(argument[argument.index(after: mark)...]))
    }

    /// Where threads were placed keeps cases apart within a file; between files it is a difference of the environment.
    var placementToIgnore: Set<String> {
        let placements = all.map { $0.values("pin") }
        return placements.allSatisfy { $0.count == 1 } && Set(placements).count > 1 ? ["pin"] : []
    }

    /// Whether a side is of another campaign than the baseline, so that it is not paired with it.
    var hasSeveralCampaigns: Bool {
        all.dropFirst().contains { $0.campaigns.isDisjoint(with: all[0].campaigns) }
    }

    /// Refuses rows that stand on two sides, and files that have no case in common.
    func refuseWhatCannotBeCompared(_ options: ComparisonOptions) throws {
        for (index, side) in all.enumerated() {
            for other in all.dropFirst(index + 1) { try refuseSharedRows(side, other) }
        }
        let baseline = all[0]
        for side in all.dropFirst() {
            func keys(_ side: Side, _ more: Set<String> = []) -> Set<CaseKey> {
                Set(Set(side.rows.map(\.caseKey)).map { $0.without(options.ignored.union(more)) })
            }
            guard keys(baseline).isDisjoint(with: keys(side)) else { continue }
            let columns = Schema.columns.filter { $0.role == .key }.map(\.name)
            let only = columns.first { !keys(baseline, [$0]).isDisjoint(with: keys(side, [$0])) }
            let advice = only.map { column in
                "; they differ in \(column) (\(values(baseline, column)) | \(values(side, column))): "
                    + "--ignore \(column) sets them against each other"
            }
            throw ProgramFailure.failed(
                "\(baseline.path) and \(side.path) have no case in common"
                    + (advice ?? ": \(values(baseline, "scenario")) | \(values(side, "scenario"))"))
        }
    }

    private func refuseSharedRows(_ a: Side, _ b: Side) throws {
        let shared = sharedRows(a, b)
        if shared > 0 && shared == min(a.rows.count, b.rows.count) {
            throw ProgramFailure.usage(
                "\(a.path) and \(b.path) hold the same rows: a comparison of a run with itself says nothing.")
        }
        if shared > 0 {
            throw ProgramFailure.failed(
                "\(shared) rows stand in \(a.path) and in \(b.path): a row can be on one side only")
        }
    }

    private func values(_ side: Side, _ column: String) -> String {
        let values = side.values(column)
        return values.isEmpty ? "none" : values.joined(separator: ",")
    }

    private struct Identity: Hashable {
        let campaign: String
        let process: Int64
        let block: Int64
        let repetition: Int64
        let key: CaseKey

        init(_ row: ResultRow) {
            campaign = row.text("campaign") ?? ""
            process = row.integer("process") ?? 0
            block = row.integer("block") ?? 0
            repetition = row.integer("repetition") ?? 0
            key = row.caseKey
        }
    }

    private func sharedRows(_ a: Side, _ b: Side) -> Int {
        guard !a.campaigns.isDisjoint(with: b.campaigns) else { return 0 }
        return Set(a.rows.map(Identity.init)).intersection(b.rows.map(Identity.init)).count
    }
}
