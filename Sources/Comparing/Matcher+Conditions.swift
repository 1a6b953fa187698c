import BenchmarkResults
import Glibc
import Statistics

extension Matcher {
    /// What a reader must know of the figures of one case.
    func warnings(_ a: CaseSample, _ b: CaseSample, _ pairs: Pairs?, _ isDescriptive: Bool) -> [Warning] {
        var warnings: [Warning] = []
        if isDescriptive { warnings.append(isPaired ? .oneProcessForAll : .oneProcess) }
        if let alone = pairs?.alone, alone > 0 { warnings.append(.unpaired(alone)) }
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
    func floorRatio() -> (ratio: Double, interval: Interval?)? {
        func sample(_ side: Side) -> CaseSample? {
            CaseSample(
                rows: side.floorRows.filter { $0.flag("valid") == true }, metric: "ns_per_op", kind: kind, floors: nil)
        }
        guard let a = sample(old), let b = sample(new), a.units.values.allSatisfy({ $0 > 0 }),
            b.units.values.allSatisfy({ $0 > 0 })
        else { return nil }
        let evidence =
            isPaired
            ? Evidence(logRatios: Pairs(a, b).logRatios, options: options)
            : Evidence(old: a.series.map(log), new: b.series.map(log), options: options)
        return evidence.map { (exp($0.logRatio), $0.ratioInterval) }
    }
}
