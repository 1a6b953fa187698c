import BenchmarkResults
import Comparing
import Statistics

/// Throughput against threads, with the linear bound and the Universal Scalability Law.
struct ThreadSection {
    let scaling: ScalingSections

    /// The section; nil where no role was measured with different numbers of threads.
    var section: ReportSection? {
        let figures = CaseFigure.all(scaling.rows.rows, value: measuredRate).filter {
            $0.center > 0 && $0.key[column: "scenario"] != "empty"
        }
        let roles = Set(figures.compactMap(Self.role))
        let groups = roles.sorted().flatMap { role in
            ChartData(figures.filter { Self.role($0) == role }, columns: [role], estimated: false) { figure in
                figure.example.integer(role).flatMap { $0 > 0 ? Double($0) : nil }
            }.groups.map { (role, $0) }
        }
        guard !groups.isEmpty else { return nil }
        let most = ChartData.fullest(groups, most: ScalingSections.mostPanels) { $0.1.points }
        return ReportSection(
            id: "threads", title: "Throughput against threads",
            text: [
                "Operations per second of all measured threads together. The grey line is the linear bound: what one thread of the "
                    + "fastest rules does, as often as there are threads; with more threads than CPUs nobody reaches it. Where there are "
                    + "four numbers of threads that the CPUs can hold, thin lines are the Universal Scalability Law (Gunther 2007), fitted "
                    + "by least squares through the medians. In the table are the medians of the fits to each replicate by itself, with "
                    + "their intervals: contention is what is serial, coherence what each pair of threads costs."
            ] + scaling.notDrawn(groups.count - most.count),
            illustrations: most.enumerated().map { index, entry in
                scaling.illustration(
                    "threads-\(index + 1)", "Throughput against threads", entry.1, x: "threads (\(entry.0))",
                    y: "operations per second", more: Self.laws(entry.1, scaling.looks))
            },
            table: TextGrid(
                titles: [
                    "case", "variant", "threads", "ops/s", "of its own linear", "contention", "interval of contention",
                    "coherence", "interval of coherence", "fits", "n", "rows",
                ],
                numeric: [2, 4, 5, 7, 9, 10],
                rows: groups.flatMap { _, group in group.lines.flatMap { tableRows(group, $0) } }))
    }

    /// The key column that counts the threads of the measured role.
    private static func role(_ figure: CaseFigure) -> String? {
        measuredRole(scenario: figure.key[column: "scenario"], shape: figure.key[column: "shape"]).map { $0 + "s" }
    }

    /// The law of a line; nil for fewer than four numbers of threads.
    static func law(_ line: ChartData.Line) -> UniversalScalability? {
        UniversalScalability(fitting: fitted(line).map { ($0.x, $0.figure.center) })
    }

    /// The laws that the replicates have, each by itself.
    static func laws(_ line: ChartData.Line) -> [UniversalScalability] {
        line.replicates(of: fitted(line)).compactMap { points in
            UniversalScalability(fitting: points.map { (threads: $0.x, throughput: $0.y) })
        }
    }

    /// With more threads than CPUs it would be the scheduler that is fitted.
    private static func fitted(_ line: ChartData.Line) -> [(x: Double, figure: CaseFigure)] {
        line.points.filter { $0.figure.example.flag("oversubscribed") != true }
    }

    private static func laws(_ group: ChartData.Group, _ looks: PictureLooks) -> [PictureSeries] {
        let threads = group.lines.flatMap { $0.points.map(\.x) }
        // The floor follows no rules.
        let ruled = group.lines.filter { $0.variant != "unlocked" }
        let perThread = (ruled.isEmpty ? group.lines : ruled).compactMap { line in
            line.points.first { $0.x == 1 }?.figure.center
        }
        guard let fewest = threads.min(), let most = threads.max(), most > fewest else { return [] }
        let bound = perThread.max().map { best in
            PictureSeries(name: "linear bound", look: .reference, points: [1, most].map { (x: $0, y: $0 * best) })
        }
        let known = looks.looks(of: group.lines.map(\.variant))
        return [bound].compactMap { $0 }
            + group.lines.compactMap { line in
                // Where it was not fitted it says nothing.
                guard let law = law(line), let look = known[line.variant], let last = fitted(line).last?.x else {
                    return nil
                }
                let steps = (0...40).map { fewest + (last - fewest) * Double($0) / 40 }
                return PictureSeries(
                    name: "", look: look.withoutMarker, points: steps.map { (x: $0, y: law.throughput(threads: $0)) })
            }
    }

    /// The median of the fits and its interval; below six fits that of the line through the medians, and none.
    private static func parameter(
        _ law: UniversalScalability, _ laws: [UniversalScalability], _ parameter: (UniversalScalability) -> Double
    ) -> [String] {
        let values = laws.map(parameter)
        guard let interval = signInterval(values), let middle = median(values) else {
            return [ratioFigure(parameter(law)), ""]
        }
        return [ratioFigure(middle), bounds(interval)]
    }

    private func tableRows(_ group: ChartData.Group, _ line: ChartData.Line) -> [[String]] {
        let law = Self.law(line)
        let laws = law == nil ? [] : Self.laws(line)
        let ofLaw =
            law.map {
                Self.parameter($0, laws, \.contention) + Self.parameter($0, laws, \.coherence) + ["\(laws.count)"]
            }
            ?? ["", "", "", "", ""]
        let single = line.points.first { $0.x == 1 }?.figure.center
        return line.points.enumerated().map { index, point in
            [
                group.key.description, line.label, figure(point.x), point.figure.text,
                ratioFigure(single.map { point.figure.center / ($0 * point.x) }),
            ] + (index == 0 ? ofLaw : ofLaw.map { _ in "" }) + [
                "\(point.figure.values.count)", scaling.rows.ids(point.figure.places),
            ]
        }
    }
}
