import BenchmarkResults
import Glibc
import Statistics

/// Sets one contender against the baseline: picks the replicate, pairs, and estimates.
struct Matcher {
    let old: Side
    let new: Side
    let options: ComparisonOptions
    private let calibration: Calibration?
    let isPaired: Bool
    private let isOneFile: Bool
    let kind: UnitKind
    private let environment: [EnvironmentDifference]
    let floors: (old: Floors, new: Floors)

    init(_ old: Side, _ new: Side, _ options: ComparisonOptions, isOneFile: Bool, calibration: Calibration?) {
        self.old = old
        self.new = new
        self.options = options
        self.calibration = calibration
        self.isOneFile = isOneFile
        isPaired = !old.campaigns.isDisjoint(with: new.campaigns)
        kind = !isPaired ? .process : isOneFile ? .blockOfProcess : .block
        environment = isOneFile ? [] : Environment.differences(old, new, isPaired: isPaired)
        floors = (Floors(old.floorRows), Floors(new.floorRows))
    }

    func compare(contender: Int) -> (Comparison.Match, [CaseComparison]) {
        let (casesBefore, casesAfter) = (cases(old.rows), cases(new.rows))
        let before = samples(casesBefore, floors.old)
        let after = samples(casesAfter, floors.new)
        let (keysBefore, keysAfter) = (Set(casesBefore.keys), Set(casesAfter.keys))
        let compared = before.keys.filter { after[$0] != nil }.sorted().compactMap { key -> CaseComparison? in
            guard let a = before[key], let b = after[key] else { return nil }
            let cases = max(casesBefore[key]?.cases ?? 1, casesAfter[key]?.cases ?? 1)
            return compare(key, a, b, contender, cases: cases)
        }
        let units = isPaired ? Set(before.values.flatMap { $0.units.keys }) : []
        let others = isPaired ? Set(after.values.flatMap { $0.units.keys }) : []
        let pairs = units.intersection(others).count
        return (
            Comparison.Match(
                isPaired: isPaired,
                units: isPaired ? (pairs, pairs) : (old.processes, new.processes), environment: environment,
                floor: floorRatio(), onlyOld: keysBefore.subtracting(keysAfter).sorted(),
                onlyNew: keysAfter.subtracting(keysBefore).sorted(),
                invalidRows: (old.rows + new.rows).count { $0.flag("valid") != true }), compared
        )
    }

    // MARK: Samples

    /// The rows of what falls under one key.
    private struct Case {
        var rows: [ResultRow]
        /// How many cases they are: more than one where what the sides may differ in differs within a side.
        var cases = 1
    }

    /// The rows of each case, without what the sides may differ in; what every campaign measures besides keeps its own key.
    private func cases(_ rows: [ResultRow]) -> [CaseKey: Case] {
        let cases = Dictionary(grouping: rows, by: \.caseKey).mapValues { Case(rows: $0) }
        guard !options.ignored.isEmpty else { return cases }
        return Dictionary(
            cases.map { key, value in
                let isReference = !isOneFile && value.rows.first.map(Floor.isReference) == true
                return (isReference ? key : key.without(options.ignored), value)
            }, uniquingKeysWith: { Case(rows: $0.rows + $1.rows, cases: $0.cases + $1.cases) })
    }

    private func samples(_ cases: [CaseKey: Case], _ floors: Floors) -> [CaseKey: CaseSample] {
        cases.compactMapValues { one in
            CaseSample(
                rows: one.rows.filter { $0.flag("valid") == true }, metric: options.metric.name, kind: kind,
                floors: options.normalizesByFloor ? floors : nil)
        }
    }

    // MARK: One case

