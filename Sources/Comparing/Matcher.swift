import BenchmarkResults
import Glibc
import Statistics

/// Sets one contender against the baseline: picks the replicate, pairs, and estimates.
struct Matcher {
    private let old: Side
    private let new: Side
    private let options: ComparisonOptions
    private let calibration: Calibration?
    private let isPaired: Bool
    private let isOneFile: Bool
    private let kind: UnitKind
    private let environment: [EnvironmentDifference]
    private let floors: (old: Floors, new: Floors)

    init(_ old: Side, _ new: Side, _ options: ComparisonOptions, isOneFile: Bool, calibration: Calibration?) {
        self.old = old
        self.new = new
        self.options = options
        self.calibration = calibration
        self.isOneFile = isOneFile
        isPaired = !old.campaigns.isDisjoint(with: new.campaigns)
        kind = !isPaired ? .process : isOneFile ? .blockOfProcess : .block
        environment = isOneFile ? [] : Environment.differences(old, new, isPaired: isPaired)
        floors = (Floors(old.rows), Floors(new.rows))
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
        let shared = a.units.keys.filter { b.units[$0] != nil }.sorted()
        let isDescriptive = min(a.processes, b.processes) < 2
        var item = CaseComparison(
            key: key, contender: contender, old: a.center, new: b.center,
            units: isPaired ? (shared.count, shared.count) : (a.units.count, b.units.count),
            isDescriptive: isDescriptive, verdict: .inconclusive, warnings: warnings(a, b, shared))
        guard cases == 1 else {
            item.verdict = .notComparable("\(cases) cases of one side fall together")
            return item
        }
        if options.metric.better == .exact {
            item.verdict = Set(a.units.values).union(b.units.values).count == 1 ? .equivalent : .differs
            return item
        }
        let x = isPaired ? shared.compactMap { a.units[$0] } : a.series
        let y = isPaired ? shared.compactMap { b.units[$0] } : b.series
        guard x.allSatisfy({ $0 > 0 }), y.allSatisfy({ $0 > 0 }) else {
            item.verdict = .notComparable("a value is not positive: no ratio")
            return item
        }
        guard !x.isEmpty, !y.isEmpty else {
            item.verdict = .notComparable("no block has both sides")
            return item
        }
        guard a.estimators == b.estimators, a.estimators.count <= 1 else {
            item.verdict = .notComparable("unlike estimators")
            return item
        }
        judge(&item, old: x.map(log), new: y.map(log), b.example)
        if let difference = environment.first(where: \.matters), !options.allowsEnvironmentMismatch {
            item.verdict = .notComparable("\(difference.column) differs")
        } else if isDescriptive && !isPaired {
            item.verdict = .notComparable("one process a side")
        }
        return item
    }

    private func judge(_ item: inout CaseComparison, old: [Double], new: [Double], _ example: ResultRow) {
        let differences = zip(new, old).map { $0 - $1 }
        guard
            var evidence = isPaired
                ? Evidence(logRatios: differences, options: options)
                : Evidence(old: old, new: new, options: options)
        else { return }
        if isPaired {
            // What both sides share, modes and drift included, is not in the pairs.
            if drifts(differences) { item.warnings.append(.drift("the paired ratios")) }
            if hasSeveralModes(differences) { item.warnings.append(.severalModes("the paired ratios")) }
        } else if !item.isDescriptive {
            switch spread(of: example, processes: min(old.count, new.count)) {
            case .success(let spread): evidence = evidence.widened(by: spread, options: options)
            case .failure(let missing):
                item.warnings.append(missing.warning)
                item.ratio = exp(evidence.logRatio)
                item.interval = evidence.interval.map(exponential)
                item.p = evidence.p
                return
            }
        }
        item.ratio = exp(evidence.logRatio)
        item.interval = evidence.interval.map(exponential)
        item.p = evidence.p
        if !(item.isDescriptive && !isPaired) { item.thresholdP = evidence.thresholdP }
        if evidence.tiedShare > 0.1 { item.warnings.append(.ties(percent: Int(evidence.tiedShare * 100))) }
    }

    private func exponential(_ interval: Interval) -> Interval {
        Interval(lower: exp(interval.lower), upper: exp(interval.upper), level: interval.level)
    }

    private struct Missing: Error { let warning: Warning }

    private func spread(of row: ResultRow, processes: Int) -> Result<CampaignSpread, Missing> {
        guard let spread = calibration?.spread(of: row, metric: options.metric.name) else {
            return .failure(Missing(warning: .notCalibrated))
        }
        guard processes >= spread.processes else {
            return .failure(
                Missing(warning: .smallerThanCalibration(processes: processes, calibrated: spread.processes)))
        }
        return .success(spread)
    }

    // MARK: What a reader must know

    private func warnings(_ a: CaseSample, _ b: CaseSample, _ shared: [Unit]) -> [Warning] {
        var warnings: [Warning] = []
        if min(a.processes, b.processes) < 2 { warnings.append(isPaired ? .oneProcessForAll : .oneProcess) }
        if isPaired {
            let alone = a.units.count + b.units.count - 2 * shared.count
            if alone > 0 { warnings.append(.unpaired(alone)) }
        }
        for (label, sample) in [(old.label, a), (new.label, b)] {
            let series = sample.series
            if !isPaired && hasSeveralModes(series) { warnings.append(.severalModes("the figures of \(label)")) }
            if !isPaired && drifts(series) { warnings.append(.drift("the figures of \(label)")) }
            if let stolen = sample.conditions.stolenShare, stolen >= 0.02 {
                warnings.append(.steal(label, percent: Int((stolen * 100).rounded())))
            }
        }
        let conditions = [a.conditions, b.conditions]
        if conditions.contains(where: \.isOversubscribed) { warnings.append(.oversubscribed) }
        if let least = conditions.compactMap(\.fullConcurrency).min(), least < 0.95 {
            warnings.append(.notFullyConcurrent(percent: Int(least * 100)))
        }
        if options.normalizesByFloor {
            for (side, sample, floors) in [(old, a, floors.old), (new, b, floors.new)]
            where floors.isEmpty || sample.units.count < Set(side.rows.map(kind.unit)).count {
                warnings.append(.noFloor(side.label))
            }
        }
        return warnings
    }

    /// The floor of the contender over that of the baseline.
    private func floorRatio() -> (ratio: Double, interval: Interval?)? {
        func sample(_ side: Side) -> CaseSample? {
            CaseSample(
                rows: side.rows.filter { Floor.isFloor($0) && $0.flag("valid") == true }, metric: "ns_per_op",
                kind: kind, floors: nil)
        }
        guard let a = sample(old), let b = sample(new), a.units.values.allSatisfy({ $0 > 0 }),
            b.units.values.allSatisfy({ $0 > 0 })
        else { return nil }
        let shared = a.units.keys.filter { b.units[$0] != nil }.sorted()
        let evidence =
            isPaired
            ? Evidence(
                logRatios: shared.map { log((b.units[$0] ?? 1) / (a.units[$0] ?? 1)) }, options: options)
            : Evidence(old: a.series.map(log), new: b.series.map(log), options: options)
        return evidence.map { (exp($0.logRatio), $0.interval.map(exponential)) }
    }
}
