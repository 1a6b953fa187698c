import BenchmarkResults
import Statistics

/// Plain sentences on which rules won where, by how much and how sure.
///
/// For each scenario and shape: how often each variant was the fastest of its case, and, in the case where it won by most,
/// the paired ratio to the next one. The floor `unlocked` competes with nobody; rows that are not valid never win.
public func winners(rows: [ResultRow]) -> [String] {
    let competing = rows.filter {
        $0.flag("valid") == true && $0.text("variant") != "unlocked" && $0.number("ns_per_op") != nil
    }
    let groups = Dictionary(grouping: competing) { row in
        [row.text("scenario"), row.text("shape")].compactMap { $0 }.joined(separator: "/")
    }
    return groups.keys.sorted().compactMap { sentence($0, groups[$0] ?? []) }
}

private struct Win {
    let winner: String
    let next: VariantRatio
    let runnerUp: String
}

private func sentence(_ group: String, _ rows: [ResultRow]) -> String? {
    let cases = Dictionary(grouping: rows) { $0.caseKey.without(variantColumns) }
    let wins = cases.values.compactMap(win)
    guard !wins.isEmpty else { return nil }
    let counts = Dictionary(grouping: wins, by: \.winner).mapValues(\.count)
    let tally = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.key) in \($0.value)" }
    let clear = wins.filter { ($0.next.interval?.lower ?? 0) > 1 }
    var text = "\(group): fastest were \(tally.joined(separator: ", ")) of \(wins.count) cases; "
    text +=
        clear.isEmpty ? "no lead is clear of the next variant" : "\(clear.count) leads are clear of the next variant"
    if let best = clear.max(by: { ($0.next.interval?.lower ?? 0) < ($1.next.interval?.lower ?? 0) }) {
        text += ", the widest in \(best.next.key.description): \(best.winner) before \(best.runnerUp), which took "
        text += "\(ratioFigure(best.next.ratio)) times as long \(bounds(best.next))"
    } else if let n = wins.first?.next.pairs, n < 6 {
        text += " (\(n) pairs: no interval at 95 %; run at least 6 repetitions)"
    }
    return text + "."
}

private func bounds(_ ratio: VariantRatio) -> String {
    guard let interval = ratio.interval else { return "" }
    return "[\(ratioFigure(interval.lower)), \(ratioFigure(interval.upper))] "
        + "(\(percentFigure(interval.level)) interval, \(ratio.pairs) pairs of one process)"
}

private func win(_ rows: [ResultRow]) -> Win? {
    let medians = Dictionary(grouping: rows, by: VariantComparison.label)
        .compactMapValues { median($0.compactMap { $0.number("ns_per_op") }) }
        .sorted { ($0.value, $0.key) < ($1.value, $1.key) }
    guard medians.count > 1 else { return nil }
    let comparison = VariantComparison(rows: rows, baseline: medians[0].key)
    guard let next = comparison.ratios.first(where: { $0.variant == medians[1].key }), next.ratio != nil else {
        return nil
    }
    return Win(winner: medians[0].key, next: next, runnerUp: medians[1].key)
}
