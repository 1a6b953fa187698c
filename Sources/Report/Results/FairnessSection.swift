import BenchmarkResults
import Comparing

/// Who gets how much: Jain's index over the measured threads, and the wait of a plain locker.
struct FairnessSection {
    let scaling: ScalingSections
    private var rows: ReportRows { scaling.rows }

    /// The section; nil where no role was measured with two threads.
    var section: ReportSection? {
        let figures = CaseFigure.all(rows.rows, value: Self.index)
        let waits = CaseFigure.all(rows.rows) {
            $0.text("scenario") == "fairness" ? $0.number("service_p99_ns") : $0.number("locker_response_p99_ns")
        }
        guard !figures.isEmpty || !waits.isEmpty else { return nil }
        return ReportSection(
            id: "fairness", title: "Fairness",
            text: [
                "Jain's index over the threads of the measured role: 1 is even, 1/n is one thread that has everything. And the wait of a "
                    + "plain locker beside busy others: the time that one in a hundred exceeds."
            ],
            illustrations: [
                illustration("fairness-index", "Jain's index", figures, y: "Jain's index", logarithmic: "none"),
                illustration("fairness-wait", "Wait of a plain locker", waits, y: "p99 wait, ns", logarithmic: "y"),
            ].compactMap { $0 },
            table: TextGrid(
                titles: ["case", "variant", "what", "figure", "n", "rows"], numeric: [3, 4],
                rows: tableRows("Jain's index", figures) + tableRows("p99 wait, ns", waits)))
    }

    private static func index(_ row: ResultRow) -> Double? {
        guard let role = measuredRole(scenario: row.text("scenario"), shape: row.text("shape")),
            (row.integer("\(role)s") ?? 0) > 1
        else { return nil }
        return row.number("\(role)_jain")
    }

    private func tableRows(_ what: String, _ figures: [CaseFigure]) -> [[String]] {
        figures.map { figure in
            [
                figure.key.without(FileParts.ignored("variant")).description,
                legible(FileParts.variantLabel(figure.example)), what, figure.text, "\(figure.values.count)",
                rows.ids(figure.places),
            ]
        }
    }

    /// The setting that most variants have, those with more threads first.
    private func illustration(
        _ name: String, _ title: String, _ figures: [CaseFigure], y: String, logarithmic: String
    ) -> ReportSection.Illustration? {
        let groups = Dictionary(grouping: figures) { $0.key.without(FileParts.ignored("variant")) }
        func weight(_ key: CaseKey) -> (Int, Int, String) {
            (groups[key]?.count ?? 0, Int(FileParts.value(of: key, FileParts.threads)) ?? 0, key.description)
        }
        guard let key = groups.keys.max(by: { weight($0) < weight($1) }), let chosen = groups[key] else { return nil }
        let present = chosen.map { $0.example.text("variant") ?? "" }
        let looks = scaling.looks.looks(of: present)
        let labels = chosen.map { legible(FileParts.variantLabel($0.example)) }
        return ReportSection.Illustration(
            name: name,
            picture: Picture(
                title: "\(title): \(key.description)",
                panels: [
                    PicturePanel(
                        title: "", x: "", y: y,
                        series: zip(chosen.indices, chosen).map { place, figure in
                            PictureSeries(
                                name: "", look: looks[present[place]] ?? .reference,
                                points: [figure.point(Double(place))])
                        }, logarithmic: logarithmic, names: labels,
                        more: "set xtics rotate by 30 right" + (logarithmic == "none" ? "; set yrange [0:1.05]" : ""))
                ], legendRows: 4, height: 420),
            alternative: "\(title), \(key.description): "
                + zip(labels, chosen).map { "\($0) \(figure($1.center))" }.joined(separator: "; ") + ".")
    }
}
