import BenchmarkResults
import Glibc
import Statistics

/// One case in both files.
public struct CaseComparison: Sendable {
    /// The case.
    public let key: CaseKey
    /// The medians over processes.
    public let old: Double, new: Double
    /// Processes on each side.
    public let processes: (old: Int, new: Int)
    /// New over old: the Hodges-Lehmann estimate on logarithms.
    public let ratio: Double
    /// Its interval, not adjusted for the family; over repetitions where `isDescriptive`.
    public let interval: Interval?
    /// Mann-Whitney's p that nothing changed; over repetitions where `isDescriptive`.
    public let p: Double
    /// Holm-adjusted p that the change is no larger than the threshold.
    public internal(set) var adjustedP: Double?
    /// Whether figures rest on repetitions of one process, which are no replicates.
    public let isDescriptive: Bool
    /// The verdict.
    public internal(set) var verdict: Verdict
}

/// Two files, case by case.
public struct Comparison: Sendable {
    /// The cases both files have, in order.
    public private(set) var cases: [CaseComparison] = []
    /// Cases that only the old file has.
    public let onlyOld: [CaseKey]
    /// Cases that only the new file has.
    public let onlyNew: [CaseKey]
    /// Rows of both files that are not valid and were left out.
    public let invalidRows: Int
    /// How it was made.
    public let options: ComparisonOptions
    /// What a reader must know.
    public private(set) var notes: [String] = []

    /// Joins and compares.
    public init(old: [ResultRow], new: [ResultRow], options: ComparisonOptions) {
        self.options = options
        let before = old.validByCase()
        let after = new.validByCase()
        let oldKeys = Set(old.map(\.caseKey))
        let newKeys = Set(new.map(\.caseKey))
        onlyOld = oldKeys.subtracting(newKeys).sorted()
        onlyNew = newKeys.subtracting(oldKeys).sorted()
        invalidRows = (old + new).count { $0.flag("valid") != true }
        cases = before.keys.filter { after[$0] != nil }.sorted().compactMap { key in
            let metric = options.metric.name
            let a = Sample(rows: before[key] ?? [], metric: metric)
            let b = Sample(rows: after[key] ?? [], metric: metric)
            return Self.compare(key, a, b, options)
        }
        decide()
    }

    /// The geometric mean of the ratios of the matched valid cases, and how many there are.
    public var geometricMeanRatio: (ratio: Double, cases: Int)? {
        geometricMean(cases.map(\.ratio)).map { ($0, cases.count) }
    }

    private static func compare(
        _ key: CaseKey, _ a: Sample, _ b: Sample, _ options: ComparisonOptions
    ) -> CaseComparison? {
        guard let old = a.center, let new = b.center else { return nil }
        let isDescriptive = min(a.processMedians.count, b.processMedians.count) < 2
        let x = isDescriptive ? a.repetitions : a.processMedians
        let y = isDescriptive ? b.repetitions : b.processMedians
        guard x.allSatisfy({ $0 > 0 }), y.allSatisfy({ $0 > 0 }) else {
            return CaseComparison(
                key: key, old: old, new: new, processes: (a.processMedians.count, b.processMedians.count),
                ratio: old == new ? 1 : new / old, interval: nil, p: mannWhitneyU(x, y).p, adjustedP: nil,
                isDescriptive: isDescriptive, verdict: .notComparable("a value is not positive: no ratio"))
        }
        let estimate = hodgesLehmann(x.map(log), y.map(log), confidence: options.confidence)
        let interval = (estimate?.interval).map {
            Interval(lower: exp($0.lower), upper: exp($0.upper), level: $0.level)
        }
        var comparison = CaseComparison(
            key: key, old: old, new: new, processes: (a.processMedians.count, b.processMedians.count),
            ratio: exp(estimate?.shift ?? 0), interval: interval, p: mannWhitneyU(x, y).p, adjustedP: nil,
            isDescriptive: isDescriptive, verdict: .inconclusive)
        if a.estimators != b.estimators || a.estimators.count > 1 {
            comparison.verdict = .notComparable("unlike estimators")
        } else if isDescriptive {
            comparison.verdict = .notComparable("one process per side")
        } else {
            comparison.adjustedP = shiftedP(x, y, comparison.ratio, options.threshold)
        }
        return comparison
    }

    /// p that the change is no larger than the threshold: the old side is moved by it towards the new one.
    private static func shiftedP(_ a: [Double], _ b: [Double], _ ratio: Double, _ threshold: Double) -> Double {
        let factor = ratio >= 1 ? 1 + threshold : 1 / (1 + threshold)
        let isBeyond = ratio >= 1 ? ratio > factor : ratio < factor
        return isBeyond ? mannWhitneyU(a.map { $0 * factor }, b).p : 1
    }

    /// Holm over the family, then the verdicts.
    private mutating func decide() {
        let family = cases.indices.filter { cases[$0].adjustedP != nil }
        let adjusted = holm(family.map { cases[$0].adjustedP ?? 1 })
        for (index, p) in zip(family, adjusted) {
            cases[index].adjustedP = p
            cases[index].verdict = verdict(cases[index], p, family: family.count)
        }
        noteTooFew(family)
    }

    private func verdict(_ item: CaseComparison, _ p: Double, family: Int) -> Verdict {
        guard options.metric.better != .none else { return .none }
        if options.metric.better == .exact { return item.old == item.new ? .equivalent : .regression }
        if p <= options.alpha {
            return (item.ratio > 1) == (options.metric.better == .lower) ? .regression : .improvement
        }
        if let interval = item.interval, interval.lower >= 1 / (1 + options.threshold),
            interval.upper <= 1 + options.threshold
        {
            return .equivalent
        }
        let needed = minimumProcessesForHolm(cases: family, alpha: options.alpha)
        let processes = min(item.processes.old, item.processes.new)
        return processes < needed ? .notComparable("\(processes) processes, \(needed) needed") : .inconclusive
    }

    private mutating func noteTooFew(_ family: [Int]) {
        let needed = minimumProcessesForHolm(cases: family.count, alpha: options.alpha)
        let fewest = family.map { min(cases[$0].processes.old, cases[$0].processes.new) }.min() ?? 0
        if !family.isEmpty && fewest < needed {
            notes.append(
                "\(family.count) cases, \(fewest) processes: no case can reach significance; run \(needed) processes a side"
            )
        }
        if cases.contains(where: \.isDescriptive) {
            notes.append(
                "one process per side: p and interval are over repetitions of one process, which are no replicates; "
                    + "they describe these two runs and carry no verdict")
        }
    }
}
