import BenchmarkEngine
import BenchmarkResults
import Comparing
import Glibc
import Report
import Statistics

/// Duels of one case against the same with some visits more.
struct PowerStudy {
    let builds: Duellists
    let options: [String]
    let length: Int
    let seconds: Int

    /// The moments at which verdicts are taken, in seconds of machine time.
    var moments: [Double] { [1, 2, 5, 10, 20].map(Double.init).filter { $0 < Double(seconds) } + [Double(seconds)] }

    /// How many visits more make the walk slower by `share`: the number whose measured ratio is nearest to it.
    ///
    /// Where namespaces lie matters as well as how many there are, so what each number costs is measured, not assumed.
    func visits(for share: Double, seed: UInt64) async throws -> Int {
        let expected = max(1, Int((share * Double(length)).rounded()))
        var best = (extra: expected, error: Double.infinity)
        for extra in max(1, expected - 2)...(expected + 2) {
            let rows = try await duel(extra: extra, seed: seed, pairs: 12) { _ in false }
            guard let ratio = compared(rows.old, rows.new)?.ratio else { continue }
            let error = abs(ratio - 1 - share)
            if error < best.error { best = (extra, error) }
        }
        return best.extra
    }

    /// What one try said at each moment.
    struct Attempt {
        /// The verdict and the figures at each moment; nil where nothing could be said yet.
        var items: [Double: CaseComparison] = [:]
        /// The log ratios of all its pairs.
        var logRatios: [Double] = []
    }

    /// One try.
    func attempt(extra: Int, seed: UInt64) async throws -> Attempt {
        let clock = SystemClock()
        let start = clock.now()
        var ends: [(seconds: Double, block: Int64)] = []
        let rows = try await duel(extra: extra, seed: seed, pairs: 10_000) { block in
            let elapsed = Double(clock.now() - start) / 1e9
            ends.append((elapsed, Int64(block)))
            return elapsed >= Double(seconds)
        }
        var attempt = Attempt()
        for moment in moments {
            let last = ends.last { $0.seconds <= moment }?.block ?? (moment == moments.last ? ends.last?.block : nil)
            guard let last else { continue }
            let upTo = { (rows: [ResultRow]) in rows.filter { ($0.integer("block") ?? 0) <= last } }
            attempt.items[moment] = compared(upTo(rows.old), upTo(rows.new))
        }
        attempt.logRatios = ratios(rows.old, rows.new)
        return attempt
    }

    private func duel(
        extra: Int, seed: UInt64, pairs: Int, isEnough: (Int) -> Bool
    ) async throws -> (old: [ResultRow], new: [ResultRow]) {
        func party(_ namespaces: Int) -> Duel.Party {
            Duel.Party(build: builds.old, options: options + ["--namespaces", "\(namespaces)"])
        }
        let duel = Duel(old: party(length), new: party(length + extra), repetitions: 1, seed: seed >> 1)
        let plan = try await duel.plan(pairs: pairs)
        var rows: (old: [ResultRow], new: [ResultRow]) = ([], [])
        let outcome = try await duel.measure(
            plan, campaign: "power-\(seed)", argv: "netnsbench study power", isEnough: isEnough
        ) {
            if $1 { rows.new.append($0) } else { rows.old.append($0) }
        }
        try outcome.throwIfIncomplete()
        return rows
    }

    /// The slowed case as the duel judges it, among the cases that every campaign measures.
    private func compared(_ old: [ResultRow], _ new: [ResultRow]) -> CaseComparison? {
        guard let metric = Schema.column("ns_per_op") else { return nil }
        var options = ComparisonOptions(metric: metric)
        options.ignored = ["namespaces"]
        let comparison = Comparison(
            baseline: Side(label: "old", rows: old), contenders: [Side(label: "new", rows: new)], options: options)
        return comparison.cases.first { $0.key.values["namespaces"] == nil }
    }

    private func ratios(_ old: [ResultRow], _ new: [ResultRow]) -> [Double] {
        func figures(_ rows: [ResultRow]) -> [Int64: Double] {
            Dictionary(
                rows.filter { !Floor.isReference($0) }.compactMap { row in
                    row.number("ns_per_op").map { (row.integer("block") ?? 0, $0) }
                }, uniquingKeysWith: { first, _ in first })
        }
        let before = figures(old)
        return figures(new).compactMap { block, figure in before[block].map { log(figure / $0) } }
    }
}

/// How often a share was found, by the time spent.
struct PowerCurve {
    /// The share that was aimed at, and the visits that make it.
    let share: Double, extra: Int
    private var attempts: [PowerStudy.Attempt] = []

    init(share: Double, extra: Int) {
        self.share = share
        self.extra = extra
    }

    mutating func add(_ attempt: PowerStudy.Attempt) { attempts.append(attempt) }

    /// Of the tries that had pairs by then: verdicts `regression`, and intervals above 1.
    func called(within seconds: Double) -> (regressions: Int, above: Int, tries: Int)? {
        let items = attempts.map { $0.items[seconds] }
        guard !items.isEmpty else { return nil }
        return (
            items.count { $0?.verdict == .regression }, items.count { ($0?.interval?.lower ?? 0) > 1 }, items.count
        )
    }

    /// For the one who waits.
    var progress: String {
        let last = attempts.last.map { $0.items.keys.max().flatMap { called(within: $0) } } ?? nil
        return last.map { "\($0.regressions) of \($0.tries) called a regression" } ?? "no verdict yet"
    }

    /// The ratio over all pairs of all tries, with its interval.
    private var measured: String {
        let ratios = attempts.flatMap(\.logRatios)
        guard let middle = median(ratios), let interval = signInterval(ratios) else { return "" }
        func figure(_ x: Double) -> String { "\((exp(x) * 1000).rounded() / 1000)" }
        return "\(figure(middle)) [\(figure(interval.lower)), \(figure(interval.upper))]"
    }

    /// A row per share and moment.
    static func grid(_ curves: [PowerCurve], seconds: [Double]) -> TextGrid {
        TextGrid(
            titles: [
                "aimed at", "measured ratio", "after", "called a regression", "exact 95 % bounds", "interval above 1",
            ], numeric: [3, 5],
            rows: curves.flatMap { curve in
                seconds.compactMap { moment in
                    curve.called(within: moment).map { called in
                        let bounds = clopperPearson(successes: called.regressions, trials: called.tries)
                        return [
                            "\(Int((curve.share * 100).rounded())) % (\(curve.extra) visits)", curve.measured,
                            "\(Int(moment)) s", "\(called.regressions) of \(called.tries)",
                            "[\(Int((bounds.lower * 100).rounded())) %, \(Int((bounds.upper * 100).rounded())) %]",
                            "\(called.above) of \(called.tries)",
                        ]
                    }
                }
            })
    }
}
