import CPlatform
import Campaigns
import Foundation

/// The ladder, climbed by mutants and by negative controls.
struct KillStudy: Sendable {
    /// The rungs to try.
    let rungs: [Rung]
    /// How long the torture runs per variant and rung.
    let seconds: Double
    /// How many climb at a time.
    let workers: Int
    /// Where everything is built.
    let folder: String
    private let pristine: Workshop
    private let objects: Objects

    /// Copies the C sources to `folder` and builds them as they are.
    init(sources: String, folder: String, rungs: [Rung], seconds: Double, workers: Int) async throws {
        (self.rungs, self.seconds, self.workers, self.folder) = (rungs, seconds, workers, folder)
        pristine = try await Workshop(folder: folder + "/pristine", sources: sources)
        objects = try await Objects(of: pristine, rungs: rungs)
        for rung in rungs where rung != .compile {
            try await pristine.link(objects.list(rung, changed: [], in: ""), rung: rung, to: program(rung))
        }
    }

    private func program(_ rung: Rung) -> String { folder + "/nettorture-" + rung.rawValue }

    /// Lets the sources as they are climb: a ladder that refuses what is right proves nothing.
    func checkPristine(_ variants: [String]) async throws {
        let work = rungs.filter { $0 != .compile }.flatMap { rung in variants.map { (rung, $0) } }
        try await concurrently(work) { piece, _ in
            let (rung, variant) = piece
            let verdict = try await torture(program(rung), rung, variant)
            guard !verdict.isKill else {
                throw ProgramFailure.failed(
                    "\(rung.rawValue) refuses \(variant) as it is (\(verdict.label): \(verdict.evidence)): the ladder proves nothing"
                )
            }
        }
        announce("the sources as they are pass: \(variants.joined(separator: ", "))")
    }

    /// Lets each mutant try each rung, or, in the short form, the one that it is there for.
    func climb(_ mutants: [Mutant], sources: String, short: Bool) async throws -> KillMatrix {
        let workshops = try await (0..<workers).asyncMap {
            try await Workshop(folder: folder + "/worker-\($0)", sources: sources)
        }
        let rows = try await concurrently(mutants) { mutant, worker in
            var row = KillMatrix.Row(name: mutant.name, fate: mutant.fate)
            let workshop = workshops[worker]
            try await workshop.with(mutant) {
                for rung in rungs where !short || rung == mutant.short {
                    row.verdicts[rung] = try await verdict(mutant, rung, workshop)
                }
            }
            return row
        }
        return KillMatrix(kind: "mutants", rows: rows)
    }

    /// Lets each negative control try each rung but the compiler, which must accept them.
    func climb(controls: [String]) async throws -> KillMatrix {
        let rows = try await concurrently(controls) { name, _ in
            var row = KillMatrix.Row(name: name, fate: .killed(by: []))
            for rung in rungs where rung != .compile {
                let verdict = try await torture(program(rung), rung, name)
                announce(name, rung, verdict)
                row.verdicts[rung] = verdict
            }
            return row
        }
        return KillMatrix(kind: "negative controls", rows: rows)
    }

    private func verdict(_ mutant: Mutant, _ rung: Rung, _ workshop: Workshop) async throws -> RungVerdict {
        let changed = objects.readers(of: mutant.file)
        let place = workshop.folder + "/changed-" + rung.rawValue
        let (text, status) = try await workshop.compile(changed, rung: rung, into: place)
        var verdict = RungVerdict(compiler: text, status: status)
        if rung != .compile {
            guard !verdict.isKill else {
                throw ProgramFailure.failed("mutant \(mutant.name) is no C: \(verdict.evidence)")
            }
            let program = workshop.folder + "/nettorture-" + rung.rawValue
            try await workshop.link(objects.list(rung, changed: changed, in: place), rung: rung, to: program)
            // Threads that run freely meet or do not: what must be noticed gets further tries.
            for seed in mutant.fate.isKilled(by: rung) ? [1, 1001, 2001, 3001] : [1] {
                for variant in mutant.variants where !verdict.isKill {
                    verdict = try await torture(program, rung, variant, seed: seed)
                }
            }
        }
        announce(mutant.name, rung, verdict)
        return verdict
    }

    /// Runs the torture; what does not end is killed, and that is a verdict.
    private func torture(
        _ program: String, _ rung: Rung, _ variant: String, seed: Int = 1
    ) async throws -> RungVerdict {
        let limit = Int(seconds) + 45
        let begin = ContinuousClock.now
        let (text, status) = try await Execution(
            program: "/usr/bin/env",
            arguments: [
                "timeout", "--foreground", "--signal=KILL", "\(limit)", program, "--variant", variant, "--seconds",
                "\(seconds)", "--patience", "15", "--seed", "\(seed)",
            ] + rung.arguments
        ).text(errors: true)
        guard
            let verdict = RungVerdict(
                run: text, status: status, rung: rung, ended: ContinuousClock.now - begin < .seconds(limit))
        else {
            throw ProgramFailure.failed("cannot run the torture (exit code \(status)): \(text)")
        }
        return verdict
    }

    private func announce(_ name: String, _ rung: Rung, _ verdict: RungVerdict) {
        announce("\(name)\t\(rung.rawValue)\t\(verdict.isKill ? "killed\t\(verdict.evidence)" : "alive")")
    }

    private func announce(_ text: String) { writeToStandardError(text + "\n") }

    /// Does all the work, `workers` pieces at a time, each told which worker does it; the results in order.
    @discardableResult
    private func concurrently<Piece: Sendable, Result: Sendable>(
        _ work: [Piece], _ body: @Sendable @escaping (Piece, Int) async throws -> Result
    ) async throws -> [Result] {
        try await withThrowingTaskGroup(of: (index: Int, worker: Int, result: Result).self) { group in
            var results: [Int: Result] = [:]
            for (index, piece) in work.prefix(workers).enumerated() {
                group.addTask { (index, index, try await body(piece, index)) }
            }
            var next = min(workers, work.count)
            while let done = try await group.next() {
                results[done.index] = done.result
                guard platform_caught_signal() == 0 else { throw interruption(by: platform_caught_signal()) }
                guard next < work.count else { continue }
                let (index, worker) = (next, done.worker)
                group.addTask { (index, worker, try await body(work[index], worker)) }
                next += 1
            }
            return work.indices.compactMap { results[$0] }
        }
    }
}

extension Range<Int> {
    /// The results of `body`, one after the other.
    fileprivate func asyncMap<Result>(_ body: (Int) async throws -> Result) async rethrows -> [Result] {
        var results: [Result] = []
        for index in self { results.append(try await body(index)) }
        return results
    }
}
