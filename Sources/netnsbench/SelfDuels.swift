import BenchmarkResults
import Campaigns

/// Campaigns of one program against itself.
struct SelfDuels {
    /// The two sides of one.
    typealias Rows = (old: [ResultRow], new: [ResultRow])

    /// The builds: one twice, or two copies of one.
    let builds: Duellists
    /// Options of run.
    let options: [String]
    /// What the campaigns are called, before their number.
    let name: String
    /// The command line that the rows carry.
    let argv: String
    /// Of everything random.
    let seed: UInt64
    /// Whether nothing is said of how far it is.
    var isQuiet = false

    /// Measures `count` campaigns, one after the other; inside `Signals.caught`.
    ///
    /// - Parameters:
    ///   - pairs: as many as a verdict needs where it is nil.
    ///   - announce: takes what will be measured, before the first.
    ///   - between: called before every campaign but the first.
    ///   - onCampaign: takes the rows of each that is complete, the pairs that were planned, and what was wrong with rows.
    /// - Returns: the signal that ended it early.
    func measure(
        _ count: Int, pairs: Int?, announce: (Duel.Plan) -> Void, between: () async throws -> Void = {},
        onCampaign: (_ rows: Rows, _ pairs: Int, _ errors: [String]) -> Void
    ) async throws -> Int32? {
        for number in 0..<count {
            var duel = Duel(
                old: Duel.Party(build: builds.old, options: options),
                new: Duel.Party(build: builds.new, options: options),
                repetitions: 1, seed: seed &+ UInt64(number) &* 0x1_0000)
            duel.isQuiet = isQuiet
            duel.title = count > 1 ? "campaign \(number + 1)/\(count): " : ""
            let plan = try await duel.plan(pairs: pairs)
            if number == 0 { announce(plan) } else { try await between() }
            var rows: Rows = ([], [])
            let outcome = try await duel.measure(plan, campaign: "\(name)-\(number)", argv: argv) {
                if $1 { rows.new.append($0) } else { rows.old.append($0) }
            }
            if let signal = outcome.signal { return signal }
            if let failure = outcome.failure { throw ProgramFailure.failed(failure) }
            onCampaign(rows, plan.pairs, outcome.errors)
        }
        return nil
    }
}
