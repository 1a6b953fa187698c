import BenchmarkResults
import Statistics

/// What one run found: the figures side by side, and whether the rankings agree.
struct RealityFindings {
    /// A figure of the model or of the kernel.
    struct Figure {
        let median: Double?
        let interval: Interval?
        let replicates: Int

        init(_ values: [Double]) {
            median = Statistics.median(values)
            interval = signInterval(values)
            replicates = values.count
        }
    }

    /// A subject with both its figures.
    struct Line {
        let subject: RealitySubject
        let model: Figure
        let kernel: Figure
    }

    /// Two figures of a ranking, and how they stand to each other in both.
    struct Pair {
        let one: String
        let other: String
        let model: Standing
        let kernel: Standing

        var agreement: Agreement { Agreement([(model, kernel)]) }
    }

    /// A ranking by both.
    struct Ranked {
        let name: String
        let pairs: [Pair]
        /// In words, such as `RCU > rtnl = list mutex`.
        let model: String
        let kernel: String
        /// Of all pairs together.
        var agreement: Agreement { Agreement(pairs.map { ($0.model, $0.kernel) }) }
    }

    let lines: [Line]
    let rankings: [Ranked]

    init(_ plan: RealityPlan, _ rows: RealityRows) {
        lines = plan.subjects.map { subject in
            Line(
                subject: subject, model: Figure(rows.quotients(subject.model)),
                kernel: Figure(rows.quotients(subject.kernel)))
        }
        rankings = plan.rankings.map { Self.ranked($0, rows) }
    }

    /// Only what both have measured is ranked.
    private static func ranked(_ ranking: RealityRanking, _ rows: RealityRows) -> Ranked {
        let subjects = ranking.subjects.filter {
            !rows.quotients($0.model).isEmpty && !rows.quotients($0.kernel).isEmpty
        }
        let pairs = subjects.indices.flatMap { first in
            subjects.indices.filter { $0 > first }.map { second in
                let (one, other) = (subjects[first], subjects[second])
                return Pair(
                    one: one.short, other: other.short, model: rows.standing(one.model, other.model),
                    kernel: rows.standing(one.kernel, other.kernel))
            }
        }
        return Ranked(
            name: ranking.name, pairs: pairs, model: words(subjects, \.model, rows),
            kernel: words(subjects, \.kernel, rows))
    }

    /// By their medians, with what stands between neighbours: `>` more than the margin, `=` less, `?` not decided.
    private static func words(
        _ subjects: [RealitySubject], _ side: KeyPath<RealitySubject, RealityQuotient>, _ rows: RealityRows
    ) -> String {
        let sorted = subjects.sorted { one, other in
            let figures = [one, other].map { median(rows.quotients($0[keyPath: side])) ?? 0 }
            return figures[0] > figures[1]
        }
        return sorted.indices.map { index in
            guard index > 0 else { return sorted[index].short }
            let standing = rows.standing(sorted[index - 1][keyPath: side], sorted[index][keyPath: side])
            let mark = standing == .above ? ">" : standing == .alike ? "=" : "?"
            return "\(mark) \(sorted[index].short)"
        }.joined(separator: " ")
    }
}
