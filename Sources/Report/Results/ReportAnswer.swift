import BenchmarkResults
import Comparing
import Glibc
import Statistics

/// The question of a report and its answer in three sentences, computed from the data.
struct ReportAnswer {
    let question: String
    let sentences: [String]

    /// Of one campaign: which variant takes least, which most, and how far that is to be believed.
    init(_ heatMap: HeatMap) {
        question = "Which locking rules take the least time, where, and by how much?"
        let cells = heatMap.cells.filter {
            $0.key != heatMap.baseline && $0.key != "unlocked" && !isNegativeControl($0.key)
        }
        .flatMap { variant, scenarios in scenarios.map { (variant: variant, scenario: $0.key, cell: $0.value) } }
        .sorted { ($0.scenario, $0.variant) < ($1.scenario, $1.variant) }
        sentences = [
            Self.leaders(heatMap), Self.extremes(cells, heatMap.baseline), Self.evidence(cells.map(\.cell)),
        ]
    }

    /// Where no row is valid: why.
    init(reasons: [String], rows: Int) {
        question = "How long does it take?"
        sentences = [
            "None of \(rows) rows is valid, so there is no figure.",
            reasons.isEmpty ? "The file does not say why." : "They say: \(reasons.prefix(3).joined(separator: "; "))",
            "Measure again, or ask `netnsbench show` for what there is.",
        ]
    }

    /// Of several files: what changed.
    init(_ comparison: Comparison) {
        let names = comparison.contenders.map { $0.label }.joined(separator: ", ")
        question = "What changed from \(legible(comparison.baseline.label)) to \(legible(names))?"
        let judged = comparison.cases.filter { !$0.isReference }
        let words = judged.map { $0.text(comparison.words) }
        let counts = Dictionary(grouping: words) { $0 }.mapValues(\.count).sorted {
            ($1.value, $0.key) < ($0.value, $1.key)
        }
        let tally = counts.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
        let means = comparison.contenders.indices.compactMap { index -> String? in
            comparison.geometricMeanRatio(of: index).map {
                "\(legible(comparison.contenders[index].label)) takes \(ratioFigure($0.ratio)) times as much as "
                    + "\(legible(comparison.baseline.label)) (\(comparison.options.metric.name), geometric mean over \($0.cases) cases, a point without an interval)"
            }
        }
        let surest = judged.filter { $0.ratio != nil && $0.interval != nil }.min {
            Self.strength($0) < Self.strength($1)
        }
        sentences = [
            "Of \(judged.count) cases: \(tally).",
            means.isEmpty ? "No case has a ratio." : means.joined(separator: "; ") + ".",
            surest.map {
                "The strongest evidence is that of \($0.key.description): \(ratioFigure($0.ratio)) times \(bounds($0.interval)), "
                    + "\($0.text(comparison.words))."
            } ?? "No case has an interval: there are too few replicates.",
        ]
    }

    /// Nothing to set against each other.
    init(variants: [String], cases: Int) {
        question = "How long does it take?"
        sentences = [
            "Of \(variants.count == 1 ? "one variant, \(legible(variants[0]))," : "\(variants.count) variants") there \(cases == 1 ? "is one case" : "are \(cases) cases").",
            "Nothing is set against each other: no two variants have a case in common that was measured in the same block by the same "
                + "estimator.",
            "The figures below stand for themselves, each with its interval and the rows behind it.",
        ]
    }

    /// The smaller, the stronger: p, then how far the ratio is from 1.
    static func strength(_ item: CaseComparison) -> (Double, Double) {
        (item.adjustedP ?? item.p ?? 2, -abs(log(item.ratio ?? 1)))
    }

    /// Who takes least where, and whether that is clear of the next.
    private static func leaders(_ map: HeatMap) -> String {
        var clear: [String] = []
        var open: [String] = []
        var alone: [String] = []
        for leader in map.leaders {
            guard let next = leader.next else {
                alone.append("\(legible(leader.variant)) in \(leader.scenario)")
                continue
            }
            if let interval = next.cell.interval, interval.lower > 1 {
                clear.append(
                    "\(legible(leader.variant)) in \(leader.scenario) (the next, \(legible(next.variant)), takes "
                        + "\(ratioFigure(next.cell.ratio)) times as long \(bounds(interval)))")
            } else {
                open.append("\(leader.scenario) (\(legible(leader.variant)), \(legible(next.variant)))")
            }
        }
        let found =
            !clear.isEmpty
            ? "Shortest is " + clear.joined(separator: "; ")
            : open.isEmpty ? "Nobody is set against a next one" : "Nobody is clear of the next"
        return found + (open.isEmpty ? "" : "; not told apart are the first two in " + open.joined(separator: ", "))
            + (alone.isEmpty ? "" : "; without a next one are " + alone.joined(separator: ", ")) + "."
    }

    private static func extremes(
        _ cells: [(variant: String, scenario: String, cell: HeatMap.Cell)], _ baseline: String
    ) -> String {
        func text(_ entry: (variant: String, scenario: String, cell: HeatMap.Cell)) -> String {
            "\(legible(entry.variant)) in \(entry.scenario), \(ratioFigure(entry.cell.ratio)) times \(bounds(entry.cell.interval))"
        }
        let cells = cells.filter { !HeatMap.isPoll($0.scenario) }
        let faster = cells.filter { $0.cell.standing == .faster }.min { $0.cell.ratio < $1.cell.ratio }
        let slower = cells.filter { $0.cell.standing == .slower }.max { $0.cell.ratio < $1.cell.ratio }
        let base = legible(baseline)
        switch (faster, slower) {
        case (let faster?, let slower?):
            return "Against \(base) the furthest below is \(text(faster)), and the furthest above is \(text(slower))."
        case (let faster?, nil):
            return "Against \(base) the furthest below is \(text(faster)); nothing is clearly above."
        case (nil, let slower?):
            return "Against \(base) the furthest above is \(text(slower)); nothing is clearly below."
        default: return "Against \(base) nothing is clearly above or below."
        }
    }

    private static func evidence(_ cells: [HeatMap.Cell]) -> String {
        let decided = cells.count { [.faster, .slower, .same].contains($0.standing) }
        let replicates = cells.map(\.replicates).min() ?? 0
        let without = cells.count { $0.interval == nil }
        return
            "\(decided) of \(cells.count) of the ratios to the baseline are decided, each by an interval of its own; "
            + (without == 0
                ? "each rests on \(replicates) replicates or more."
                : "\(without) \(without == 1 ? "has" : "have") none, resting on fewer than six replicates (--processes).")
    }
}
