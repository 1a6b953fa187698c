import BenchmarkResults
import Comparing

/// Latency by percentile, as HdrHistogram plots it: the further to the right, the rarer.
struct LatencySection {
    let scaling: ScalingSections
    private var rows: ReportRows { scaling.rows }

    /// The share of operations that are slower than each percentile is 1 in so many.
    private static let percentiles: [(suffix: String, oneIn: Double)] = [
        ("p50", 2), ("p90", 10), ("p99", 100), ("p99_9", 1000),
    ]

    /// The section; nil where no latency was sampled.
    var section: ReportSection? {
        let kinds = ["service", "response"].compactMap { kind -> [ReportSection.Illustration]? in
            let drawn = illustrations(kind)
            return drawn.isEmpty ? nil : drawn
        }
        let table = rowsOfTable
        guard !table.isEmpty else { return nil }
        return ReportSection(
            id: "latency", title: "Latency by percentile",
            text: [
                "How long one operation took, against how rare that is: at 100, one in a hundred took longer. Service times are of a "
                    + "closed loop and begin when the operation does; response times are of a fixed rate and begin when it should have. "
                    + "A percentile is there only with ten operations beyond it. Drawn is, of each scenario, the setting with most threads."
            ], illustrations: kinds.flatMap { $0 },
            table: TextGrid(
                titles: [
                    "case", "variant", "time", "p50 ns", "p90 ns", "p99 ns", "p99.9 ns", "longest ns", "n", "rows",
                ],
                numeric: [3, 4, 5, 6, 7, 8], rows: table))
    }

    private func illustrations(_ kind: String) -> [ReportSection.Illustration] {
        let figures = Self.percentiles.map { percentile in
            (percentile.oneIn, CaseFigure.all(rows.rows) { $0.number("\(kind)_\(percentile.suffix)_ns") })
        }
        let points = figures.flatMap { oneIn, figures in figures.map { (oneIn, $0) } }
        let scenarios = Dictionary(grouping: points) { _, figure in
            [figure.key[column: "scenario"] ?? "", figure.key[column: "shape"] ?? ""]
        }
        return scenarios.keys.sorted { $0.joined() < $1.joined() }.compactMap { scenario in
            let groups = Dictionary(grouping: scenarios[scenario] ?? []) {
                $0.1.key.without(FileParts.ignored("variant"))
            }
            guard scenario[0] != "empty",
                let key = groups.keys.max(by: { busyness($0, groups) < busyness($1, groups) }),
                let chosen = groups[key]
            else { return nil }
            let lines = Dictionary(grouping: chosen) { FileParts.variantLabel($0.1.example) }.map { label, points in
                ChartData.Line(
                    label: legible(label), variant: points.first?.1.example.text("variant") ?? "",
                    points: points.map { (x: $0.0, figure: $0.1) }.sorted { $0.x < $1.x })
            }.sorted { $0.label < $1.label }
            guard lines.contains(where: { $0.points.count > 1 }) else { return nil }
            return scaling.illustration(
                "latency-\(kind)-"
                    + scenario.filter { !$0.isEmpty }.joined(separator: "-").filter {
                        $0.isLetter || $0 == "_" || $0 == "-"
                    },
                "Latency by percentile", ChartData.Group(key: key, lines: lines), x: "one in so many is slower",
                y: "\(kind) time, ns")
        }
    }

    /// Threads, then how much there is to see, then the key, so that the choice is always the same.
    private func busyness(_ key: CaseKey, _ groups: [CaseKey: [(Double, CaseFigure)]]) -> (Int, Int, String) {
        (Int(FileParts.value(of: key, FileParts.threads)) ?? 0, groups[key]?.count ?? 0, key.description)
    }

    private var rowsOfTable: [[String]] {
        ["service", "response"].flatMap { kind -> [[String]] in
            let columns = Self.percentiles.map { "\(kind)_\($0.suffix)_ns" } + ["\(kind)_max_ns"]
            let figures = columns.map { column in
                Dictionary(uniqueKeysWithValues: CaseFigure.all(rows.rows) { $0.number(column) }.map { ($0.key, $0) })
            }
            return (figures.first ?? [:]).values.sorted { $0.key < $1.key }.map { median in
                [
                    median.key.without(FileParts.ignored("variant")).description,
                    legible(FileParts.variantLabel(median.example)), kind,
                ] + figures.map { $0[median.key]?.text ?? "" } + ["\(median.values.count)", rows.ids(median.places)]
            }
        }
    }
}
