import BenchmarkResults
import Comparing

/// What the rules cost, whatever the machine: namespaces inspected, restarts, foreign handlers, backlog.
struct RulesSection {
    let scaling: ScalingSections
    private var rows: ReportRows { scaling.rows }

    private static let figures: [(title: String, value: @Sendable (ResultRow) -> Double?)] = [
        ("inspected per unlock", { $0.number("inspected_per_op") }),
        ("restarts per unlock", { $0.number("restarts_per_op") }),
        ("most restarts", { $0.number("restarts_max") }),
        (
            "handled by others",
            { row in
                guard let handled = row.number("handled"), handled > 0, let foreign = row.number("handled_foreign")
                else { return nil }
                return foreign / handled
            }
        ), ("most stranded", { $0.number("stranded") }), ("most backlog", { $0.number("backlog_max") }),
        ("grace period, ns", { $0.number("grace_period_p50_ns") }),
    ]

    private static let extremes: Set<String> = ["most restarts", "most stranded", "most backlog"]

    /// The section; nil where nothing of it was counted.
    var section: ReportSection? {
        let all = Self.figures.map { entry in CaseFigure.all(rows.rows, value: entry.value) }
        let keys = Set(all.joined().filter { $0.most != 0 }.map(\.key)).sorted()
        guard !keys.isEmpty else { return nil }
        let lookup = all.map { figures in Dictionary(uniqueKeysWithValues: figures.map { ($0.key, $0) }) }
        let table = keys.map { key in
            let figures = lookup.map { $0[key] }
            let places = Set(figures.compactMap { $0?.places }.joined())
            return [
                key.without(FileParts.ignored("variant")).description,
                figures.compactMap { $0 }.first.map { legible(FileParts.variantLabel($0.example)) } ?? "",
            ]
                + zip(Self.figures, figures).map { entry, found in
                    // Of what is the most of a window the most of all: a median would hide what happened once.
                    found.map { Self.extremes.contains(entry.title) ? figure($0.most) : $0.text } ?? ""
                } + [rows.ids(Array(places))]
        }
        return ReportSection(
            id: "rules", title: "What the rules cost",
            text: [
                "Counts, not times: what the rules make an unlock look at, how often it begins again, what share of the requests "
                    + "is handled by another thread than the sender's, how many namespaces wait to be destroyed. Cases where all are 0 are left out."
            ], illustrations: illustrations(all[0]),
            table: TextGrid(
                titles: ["case", "variant"] + Self.figures.map(\.title) + ["rows"],
                numeric: Set(2..<(2 + Self.figures.count)), rows: table))
    }

    private func illustrations(_ inspected: [CaseFigure]) -> [ReportSection.Illustration] {
        let data = ChartData(inspected.filter { $0.center > 0 }, columns: ["namespaces"]) { figure in
            figure.example.integer("namespaces").map { Double($0) }
        }
        return data.drawn(most: 2).enumerated().map { index, group in
            scaling.illustration(
                "rules-\(index + 1)", "Namespaces inspected", group, x: "namespaces", y: "inspected per unlock")
        }
    }
}
