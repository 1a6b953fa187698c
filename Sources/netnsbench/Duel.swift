import BenchmarkEngine
import BenchmarkResults
import CPlatform
import Campaigns
import Glibc
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
        /// Cases per process.
        let slice: Int
        fileprivate let windowSeconds: Double
        fileprivate let needed: Int

        /// How many windows there will be.
        fileprivate(set) var windows: Int

        /// One line for the user, before the start.
        var sentence: String {
            "\(cases) \(cases == 1 ? "case" : "cases"), \(pairs) pairs of blocks: about "
                + duration(Double(windows) * windowSeconds + Double(2 * pairs * (1 + (cases - 1) / slice)) * 0.06)
                + ". " + RunSchedule.need(cases: cases, needed: needed, unit: "pairs")
        }
    }

    /// The parties.
    let old: Party, new: Party
    /// Passes over the cases in each process.
    let repetitions: Int
    /// Block `b` has this plus b - 1, on both sides.
    let seed: UInt64

    /// How long one side measures before the other has its turn, in seconds.
    private static let turn = 1.0

    /// Asks both builds for their cases.
    func plan(pairs: Int?) async throws -> Plan {
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
        let seconds = windowSeconds
        let takeCases = old.build.takesCases && new.build.takesCases
        let slice = takeCases && isSame ? max(1, Int(Self.turn / seconds / Double(repetitions))) : max(1, cases)
        return Plan(
            pairs: pairs ?? needed, old: takeCases ? (isSame ? shared : before) : nil,
            new: takeCases ? (isSame ? shared : after) : nil, cases: cases, slice: slice, windowSeconds: seconds,
            needed: needed,
            windows: (pairs ?? needed) * repetitions * (isSame ? 2 * shared.count : before.count + after.count))
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

    /// Measures all pairs; the signal that ended them early.
    ///
    /// - Parameters:
    ///   - isEnough: asked after every block: whether the rest may be left out.
    ///   - onRow: takes each row when its window has closed, and whether it is one of the new side's.
    func measure(
        _ plan: Plan, campaign: String, argv: String, isEnough: (_ block: Int) -> Bool = { _ in false },
        onRow: (_ row: ResultRow, _ isNew: Bool) throws -> Void
    ) async throws -> Int32? {
        let recorder = CampaignRecorder(campaign: campaign)
        let progress = ProgressLine(total: plan.windows)
        recorder.onComplaints = { text in
            progress.clear()
            writeToStandardError(text)
        }
        let code = platform_catch_signals()
        guard code == 0 else {
            throw ProgramFailure.failed("cannot catch signals: \(String(cString: strerror(-code)))")
        }
        defer { platform_release_signals() }
        do {
            for block in 1...plan.pairs {
                for turn in turns(plan, block) {
                    let cases = turn.cases?.filter { !recorder.timedOut.contains($0) }
                    if cases?.isEmpty == true { continue }
                    let party = turn.isNew ? new : old
                    let request = BlockRequest(
                        build: party.build, options: party.options, cases: cases, number: block,
                        seed: seed &+ UInt64(block - 1), repetitions: repetitions, argv: argv)
                    let signal = try await recorder.measure(request) { row in
                        try onRow(row, turn.isNew)
                        progress.advance(row.caseKey.benchmarkName)
                    }
                    if let signal {
                        progress.clear()
                        return signal
                    }
                }
                if isEnough(block) { break }
            }
        } catch {
            progress.clear()
            throw ProgramFailure.failed("\(error)")
        }
        progress.clear()
        for error in recorder.errors { complain(error) }
        return nil
    }

    /// Refuses options that are not for the sides to choose.
    static func check(_ options: [String]) throws {
        let own = [
            "-o", "--out", "--force", "--seed", "--processes", "--repetitions", "--resume", "--cases", "--in-process",
            "--dry-run",
        ]
        for word in options {
            let name = word.split(separator: "=").first.map(String.init) ?? word
            if own.contains(name) { throw ProgramFailure.usage("\(name) is not for the sides: it is set for both.") }
        }
    }

    private struct Turn {
        let isNew: Bool
        let cases: [String]?
    }

    /// The turns of a block: each slice of the cases on both sides, and the other side first with every slice and block.
    private func turns(_ plan: Plan, _ block: Int) -> [Turn] {
        var generator = SeededGenerator(seed: seed &+ UInt64(block))
        var slices: [([String]?, [String]?)] = [(plan.old, plan.new)]
        if let cases = plan.old, plan.old == plan.new, cases.count > plan.slice {
            let order = cases.shuffled(using: &generator)
            slices = stride(from: 0, to: order.count, by: plan.slice).map {
                let slice = Array(order[$0..<min($0 + plan.slice, order.count)])
                return (slice, slice)
            }
        }
        return slices.enumerated().flatMap { index, slice in
            let turns = [Turn(isNew: false, cases: slice.0), Turn(isNew: true, cases: slice.1)]
            return (block + index) % 2 == 1 ? turns : turns.reversed()
        }
    }
}
