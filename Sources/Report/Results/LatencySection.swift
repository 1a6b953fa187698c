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
                    + "A percentile is there only with ten operations beyond it, in every window of the case. "
                    + "Drawn is, of each scenario, the setting with most threads."
            ], illustrations: kinds.flatMap { $0 },
            table: TextGrid(
                titles: [
                    "case", "variant", "time", "p50 ns", "p90 ns", "p99 ns", "p99.9 ns", "longest ns", "n", "rows",
                ],
                numeric: [3, 4, 5, 6, 7, 8], rows: table))
    }

    /// The figures of each column by case, those only that all of the case's windows have.
    ///
    /// A window that was long enough for a percentile is one of the slow or of the fast ones: their median is of other windows.
    private func figures(_ columns: [String]) -> [[CaseKey: CaseFigure]] {
        let all = columns.map { column in
            Dictionary(uniqueKeysWithValues: CaseFigure.all(rows.rows) { $0.number(column) }.map { ($0.key, $0) })
        }
        return all.map { figures in
            figures.filter { key, figure in all.allSatisfy { ($0[key]?.places.count ?? 0) <= figure.places.count } }
        }
    }

    private func columns(_ kind: String) -> [String] { Self.percentiles.map { "\(kind)_\($0.suffix)_ns" } }

    private func illustrations(_ kind: String) -> [ReportSection.Illustration] {
        let figures = zip(Self.percentiles, figures(columns(kind) + ["\(kind)_max_ns"])).map { percentile, figures in
            (percentile.oneIn, figures.values.sorted { $0.key < $1.key })
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
            let figures = figures(columns(kind) + ["\(kind)_max_ns"])
            return Set(figures.flatMap(\.keys)).sorted().compactMap { key in
                guard let any = figures.lazy.compactMap({ $0[key] }).first else { return nil }
                return [
                    key.without(FileParts.ignored("variant")).description, legible(FileParts.variantLabel(any.example)),
                    kind,
                ] + figures.map { $0[key]?.text ?? "" } + ["\(any.values.count)", rows.ids(any.places)]
            }
        }
    }
}
