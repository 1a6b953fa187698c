import BenchmarkResults
import Comparing
import NetNamespace
import Statistics

/// What `pending_queue` promises, held against what was measured.
struct QueuePromises {
    let plan: ShapePlan
    let rows: ShapeRows

    private let queue = "pending_queue"
    private let seed = "rtnl_retry"

    /// The answers.
    var findings: [ShapeFinding] { idle + drain + storm + walk }

    private var idle: [ShapeFinding] {
        let length = plan.lengths.last ?? 1
        func times(_ variant: String) -> [Int64: Double] {
            rows.figures(
                "idle", "ns_per_op",
                ["scenario": "rtnl_unlock", "variant": variant, "namespaces": "\(length)"])
        }
        let bare = rows.figures("idle", "ns_per_op", ["scenario": "mutex_pair"])
        return [
            .promise(
                "a", "idle unlock at N = \(length) over a bare pthread mutex", rows.ratios(times(queue), bare),
                .atMost(1.5)),
            .promise(
                "a", "idle unlock at N = \(length): \(seed) over \(queue)", rows.ratios(times(seed), times(queue)),
                .atLeast(1000)),
        ]
    }

    private var drain: [ShapeFinding] {
        func times(_ variant: String) -> [Int64: Double] {
            rows.figures(
                "drain", "ns_per_op",
                ["scenario": "rtnl_unlock", "variant": variant, "namespaces": "100000", "pending": "1"])
        }
        return [
            .promise(
                "b", "drain of 1 pending among 100000: \(seed) over \(queue)", rows.ratios(times(seed), times(queue)),
                .atLeast(1000))
        ]
    }

    // MARK: The storm

    private var storm: [ShapeFinding] {
        plan.walked.flatMap { length in
            [1, 2].flatMap { senders in
                [
                    best(length, senders, "requests handled per second", .atLeast(0.95), isHigherBetter: true) {
                        guard let handled = $0.number("handled"), let window = $0.number("window_s") else { return nil }
                        return handled / window
                    },
                    best(length, senders, "p99 from enqueue to handled", .atMost(1.05), isHigherBetter: false) {
                        $0.number("enqueue_to_handled_p99_ns")
                    },
                ]
            }
        }
    }

    /// The queue over the best of the others, block by block; which that is their medians say.
    private func best(
        _ length: Int, _ senders: Int, _ what: String, _ bound: Bound, isHigherBetter: Bool,
        _ figure: (ResultRow) -> Double?
    ) -> ShapeFinding {
        func figures(_ variant: String) -> [Int64: Double] {
            rows.figures(
                "queue",
                ["variant": variant, "shape": "storm", "namespaces": "\(length)", "senders": "\(senders)"], figure)
        }
        let others = ShapeVariants.walking.map(\.name).compactMap { name in
            median(Array(figures(name).values)).map { (name: name, median: $0) }
        }
        let best = isHigherBetter ? others.max { $0.median < $1.median } : others.min { $0.median < $1.median }
        let claim = "storm, N = \(length), \(senders) senders: \(what), \(queue) over the best other"
        guard let best else { return .promise("c", claim, [], bound) }
        return .promise("c", "\(claim) (\(best.name))", rows.ratios(figures(queue), figures(best.name)), bound)
    }

    // MARK: The walk

    private var walk: [ShapeFinding] {
        guard let metric = Schema.column("ns_per_op") else { return [] }
        var options = ComparisonOptions(metric: metric)
        options.ignored = ["variant"]
        func side(_ variant: String) -> Side {
            Side(label: variant, rows: rows.rows("walk", ["scenario": "for_each_net", "variant": variant]))
        }
        let (old, new) = (side("rcu_memb"), side(queue))
        guard !old.rows.isEmpty, !new.rows.isEmpty else { return [.promise("d", "for_each_net", [], .atMost(1.05))] }
        let comparison = Comparison(
            baseline: old, contenders: [new], options: options, isOneFile: true, words: .times)
        return comparison.cases.map { item in
            let interval = item.interval.map {
                " [\(ShapeFinding.short($0.lower)), \(ShapeFinding.short($0.upper))]"
            }
            let outcome: ShapeFinding.Outcome =
                switch item.verdict {
                case .equivalent, .improvement: .holds
                case .regression: .broken
                default: .open
                }
            return ShapeFinding(
                subject: "promise d", claim: "\(item.key): \(queue) over rcu_memb, equivalent or faster",
                figure: (item.ratio.map(ShapeFinding.short) ?? "not measured") + (interval ?? "") + ", "
                    + item.text(comparison.words), outcome: outcome)
        }
    }
}
