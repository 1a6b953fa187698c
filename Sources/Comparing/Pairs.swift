import Glibc
import Statistics

/// The figures of one case that two sides have in common, replicate by replicate.
struct Pairs {
    /// The baseline's and the contender's, as many of each.
    private(set) var old: [Double] = []
    private(set) var new: [Double] = []
    /// The logarithms of new over old.
    private(set) var logRatios: [Double] = []
    /// Whether one process measured all of a side: then its blocks are no replicates.
    let isOfOneProcess: Bool
    /// Blocks that only one side has.
    let alone: Int

    private struct Processes: Hashable {
        let campaign: String
        let old: Int64
        let new: Int64
    }

    /// A replicate is what two processes, or one, measured: blocks of the same processes are one replicate, by their medians.
    ///
    /// Where all blocks are of the same processes they stand for themselves, and describe those processes only.
    /// - Precondition: all figures are positive.
    init(_ a: CaseSample, _ b: CaseSample) {
        let blocks = a.units.keys.filter { b.units[$0] != nil }.sorted()
        alone = a.units.count + b.units.count - 2 * blocks.count
        func processes(_ unit: Unit) -> Processes {
            Processes(campaign: unit.campaign, old: a.processOf[unit] ?? 0, new: b.processOf[unit] ?? 0)
        }
        let groups = Dictionary(grouping: blocks, by: processes)
        isOfOneProcess = groups.count < 2
        let replicates = isOfOneProcess ? blocks.map { [$0] } : Set(blocks.map(processes)).compactMap { groups[$0] }
        for blocks in replicates.sorted(by: { ($0.first ?? $1[0]) < ($1.first ?? $0[0]) }) {
            let x = blocks.compactMap { a.units[$0] }
            let y = blocks.compactMap { b.units[$0] }
            guard let one = median(x), let other = median(y), let ratio = median(zip(x, y).map { log($1 / $0) }) else {
                continue
            }
            old.append(one)
            new.append(other)
            logRatios.append(ratio)
        }
    }
}
