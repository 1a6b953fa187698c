import BenchmarkResults
import Comparing

/// Figures against one quantity: for each setting of all the rest, one line per variant.
struct ChartData {
    /// A variant's points; of one estimator, as unlike ones are never compared.
    struct Line {
        let label: String
        let variant: String
        let points: [(x: Double, figure: CaseFigure)]

        /// The line as each replicate has it by itself: those that have every point.
        func replicates(of points: [(x: Double, figure: CaseFigure)]) -> [[(x: Double, y: Double)]] {
            guard let first = points.first else { return [] }
            return first.figure.byReplicate.keys.compactMap { replicate in
                let its = points.compactMap { x, figure in figure.byReplicate[replicate].map { (x: x, y: $0) } }
                return its.count == points.count ? its : nil
            }
        }
    }

    /// What has the same setting but for the variant and x.
    struct Group {
        let key: CaseKey
        let lines: [Line]

        /// How much there is to see.
        var points: Int { lines.reduce(0) { $0 + $1.points.count } }
    }

    /// The groups in which at least one line has `least` different x.
    let groups: [Group]

    /// - Parameters:
    ///   - columns: in which the points of a line differ.
    ///   - estimated: whether the figure is one that an estimator makes; a rate is counted whatever the estimator of the time.
    ///   - x: where a case stands; nil leaves it out.
    init(
        _ figures: [CaseFigure], columns: Set<String>, least: Int = 2, estimated: Bool = true,
        x: (CaseFigure) -> Double?
    ) {
        let dropped = columns.union(FileParts.ignored("variant"))
        let placed = figures.compactMap { figure in x(figure).map { (x: $0, figure: figure) } }
        groups = Dictionary(grouping: placed) { $0.figure.key.without(dropped) }.compactMap { key, points in
            let lines = Dictionary(grouping: points) { Self.name(of: $0.figure, estimated) }.map { name, points in
                Line(label: name.label, variant: name.variant, points: points.sorted { $0.x < $1.x })
            }.sorted { $0.label < $1.label }
            let isLine = lines.contains { Set($0.points.map(\.x)).count >= least }
            return isLine ? Group(key: key, lines: Self.named(lines)) : nil
        }.sorted { $0.key < $1.key }
    }

    private struct Name: Hashable {
        let label: String
        let variant: String
        let estimators: Set<String>
    }

    private static func name(of figure: CaseFigure, _ estimated: Bool) -> Name {
        Name(
            label: legible(FileParts.variantLabel(figure.example)), variant: figure.example.text("variant") ?? "",
            estimators: estimated ? figure.estimators : [])
    }

    /// Two lines of one variant say by which estimator.
    private static func named(_ lines: [Line]) -> [Line] {
        let counts = Dictionary(grouping: lines, by: \.label).mapValues(\.count)
        return lines.map { line in
            guard counts[line.label, default: 1] > 1 else { return line }
            let estimator = line.points.first?.figure.estimators.sorted().joined(separator: ", ") ?? ""
            return Line(label: "\(line.label), \(legible(estimator))", variant: line.variant, points: line.points)
        }
    }

    /// The groups that are drawn: those in which there is most to see.
    func drawn(most: Int) -> [Group] { Self.fullest(groups, most: most, points: \.points) }

    /// So many of those with most points, in their own order.
    static func fullest<Entry>(_ entries: [Entry], most: Int, points: (Entry) -> Int) -> [Entry] {
        entries.enumerated().map { (place: $0.offset, points: points($0.element), entry: $0.element) }
            .sorted { ($1.points, $0.place) < ($0.points, $1.place) }.prefix(most)
            .sorted { $0.place < $1.place }.map(\.entry)
    }
}

extension CaseFigure {
    /// The point of a picture.
    func point(_ x: Double) -> PicturePoint {
        PicturePoint(x: x, y: center, low: interval?.lower, high: interval?.upper)
    }

    /// The figure and its interval, for people.
    var text: String {
        let span = interval.map { " [\(figure($0.lower)), \(figure($0.upper))]" } ?? ""
        return figure(center) + span
    }
}
