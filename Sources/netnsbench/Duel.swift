import BenchmarkEngine
import BenchmarkResults
import Campaigns
import Statistics

/// Two parties, measured block by block in turn.
struct Duel {
    /// A build and its options of `run`.
    struct Party {
        let build: Build
        let options: [String]
    }

    /// What will be measured.
    struct Plan {
        /// Blocks of each side.
        let pairs: Int
        /// The cases of each side; nil where a build measures all its cases in one process.
        let old: [String]?, new: [String]?
        /// Cases of a side, for the user.
        let cases: Int
        /// Whether the sides measure in turn, window by window.
        let isInLockstep: Bool
        fileprivate let windowSeconds: Double
        fileprivate let needed: Int

        /// How many windows there will be.
        fileprivate(set) var windows: Int

        /// One line for the user, before the start.
        var sentence: String {
            "\(cases) \(cases == 1 ? "case" : "cases"), \(pairs) pairs of blocks: about "
                + duration(Double(windows) * windowSeconds + Double(2 * pairs) * 0.06)
                + ". " + RunSchedule.need(cases: cases, needed: needed, unit: "pairs")
        }
    }

    /// The parties.
    let old: Party, new: Party
    /// Passes over the cases in each process.
    let repetitions: Int
    /// Block `b` has this plus b - 1, on both sides.
    let seed: UInt64
    /// Whether nothing is said of how far it is.
    var isQuiet = false
    /// What stands before the numbers of the one who waits.
    var title = ""

    /// Asks both builds for their cases.
    func plan(pairs: Int?) async throws -> Plan {
        if let pairs, !(1...10_000).contains(pairs) {
            throw ProgramFailure.usage("--pairs \(pairs) is outside 1 to 10000.")
        }
        let names = try await (cases(old), cases(new))
        guard let before = names.0, let after = names.1 else {
            throw ProgramFailure.usage("no case can be made of these options.")
        }
        // Only what both have can be compared; options that differ make names that differ, and then all is measured.
        let shared = before.filter(Set(after).contains)
        let isSame = old.options == new.options
        if isSame && shared.isEmpty { throw ProgramFailure.failed("the two builds have no case in common") }
        let cases = isSame ? shared.count : max(before.count, after.count)
        let needed = minimumPairsForHolm(cases: cases, alpha: RunSchedule.alpha, disagreeing: 1)
        let takeCases = old.build.takesCases && new.build.takesCases
        // What both have stands at the same places, so that it is measured at the same time.
        let common = Set(shared)
        let sides =
            isSame ? [shared, shared] : [before, after].map { shared + $0.filter { !common.contains($0) } }
        return Plan(
            pairs: pairs ?? needed, old: takeCases ? sides[0] : nil, new: takeCases ? sides[1] : nil, cases: cases,
            isInLockstep: takeCases && old.build.takesLockstep && new.build.takesLockstep
                && sides[0].count == sides[1].count,
            windowSeconds: windowSeconds, needed: needed,
            windows: (pairs ?? needed) * repetitions * sides.reduce(0) { $0 + $1.count })
    }

    private func cases(_ party: Party) async throws -> [String]? {
        do {
            let names = try await party.build.cases(options: party.options)
            return names.isEmpty ? nil : names
        } catch let error as ExecutionError {
            throw ProgramFailure.usage("\(party.build.path): \(error)")
        }
    }

    /// As this program understands the options; one that it does not know leaves the usual.
    private var windowSeconds: Double {
        let measuring = (try? RunCommand.parse(old.options))?.measuring
        let nanoseconds = measuring.map { $0.duration.nanoseconds + $0.warmup.nanoseconds } ?? 24_000_000
        return Double(nanoseconds) / 1e9 + 0.004
    }

