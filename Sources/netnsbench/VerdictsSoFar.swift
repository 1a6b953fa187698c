import BenchmarkResults
import Comparing

/// How the verdicts stand on rows that are not all there yet, for the one who waits: counts, and nothing to act on.
enum VerdictsSoFar {
    /// The counts of a comparison; nil where it gives no verdict on anything.
    static func counts(_ comparison: Comparison) -> String? {
        let items = comparison.cases.filter { $0.isVerdict && !$0.isReference && $0.verdict != .none }
        guard !items.isEmpty else { return nil }
        var parts = [Verdict.regression, .improvement, .differs, .equivalent].compactMap { verdict -> String? in
            let count = items.count { $0.verdict == verdict }
            let word = verdict.text(comparison.words)
            let isNoun = ["regression", "improvement"].contains(word)
            return count == 0 ? nil : "\(count) \(word)\(isNoun && count > 1 ? "s" : "")"
        }
        let undecided = items.count { !$0.verdict.isDecided }
        if undecided > 0 { parts.append("\(undecided) undecided") }
        return parts.joined(separator: ", ")
    }

    /// The variants of a run against the usual baseline; nil where that is not measured.
    static func variants(_ rows: [ResultRow]) -> String? {
        guard let metric = Schema.column("ns_per_op"), rows.contains(where: { $0.text("variant") == usualBaseline })
        else { return nil }
        let parts = FileParts(rows: rows, by: "variant")
        guard
            let comparison = parts.comparison(baseline: usualBaseline, options: ComparisonOptions(metric: metric)),
            let counts = counts(comparison)
        else { return nil }
        return "\(counts) against \(usualBaseline)"
    }

    /// What variants are set against unless another is named.
    static let usualBaseline = "net_list_mutex"
}
