import BenchmarkResults
import Comparing

/// What a report says, before anybody decides how it looks.
public struct ResultReport: Sendable {
    /// The title.
    public let title: String
    /// What is asked.
    public let question: String
    /// The answer, three sentences.
    public let answer: [String]
    /// The machine; the same of every file.
    public let machine: TextGrid
    /// What speaks against the figures.
    public let warnings: [String]
    /// Variant by scenario; nil where nothing can be set against each other.
    public let heatMap: HeatMap?
    /// The comparison of the files, those with most evidence first; nil of one file.
    public let comparison: TextGrid?
    /// What stands below the comparison.
    public let remarks: [String]
    /// Everything else, in the order in which it is shown.
    public let sections: [ReportSection]
    /// Every row, a table for each scenario.
    public let raw: [RawRows]
    /// What all rows have in common, and what the letters of their ids mean.
    public let rawNotes: [String]
    /// The variants that are shown, with their looks, for tables.
    public let looks: [String: PictureLook]

    /// - Parameters:
    ///   - sides: the files. Where two have a case in common all are compared with the first, and pictures show the last; where none
    ///     have, they are taken for one.
    ///   - comparison: that of the files; nil where they have no case in common.
    ///   - baseline: the variant all others are set against; nil takes `net_list_mutex`, or the first.
    ///   - variants: every variant there is, in the order of its table.
    public init(_ sides: [Side], comparison: Comparison?, baseline: String?, variants: [String]) {
        let all = ReportRows(sides)
        // Rows of two builds in one picture would be two figures for one thing.
        let shown = comparison == nil ? all : ReportRows(sides, only: sides.count - 1)
        let present = Set(all.rows.compactMap { $0.text("variant") })
        let looks = PictureLooks(variants + present.subtracting(variants).sorted())
        let scaling = ScalingSections(rows: shown, looks: looks)
        let map = HeatMap(shown, baseline: baseline)
        let facts = MachineFacts(sides, all)
        let tables = RawTable.all(all)
        let common = RawTable.constants(tables)
        let names = Set(shown.rows.compactMap { $0.text("variant") }).sorted()
        let valid = shown.rows.filter { $0.flag("valid") == true }
        let answer =
            valid.isEmpty
            ? ReportAnswer(reasons: [MachineFacts.reasons(shown.rows)], rows: shown.rows.count)
            : comparison.map(ReportAnswer.init) ?? map.map(ReportAnswer.init)
                ?? ReportAnswer(variants: names, cases: Set(valid.map(\.caseKey)).count)
        title = "netnsbench: " + sides.map { legible($0.label) }.joined(separator: ", ")
        question = answer.question
        self.answer = answer.sentences
        machine = facts.grid
        warnings =
            facts.warnings
            + (comparison == nil
                ? [] : ["Heat map and pictures are those of \(legible(sides[sides.count - 1].label)) alone."])
            + (map?.absent.isEmpty == false
                ? [
                    "Without a case of the baseline, and so in no cell of the heat map: \(map?.absent.joined(separator: ", ") ?? "")."
                ] : [])
            + (map?.scenarios.contains(where: HeatMap.isPoll) == true
                ? [
                    "netdev_todo/unregister: under rules with RCU the time is that of liburcu's worker, which sleeps for 10 ms; the "
                        + "furthest above and below are those of the other scenarios."
                ] : [])
        heatMap = map
        self.comparison = comparison.map { ComparisonReport($0).byEvidence(all) }
        remarks = comparison.map { ComparisonReport($0) }.map { $0.header + $0.remarks + $0.numberedFootnotes } ?? []
        sections = [
            scaling.size, ThreadSection(scaling: scaling).section, LatencySection(scaling: scaling).section,
            scaling.pending,
            FairnessSection(scaling: scaling).section, RulesSection(scaling: scaling).section,
        ].compactMap { $0 }
        raw = tables.map { table in
            RawRows(
                title: "\(table.name), \(table.grid.rows.count) rows",
                note: table.constants.filter { !common.contains($0) }.sentence(of: table.name), grid: table.grid)
        }
        rawNotes =
            ["Row ids: " + all.legend(sides).joined(separator: ", ") + "; the number is the line in the file."]
            + [common.sentence(of: "all scenarios")].filter { !$0.isEmpty }
        self.looks = looks.looks(of: names)
    }

    /// The rows of one scenario.
    public struct RawRows: Sendable {
        /// The scenario, and how many rows it has.
        public let title: String
        /// What these rows have in common, and others have not; may be empty.
        public let note: String
        /// The rows, as they stand in the files.
        public let grid: TextGrid
    }

    /// Every picture with its short name, the heat map first.
    public var pictures: [(name: String, drawing: any GnuplotDrawing)] {
        (heatMap.map { [("heat-map", HeatMapPicture(map: $0))] } ?? [])
            + sections.flatMap(\.illustrations).map { ($0.name, $0.picture) }
    }

    /// Whether each of the sides has a case in common with the first.
    public static func haveCommonCases(_ sides: [Side]) -> Bool {
        let keys = sides.map { side in Set(side.rows.filter { !Floor.isReference($0) }.map(\.caseKey)) }
        guard let first = keys.first, keys.count > 1 else { return false }
        return keys.dropFirst().allSatisfy { !$0.isDisjoint(with: first) }
    }
}
