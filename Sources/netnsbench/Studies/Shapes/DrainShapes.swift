import Glibc
import NetNamespace
import Statistics

/// Shapes 1 to 3: what an unlock costs where nothing, something or ever more is pending.
struct DrainShapes {
    let plan: ShapePlan
    let rows: ShapeRows

    /// The answers.
    var findings: [ShapeFinding] { idle + drain + storm }

    // MARK: 1, idle

    private var idle: [ShapeFinding] {
        let walks = ShapeVariants.walking.flatMap { variant in
            [
                exponent(
                    1, "\(variant): idle unlock, exponent of N over \(span(plan.longLengths))", "idle", variant,
                    ["namespaces"], plan.longLengths, .within(plan.linear)),
                counters(
                    1, "\(variant): inspected less N, N = \(span(plan.lengths))", "idle", variant,
                    plan.lengths.map { ($0, 0, $0) }),
            ]
        }
        let beyond =
            plan.longestLengths.isEmpty
            ? []
            : ShapeVariants.walking.map { variant in
                exponent(
                    1, "\(variant): the same over \(span(plan.longestLengths)), out of the caches", "idle", variant,
                    ["namespaces"], plan.longestLengths, .atLeast(1)
                ).asNote
            }
        let flats = ShapeVariants.flat.map { variant in
            exponent(
                1, "\(variant): idle unlock, exponent of N over \(span(plan.lengths))", "idle", variant,
                ["namespaces"], plan.lengths, .within(plan.flat))
        }
        let queues = ShapeVariants.queueing.map { variant in
            counters(
                1, "\(variant): inspected, N = \(span(plan.lengths))", "idle", variant, plan.lengths.map { ($0, 0, 0) })
        }
        return walks + beyond + flats + queues
    }

    // MARK: 2, busy

    private var drain: [ShapeFinding] {
        let counted =
            ShapeVariants.restarting.map { variant in
                counters(
                    2, "\(variant): inspected less N(N+1)/2+N, all N pending, N = \(span(plan.full))", "drain", variant,
                    plan.full.map { ($0, $0, $0 * ($0 + 1) / 2 + $0) })
            }
            + (ShapeVariants.onePass + ShapeVariants.queueing).map { variant in
                counters(
                    2, "\(variant): inspected less N, all N pending, N = \(span(plan.full))", "drain", variant,
                    plan.full.map { ($0, $0, $0) })
            }
        return counted + (plan.isQuick ? [] : timedDrains) + ShapeVariants.queueing.flatMap(queue)
    }

    /// Over the lengths where the search is most of it, if it is quadratic.
    private var timedDrains: [ShapeFinding] {
        let upper = plan.full.filter { $0 >= 256 }
        func claim(_ variant: Variant) -> String {
            "\(variant): drain of N of N, exponent of N over \(span(upper))"
        }
        return ShapeVariants.restarting.map { variant in
            exponent(2, claim(variant), "drain", variant, ["namespaces", "pending"], upper, .within(1.5...2.5))
        }
            + ShapeVariants.onePass.map { variant in
                exponent(2, claim(variant), "drain", variant, ["namespaces", "pending"], upper, .within(plan.linear))
            }
    }

    private func queue(_ variant: Variant) -> [ShapeFinding] {
        let (few, most) = (plan.fewPending, plan.full.max() ?? 0)
        let flat = [
            counters(
                2, "\(variant): inspected less \(few), \(few) pending, N = \(span(plan.mostlyIdle))", "drain", variant,
                plan.mostlyIdle.map { ($0, few, few) }),
            exponent(
                2, "\(variant): drain of \(few), exponent of N over \(span(plan.mostlyIdle))", "drain", variant,
                ["namespaces"], plan.mostlyIdle, .within(plan.flat), ["pending": "\(few)"]),
        ]
        if plan.isQuick { return flat }
        return flat + [
            exponent(
                2, "\(variant): drain of some of \(most), exponent of these over \(span(plan.full))", "drain", variant,
                ["pending"], plan.full, .within(plan.linear), ["namespaces": "\(most)"])
        ]
    }

