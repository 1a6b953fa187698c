import BenchmarkResults
import Comparing
import Statistics

/// How figures grow: with the list, with threads, with what is pending.
struct ScalingSections {
    let rows: ReportRows
    let looks: PictureLooks
    /// Panels that are drawn at most.
    static let mostPanels = 6

    /// ns/op against the length of the list, with the fitted exponent.
    var size: ReportSection? {
        section(
            "size", "Time against namespaces", "namespaces", ["namespaces"],
            text: [
                "One operation of one thread. Both axes are logarithmic: a straight line is a power of the length, and its exponent "
                    + "stands in the legend (0: the length does not matter; 1: in proportion): the median of the least-squares slopes that the "
                    + "replicates have, each by itself, and below six the slope through the medians. A line that bends is no power (a constant and a walk, say): of it the least and the "
                    + "steepest slope between neighbouring sizes are given. Bars are the intervals of the medians."
            ]
        ) { Double($0.example.integer("namespaces") ?? 0) }
    }

    /// What an unlock costs against what is pending.
    var pending: ReportSection? {
        section(
            "pending", "rtnl_unlock against pending queues", "pending queues", ["pending"], scenario: "rtnl_unlock",
            text: ["One unlock that finds so many queues filled, handling included. The exponent is fitted as above."]
        ) { figure in figure.example.integer("pending").flatMap { $0 > 0 ? Double($0) : nil } }
    }

    private func section(
        _ id: String, _ title: String, _ x: String, _ columns: Set<String>, scenario: String? = nil, text: [String],
        at place: (CaseFigure) -> Double?
    ) -> ReportSection? {
        let figures = CaseFigure.all(rows.rows) { $0.number("ns_per_op") }.filter {
            $0.center > 0 && $0.key[column: "scenario"] != "empty"
                && (scenario == nil || $0.key[column: "scenario"] == scenario)
        }
        let data = ChartData(figures, columns: columns) { figure in place(figure).flatMap { $0 > 0 ? $0 : nil } }
        guard !data.groups.isEmpty else { return nil }
        let drawn = data.drawn(most: Self.mostPanels)
        return ReportSection(
            id: id, title: title, text: text + notDrawn(data.groups.count - drawn.count),
            illustrations: drawn.enumerated().map { index, group in
                illustration("\(id)-\(index + 1)", title, group, x: x, y: "ns per operation") { line in
                    Self.exponentText(line).map { $0.contains("to") ? ", slopes \($0)" : ", exponent \($0)" } ?? ""
                }
            },
            table: TextGrid(
                titles: ["case", "variant", "exponent", "interval", "fits", x, "ns/op", "n", "rows"],
                numeric: [2, 4, 5, 7],
                rows: data.groups.flatMap { group in group.lines.flatMap { line in tableRows(group, line) } }))
    }

    private func tableRows(_ group: ChartData.Group, _ line: ChartData.Line) -> [[String]] {
        line.points.enumerated().map { index, point in
            [
                group.key.description, line.label, index == 0 ? Self.exponentText(line) ?? "" : "",
                index == 0 && Self.isPower(line) ? bounds(Self.exponentInterval(line)) : "",
                index == 0 && Self.isPower(line) ? "\(Self.exponents(line).count)" : "", figure(point.x),
                point.figure.text,
                "\(point.figure.values.count)", rows.ids(point.figure.places),
            ]
        }
    }

    /// The slopes between neighbouring sizes.
    private static func slopes(_ line: ChartData.Line) -> [Double] {
        zip(line.points, line.points.dropFirst()).compactMap { a, b in
            scalingExponent([(a.x, a.figure.center), (b.x, b.figure.center)])
        }
    }

    /// Whether one exponent says what the line does: its slopes are nearly the same.
    static func isPower(_ line: ChartData.Line) -> Bool {
        let slopes = slopes(line)
        guard let least = slopes.min(), let most = slopes.max() else { return false }
        return most - least <= 0.2
    }

    /// The exponent; where the line is no power of the length, the least and the steepest slope.
    static func exponentText(_ line: ChartData.Line) -> String? {
        if isPower(line) { return exponent(line).map { ratioFigure($0) } }
        let slopes = slopes(line)
        guard let least = slopes.min(), let most = slopes.max() else { return nil }
        return "\(ratioFigure(least)) to \(ratioFigure(most))"
    }

    /// The median of the exponents that the replicates have; of the line through the medians where these are too few for an interval.
    static func exponent(_ line: ChartData.Line) -> Double? {
        let exponents = exponents(line)
        return signInterval(exponents) == nil
            ? scalingExponent(line.points.map { ($0.x, $0.figure.center) }) : median(exponents)
    }

    /// The exponents that the replicates have, each by itself.
    private static func exponents(_ line: ChartData.Line) -> [Double] {
        line.replicates(of: line.points).compactMap { scalingExponent($0) }
    }

    /// The sign-test interval of the exponents that the replicates have, each by itself.
    static func exponentInterval(_ line: ChartData.Line) -> Interval? { signInterval(exponents(line)) }

    func notDrawn(_ count: Int) -> [String] {
        count > 0 ? ["\(count) more setting\(count == 1 ? " is" : "s are") in the table only."] : []
    }

    func illustration(
        _ name: String, _ title: String, _ group: ChartData.Group, x: String, y: String,
        more: [PictureSeries] = [], remark: (ChartData.Line) -> String = { _ in "" }
    ) -> ReportSection.Illustration {
        let looks = looks.looks(of: group.lines.map(\.variant))
        let series = group.lines.map { line in
            PictureSeries(
                name: legible(line.label, length: longestName) + remark(line), look: looks[line.variant] ?? .reference,
                points: line.points.map { $0.figure.point($0.x) })
        }
        let ends = group.lines.compactMap { line in
            line.points.last.map { "\(line.label) \(figure($0.figure.center)) at \(figure($0.x))" }
        }
        let shown = series + more
        let rowsOfLegend = (shown.count { !$0.name.isEmpty } + 1) / 2
        return ReportSection.Illustration(
            name: name,
            picture: Picture(
                title: group.key.description, panels: [PicturePanel(title: "", x: x, y: y, series: shown)],
                legendRows: rowsOfLegend, height: 420 + 18 * rowsOfLegend),
            alternative: "\(title), \(group.key.description): \(ends.joined(separator: "; ")).")
    }
}
