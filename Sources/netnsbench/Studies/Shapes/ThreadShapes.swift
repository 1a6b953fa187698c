import NetNamespace
import Statistics

/// Shapes 4 to 7: batches of the dying, a creator's tail, and what a second thread gains.
struct ThreadShapes {
    let plan: ShapePlan
    let rows: ShapeRows

    /// The answers.
    var findings: [ShapeFinding] { batches + tails + lockers + readers }

    // MARK: 4, batches

    private var batches: [ShapeFinding] {
        let gains = plan.batches.map { ($0, gain(batch: $0)) }
        guard let (least, single) = gains.first, let (most, largest) = gains.last else { return [] }
        let byBlock = zip(largest, single).map { $0 / $1 }
        let rises = zip(gains, gains.dropFirst()).map { before, after in
            ShapeFinding.shape(
                4, "rcu_batch over rcu_memb, namespaces destroyed per second: batch \(after.0) against \(before.0)",
                zip(after.1, before.1).map { $0 / $1 }, .atLeast(0.9), isRequired: !plan.isQuick)
        }
        return [
            ShapeFinding.shape(
                4, "rcu_batch over rcu_memb, namespaces destroyed per second: batch \(most) against \(least)", byBlock,
                .atLeast(1.5), isRequired: !plan.isQuick)
        ] + rises
    }

    /// How many times as fast rcu_batch destroys, block by block.
    func gain(batch: Int) -> [Double] {
        func times(_ variant: String) -> [Int64: Double] {
            rows.figures("destroy", "ns_per_op", ["variant": variant, "shape": "destroy", "batch": "\(batch)"])
        }
        return rows.ratios(times("rcu_memb"), times("rcu_batch"))
    }

    // MARK: 5, a creator's tail

    /// The rules whose creators wait behind a grace period under `net_mutex`.
    static let waiting = ShapeVariants.all.filter { $0.usesRCU && !$0.sharesLife }
    /// The first rules by which they need not.
    static let free = ShapeVariants.all.filter(\.sharesLife).prefix(1)

    /// Rules under `net_mutex` that walk as those do, and wait for no grace period: what of it is the walk.
    static let walking = ShapeVariants.onePass.filter { !$0.usesRCU && !$0.sharesLife }

    private var tails: [ShapeFinding] {
        func over(_ free: Variant, _ variant: Variant) -> String {
            "\(variant) over \(free): p90 of a create's response while others are destroyed, N = \(plan.churned)"
        }
        return Self.free.flatMap { free in
            Self.waiting.map { waiting in
                ShapeFinding.shape(
                    5, over(free, waiting), rows.ratios(tail(waiting), tail(free)), .atLeast(1.5),
                    isRequired: !plan.isQuick)
            }
                + Self.walking.map { walking in
                    let ratios = rows.ratios(tail(walking), tail(free))
                    return ShapeFinding(
                        subject: "shape 5", claim: over(free, walking) + ", what of it is the walk",
                        figure: ShapeFinding.shape(5, "", ratios, .atLeast(0)).figure, outcome: .noted)
                }
        }
    }

    /// The ninetieth percentile of a create, block by block.
    func tail(_ variant: Variant) -> [Int64: Double] {
        rows.figures("create", "response_p90_ns", ["variant": variant.name, "scenario": "mixed"])
    }

    // MARK: 6, lockers

    private var lockers: [ShapeFinding] {
        return [
            ShapeFinding.shape(
                6, "per_net_rtnl with the global rtnl: unlocks per second of two lockers against one",
                lockerGain("lockers"), .atMost(1.25), isRequired: !plan.isQuick),
            ShapeFinding.shape(
                6, "per_net_rtnl without it: unlocks per second of two lockers against one",
                lockerGain("lockers-alone"), .atLeast(1.4), isRequired: !plan.isQuick && secondCPUIsFree),
        ]
    }

    /// What a second locker gains, block by block.
    func lockerGain(_ part: ShapeRows.Part) -> [Double] {
        func rate(_ lockers: Int) -> [Int64: Double] {
            rows.figures(part, "locker_ops_per_s", ["shape": "idle", "lockers": "\(lockers)"])
        }
        return rows.ratios(rate(2), rate(1))
    }

    // MARK: 7, readers

    private var readers: [ShapeFinding] {
        guard let length = plan.walked.last else { return [] }
        let ceiling = readerGain(of: "unlocked", length: length)
        // Where others keep the second CPU nothing can be seen, whatever the rules.
        let isFree = secondCPUIsFree
        let alone = ShapeVariants.readAlone.map { variant in
            ShapeFinding.shape(
                7, "\(variant): passes per second of two readers against one, N = \(length)",
                readerGain(of: variant.name, length: length), .atMost(1.25), isRequired: !plan.isQuick)
        }
        let together = ShapeVariants.readUnderRCU.map { variant in
            ShapeFinding.shape(
                7, "\(variant): the same as a share of what unlocked gains",
                readerGain(of: variant.name, length: length, against: "unlocked"), .atLeast(0.8),
                isRequired: !plan.isQuick && isFree)
        }
        let noted = ShapeFinding(
            subject: "shape 7", claim: "unlocked: passes per second of two readers against one, the ceiling",
            figure: ShapeFinding.shape(7, "", ceiling, .atLeast(0)).figure
                + (isFree ? "" : "; no second CPU was free: the gains above it cannot be seen"), outcome: .noted)
        return alone + together + [noted]
    }

    /// Whether `unlocked`, which nothing holds back, gains enough from a second thread for the gains of others to be seen.
    var secondCPUIsFree: Bool { (median(readerGain(of: "unlocked", length: plan.walked.last ?? 64)) ?? 0) >= 1.4 }

    /// What a second reader gains, block by block; as a share of what another's gains.
    func readerGain(of variant: String, length: Int, against other: String? = nil) -> [Double] {
        func gains(_ variant: String) -> [Int64: Double] {
            func rate(_ readers: Int) -> [Int64: Double] {
                rows.figures(
                    "walk", "reader_ops_per_s",
                    [
                        "scenario": "for_each_net", "variant": variant, "namespaces": "\(length)",
                        "readers": "\(readers)",
                    ])
            }
            let (two, one) = (rate(2), rate(1))
            return two.reduce(into: [:]) { gains, item in
                if let before = one[item.key], before > 0 { gains[item.key] = item.value / before }
            }
        }
        let own = gains(variant)
        guard let other else { return own.keys.sorted().compactMap { own[$0] } }
        return rows.ratios(own, gains(other))
    }
}