    /// Measures all pairs; inside `Signals.caught`.
    ///
    /// - Parameters:
    ///   - isEnough: asked after every block: whether the rest may be left out.
    ///   - verdict: what can be said of the rows so far.
    ///   - onRow: takes each row when its window has closed, and whether it is one of the new side's.
    func measure(
        _ plan: Plan, campaign: String, argv: String, isEnough: (_ block: Int) -> Bool = { _ in false },
        verdict: @escaping () -> String? = { nil },
        onRow: (_ row: ResultRow, _ isNew: Bool) throws -> Void
    ) async throws -> Outcome {
        let recorder = CampaignRecorder(campaign: campaign)
        let progress = ProgressLine(
            title, total: plan.windows, perBlock: plan.windows / plan.pairs, isQuiet: isQuiet)
        progress.verdict = verdict
        defer { progress.clear() }
        recorder.onComplaints = { text in
            progress.clear()
            writeToStandardError(text)
        }
        do {
            for block in 1...plan.pairs {
                let requests = [(old, plan.old), (new, plan.new)].map { party, cases in
                    BlockRequest(
                        build: party.build, options: party.options, cases: cases, number: block,
                        seed: seed &+ UInt64(block - 1), repetitions: repetitions, argv: argv)
                }
                let signal = try await measure(requests, plan, recorder) { row, side in
                    try onRow(row, side == 1)
                    progress.advance(row.caseKey.benchmarkName)
                }
                if let signal { return Outcome(signal: signal, recorder) }
                if isEnough(block) { break }
            }
        } catch let error as ExecutionError {
            return Outcome(signal: nil, recorder, failure: error.description)
        } catch {
            throw ProgramFailure.failed("\(error)")
        }
        return Outcome(signal: nil, recorder)
    }

    /// How measuring ended.
    struct Outcome {
        /// The signal that ended it early.
        let signal: Int32?
        /// What was wrong with rows, a sentence each.
        let errors: [String]
        /// Why measuring could not go on.
        let failure: String?

        fileprivate init(signal: Int32?, _ recorder: CampaignRecorder, failure: String? = nil) {
            self.signal = signal
            self.failure = failure
            errors =
                recorder.errors
                + recorder.timedOut.sorted().map { "\($0) did not end in time and was not measured again" }
        }

        /// Throws what ended it before its time.
        func throwIfIncomplete() throws {
            if let signal { throw interruption(by: signal) }
            if let failure { throw ProgramFailure.failed(failure) }
        }
    }

    /// Refuses options that are not for the sides to choose.
    static func check(_ options: [String]) throws {
        let own = [
            "-o", "--out", "--force", "--seed", "--processes", "--repetitions", "--resume", "--cases", "--in-process",
            "--dry-run", "-q", "--quiet",
        ]
        for word in options {
            let name = word.split(separator: "=").first.map(String.init) ?? word
            if own.contains(name) { throw ProgramFailure.usage("\(name) is not for the sides: it is set for both.") }
            if ["--", "-h", "--help", "--help-hidden"].contains(name) {
                throw ProgramFailure.usage("\(name) has no place among the options of run for both sides.")
            }
        }
    }

    /// One block of both sides: in lockstep where both builds can, else one process after the other.
    private func measure(
        _ requests: [BlockRequest], _ plan: Plan, _ recorder: CampaignRecorder,
        _ onRow: (_ row: ResultRow, _ side: Int) throws -> Void
    ) async throws -> Int32? {
        let first = (requests[0].number ?? 1) % 2 == 1 ? 0 : 1
        var requests = requests
        if plan.isInLockstep, let old = requests[0].cases, let new = requests[1].cases {
            // What hung on one side is measured on neither: the lists stay as long as each other.
            let places = old.indices.filter { ![old[$0], new[$0]].contains(where: recorder.timedOut.contains) }
            requests[0].cases = places.map { old[$0] }
            requests[1].cases = places.map { new[$0] }
        } else {
            for side in 0...1 { requests[side].cases?.removeAll(where: recorder.timedOut.contains) }
        }
        if requests.contains(where: { $0.cases?.isEmpty == true }) { return nil }
        if plan.isInLockstep { return try await recorder.measure(pair: requests, first: first, onRow: onRow) }
        for side in [first, 1 - first] {
            if let signal = try await recorder.measure(requests[side], onRow: { try onRow($0, side) }) { return signal }
        }
        return nil
    }
}