    // MARK: 3, a storm

    private var storm: [ShapeFinding] {
        guard let shortest = plan.storms.first, let longest = plan.storms.last else { return [] }
        let unbounded = ShapeVariants.restarting.flatMap { variant in
            let most = restarts(variant, plan.storms).max()
            let (long, short) = (restarts(variant, [longest]).max(), restarts(variant, [shortest]).max())
            let ratio = long.flatMap { long in short.map { long / max(1, $0) } }
            // No more than a request of each sender is there when an unlock begins: what is beyond came later.
            return [
                ShapeFinding.shape(
                    3,
                    "\(variant): most restarts of one unlock, more than the \(plan.stormSenders) senders have pending",
                    most.map { [$0] } ?? [], .atLeast(Double(plan.stormSenders + 1)), isRequired: !plan.isQuick),
                ShapeFinding.shape(
                    3, "\(variant): the same in \(longest) ms of storm over that in \(shortest) ms",
                    ratio.map { [$0] } ?? [], .atLeast(1), isRequired: false),
            ]
        }
        let bounded = (ShapeVariants.onePass + ShapeVariants.queueing).flatMap { variant in
            [
                ShapeFinding.shape(
                    3, "\(variant): restarts in \(span(plan.storms)) ms of storm", restarts(variant, plan.storms),
                    .exactly(0), exact: true),
                ShapeFinding.shape(
                    3,
                    "\(variant): inspected by an unlock in \(span(plan.storms)) ms of storm, N = \(plan.stormLength)",
                    storms(variant, plan.storms, "inspected_per_op"), .atMost(Double(plan.stormLength)), exact: true),
            ]
        }
        return unbounded + bounded
    }

    private func restarts(_ variant: Variant, _ windows: [Int]) -> [Double] {
        storms(variant, windows, "restarts_max")
    }

    private func storms(_ variant: Variant, _ windows: [Int], _ column: String) -> [Double] {
        windows.flatMap { window in
            rows.rows(ShapePlan.storm(window), ["variant": variant.name, "shape": "storm"])
                .compactMap { $0.number(column) }
        }
    }

    // MARK: Tools

    /// The exponent of a time in those keys, which have the same value.
    private func exponent(
        _ shape: Int, _ claim: String, _ part: String, _ variant: Variant, _ keys: [String], _ values: [Int],
        _ bound: Bound, _ others: ShapeRows.Wanted = [:]
    ) -> ShapeFinding {
        let series = values.map { value in
            var wanted = others.merging(["scenario": "rtnl_unlock", "variant": variant.name]) { $1 }
            for key in keys { wanted[key] = "\(value)" }
            return (x: Double(value), figures: rows.figures(part, "ns_per_op", wanted))
        }
        return .shape(shape, claim, rows.exponents(series), bound)
    }

    /// How far the namespaces inspected are from what they must be, in every window: the counter is exact.
    private func counters(
        _ shape: Int, _ claim: String, _ part: String, _ variant: Variant,
        _ expected: [(namespaces: Int, pending: Int, inspected: Int)]
    ) -> ShapeFinding {
        let differences = expected.flatMap { item in
            let found = rows.rows(
                part,
                [
                    "scenario": "rtnl_unlock", "variant": variant.name, "namespaces": "\(item.namespaces)",
                    "pending": "\(item.pending)",
                ]
            ).compactMap { $0.number("inspected_per_op") }
            // What was not measured is not as it must be.
            return found.isEmpty ? [Double.nan] : found.map { $0 - Double(item.inspected) }
        }
        return .shape(shape, claim, differences, .exactly(0), exact: true)
    }

    private func span(_ values: [Int]) -> String { "\(values.min() ?? 0)..\(values.max() ?? 0)" }
}
