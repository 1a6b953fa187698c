import Comparing
import Statistics

extension ComparisonReport {
    /// What stands above the table: the sides, the replicate, the environment, the floor.
    public var header: [String] {
        let baseline = comparison.baseline
        // Parts of one file share their path, and have no line of their own.
        var lines = baseline.path.isEmpty ? [] : ([baseline] + comparison.contenders).map(side)
        let replicates = comparison.matches.map(replicate)
        let isOneForAll = Set(replicates).count == 1
        if isOneForAll { lines += replicates.prefix(1) }
        for (index, (contender, match)) in zip(comparison.contenders, comparison.matches).enumerated() {
            let name = comparison.contenders.count > 1 ? "\(contender.label): " : ""
            if !isOneForAll { lines.append(name + replicates[index]) }
            if !match.environment.isEmpty {
                let isRefused =
                    !comparison.options.allowsEnvironmentMismatch && match.environment.contains(where: \.matters)
                lines.append(
                    "\(name)environments differ\(isRefused ? ", so nothing is comparable (--allow-env-mismatch)" : ""):"
                )
                lines += match.environment.map { "  \($0.text)" }
            }
            if let floor = match.floor, !baseline.path.isEmpty {
                lines.append(
                    "\(name)floor (\(Floor.name)): \(contender.label) / \(baseline.label) = \(ratioFigure(floor.ratio)) "
                        + bounds(floor.interval))
            }
        }
        return lines + method
    }

    private func side(_ side: Side) -> String {
        let commits = side.values("commit").map { String($0.prefix(12)) }
        let dirty = side.values("dirty").contains("true") ? "+changes" : ""
        let build = commits.isEmpty ? "" : ", commit \(commits.joined(separator: ", "))\(dirty)"
        let campaigns = side.campaigns.count
        return "\(side.label) = \(side.path): \(side.processes) \(side.processes == 1 ? "process" : "processes") of "
            + (campaigns == 1 ? "campaign \(side.campaigns.first ?? "")" : "\(campaigns) campaigns") + build
    }

    private func replicate(_ match: Comparison.Match) -> String {
        match.isPaired
            ? "unit: the block, paired within a campaign (\(match.units.old) pairs); ratio: median of the paired ratios; "
                + "interval and p: sign test"
            : "unit: the process (\(match.units.old) and \(match.units.new), not paired); ratio: Hodges-Lehmann (the median of all "
                + "quotients); interval and p: Mann-Whitney"
                + (comparison.calibration == nil ? "" : ", widened by the calibration")
    }

    private var method: [String] {
        let options = comparison.options
        let levels = Set(comparison.cases.compactMap(\.interval?.level).map(percentFigure))
        let level = levels.count == 1 ? levels.first ?? "" : "at least \(percentFigure(options.confidence))"
        let metric = options.metric.name + (options.normalizesByFloor ? " / floor of the same block" : "")
        let count = comparison.cases.count { $0.adjustedP != nil }
        let meanings = [
            levels.isEmpty ? nil : "interval: of the row alone, \(level)\(hasCalibration ? " nominal" : "")",
            count == 0
                ? nil
                : "p_holm: that the change is at most the threshold, adjusted for \(count) \(count == 1 ? "row" : "rows")",
        ].compactMap { $0 }
        let lines =
            [
                "metric \(metric) (better: \(options.metric.better.rawValue)), threshold "
                    + percentFigure(options.threshold)
            ] + (meanings.isEmpty ? [] : [meanings.joined(separator: "; ")])
        return (hasCalibration ? comparison.calibration.map { [$0] } ?? [] : []) + lines
    }

    private var hasCalibration: Bool {
        comparison.calibration != nil && comparison.matches.contains { !$0.isPaired }
    }

    /// What stands below the table: the mean, what only one side has, exact figures that differ.
    public var remarks: [String] {
        var lines: [String] = []
        for (index, match) in comparison.matches.enumerated() {
            let name = comparison.contenders.count > 1 ? "\(comparison.contenders[index].label): " : ""
            if let mean = comparison.geometricMeanRatio(of: index), !comparison.baseline.path.isEmpty {
                let all =
                    comparison.cases(of: index).count { !$0.isReference } + match.onlyOld.count + match.onlyNew.count
                lines.append(
                    "\(name)geometric mean of the ratios: \(ratioFigure(mean.ratio)) over \(mean.cases) of \(all) cases"
                )
            }
            lines += match.onlyOld.map { "\(name)only \(comparison.baseline.label) has: \($0)" }
            lines += match.onlyNew.map { "\(name)only \(comparison.contenders[index].label) has: \($0)" }
            if match.invalidRows > 0 {
                lines.append("\(name)\(match.invalidRows) rows are not valid and were left out")
            }
        }
        lines += comparison.exactDifferences.map { difference in
            let label = comparison.contenders[difference.contender].label
            return "exact figure differs: \(difference.key): \(difference.column): \(comparison.baseline.label) "
                + "\(figures(difference.old)), \(label) \(figures(difference.new))"
        }
        return lines
    }

    private func figures(_ values: [Double]) -> String { values.map { figure($0) }.joined(separator: " or ") }

    /// The footnotes, numbered.
    public var numberedFootnotes: [String] {
        footnotes.enumerated().map { "[\($0 + 1)] \($1.text)" }
    }
}
