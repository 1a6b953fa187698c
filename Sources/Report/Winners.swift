import BenchmarkResults
import Comparing
import Statistics

/// Plain sentences on which rules won where, by how much and how sure.
///
/// For each scenario and shape: how often each variant was the fastest of its case, and, in the case where it won by most,
/// the paired ratio to the next one. The floor `unlocked` competes with nobody; rows that are not valid never win.
public func winners(rows: [ResultRow]) -> [String] {
    let competing = rows.filter {
        $0.flag("valid") == true && $0.text("variant") != "unlocked" && !isNegativeControl($0.text("variant") ?? "")
            && $0.number("ns_per_op") != nil
    }
    let groups = Dictionary(grouping: competing) { row in
        [row.text("scenario"), row.text("shape")].compactMap { $0 }.joined(separator: "/")
    }
    return groups.keys.sorted().compactMap { sentence($0, groups[$0] ?? []) }
}

private struct Win {
    let winner: String
    let key: CaseKey
    let next: CaseComparison
    let processes: Int
    let runnerUp: String
}

private func sentence(_ group: String, _ rows: [ResultRow]) -> String? {
    let cases = Dictionary(grouping: rows) { $0.caseKey.without(FileParts.ignored("variant")) }
    let wins = cases.values.compactMap(win)
    guard !wins.isEmpty else { return nil }
    let counts = Dictionary(grouping: wins, by: \.winner).mapValues(\.count)
    let tally = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.key) in \($0.value)" }
    // Each lead by its own interval: these sentences describe, and judge nothing.
    let clear = wins.filter { ($0.next.interval?.lower ?? 0) > 1 }
    var text = "\(group): fastest were \(tally.joined(separator: ", ")) of \(wins.count) cases; "
    text +=
        clear.isEmpty
        ? "no lead is clear of the next variant"
        : "\(clear.count) leads are clear of the next variant, each by an interval of its own (not adjusted)"
    if let best = clear.max(by: { ($0.next.interval?.lower ?? 0) < ($1.next.interval?.lower ?? 0) }) {
        text += ", the widest in \(best.key.description): \(best.winner) before \(best.runnerUp), which took "
        text += "\(ratioFigure(best.next.ratio)) times as long \(evidence(best))"
    } else if let n = wins.first?.next.units.new, n < 6 {
        text += " (\(n) pairs: no interval at 95 %; run at least 6 processes)"
    }
    return text + "."
}

private func evidence(_ win: Win) -> String {
    guard let interval = win.next.interval else { return "" }
    let pairs = "\(win.next.units.new) pairs of \(win.processes == 1 ? "one process" : "\(win.processes) processes")"
    return "\(bounds(interval)) (\(percentFigure(interval.level)) interval, \(pairs))"
}

private func win(_ rows: [ResultRow]) -> Win? {
    guard let metric = Schema.column("ns_per_op"), let key = rows.first?.caseKey.without(FileParts.ignored("variant"))
    else { return nil }
    let parts = FileParts(rows: rows, by: "variant")
    let medians = parts.sides.compactMap { side in
        median(side.rows.compactMap { $0.number(metric.name) }).map { (label: side.label, time: $0) }
    }.sorted { ($0.time, $0.label) < ($1.time, $1.label) }
    guard medians.count > 1,
        let comparison = parts.comparison(baseline: medians[0].label, options: ComparisonOptions(metric: metric)),
        let place = comparison.contenders.firstIndex(where: { $0.label == medians[1].label }),
        let next = comparison.cases(of: place).first, next.ratio != nil
    else { return nil }
    let processes = min(comparison.baseline.processes, comparison.contenders[place].processes)
    return Win(winner: medians[0].label, key: key, next: next, processes: processes, runnerUp: medians[1].label)
}