    private func compare(
        _ key: CaseKey, _ a: CaseSample, _ b: CaseSample, _ contender: Int, cases: Int
    ) -> CaseComparison {
        let isPositive = a.units.values.allSatisfy { $0 > 0 } && b.units.values.allSatisfy { $0 > 0 }
        let pairs = isPaired && isPositive ? Pairs(a, b) : nil
        let isDescriptive = pairs?.isOfOneProcess ?? (min(a.processes, b.processes) < 2)
        var item = CaseComparison(
            key: key, contender: contender, isReference: Floor.isReference(b.example),
            old: pairs.flatMap { median($0.old) } ?? a.center, new: pairs.flatMap { median($0.new) } ?? b.center,
            units: pairs.map { ($0.old.count, $0.new.count) } ?? (a.units.count, b.units.count),
            isDescriptive: isDescriptive, verdict: .inconclusive, warnings: warnings(a, b, pairs, isDescriptive))
        if cases > 1 {
            item.verdict = .notComparable("\(cases) cases of one side fall together")
        } else if options.metric.better == .exact {
            item.verdict = a.figures.union(b.figures).count == 1 ? .equivalent : .differs
        } else if !isPositive {
            item.verdict = .notComparable("a value is not positive: no ratio")
        } else if pairs?.old.isEmpty == true {
            item.verdict = .notComparable("no block has both sides")
        } else if a.estimators != b.estimators || a.estimators.count > 1 {
            item.verdict = .notComparable("unlike estimators")
        } else {
            if let pairs { judge(&item, pairs) } else { judge(&item, a, b) }
            if let difference = environment.first(where: \.matters), !options.allowsEnvironmentMismatch {
                item.verdict = .notComparable("\(difference.column) differs")
            } else if isDescriptive && !isPaired {
                item.verdict = .notComparable("one process a side")
            }
        }
        return item
    }

    private func judge(_ item: inout CaseComparison, _ pairs: Pairs) {
        guard let evidence = Evidence(logRatios: pairs.logRatios, options: options) else { return }
        // What both sides share, modes and drift included, is not in the pairs.
        if drifts(pairs.logRatios) { item.warnings.append(.drift("the paired ratios")) }
        if hasSeveralModes(pairs.logRatios) { item.warnings.append(.severalModes("the paired ratios")) }
        item.take(evidence)
        item.thresholdP = evidence.thresholdP
    }

    private func judge(_ item: inout CaseComparison, _ a: CaseSample, _ b: CaseSample) {
        guard let evidence = Evidence(old: a.series.map(log), new: b.series.map(log), options: options) else { return }
        item.take(evidence)
        if evidence.tiedShare > 0.1 { item.warnings.append(.ties(percent: Int(evidence.tiedShare * 100))) }
        if item.isDescriptive { return }
        switch spread(a, b) {
        case .success(let spread):
            let widened = evidence.widened(by: spread, options: options)
            item.take(widened)
            item.thresholdP = widened.thresholdP
            if spread.degrees < 5 { item.warnings.append(.fewCampaigns(spread.degrees + 1)) }
        case .failure(let missing): item.warnings.append(missing.warning)
        }
    }

    private struct Missing: Error { let warning: Warning }

    /// What campaigns of these cases differ by of themselves: the larger of the two, where the sides differ in a column.
    private func spread(_ a: CaseSample, _ b: CaseSample) -> Result<CampaignSpread, Missing> {
        guard !options.normalizesByFloor else { return .failure(Missing(warning: .notCalibratedForFloor)) }
        guard let calibration else { return .failure(Missing(warning: .notCalibrated)) }
        let spreads = [a, b].map { calibration.spread(of: $0.example, metric: options.metric.name) }
        guard let one = spreads[0], let other = spreads[1] else {
            return .failure(Missing(warning: .calibrationLacksCase))
        }
        let spread = one.deviation >= other.deviation ? one : other
        let (processes, calibrated) = (min(a.units.count, b.units.count), max(one.processes, other.processes))
        guard processes >= calibrated else {
            return .failure(Missing(warning: .smallerThanCalibration(processes: processes, calibrated: calibrated)))
        }
        return .success(spread)
    }
}
