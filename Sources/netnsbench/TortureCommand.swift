import ArgumentParser
import BenchmarkEngine
import CPlatform
import Foundation
import NetNamespace
import Report
import Torture

/// `netnsbench torture`.
struct TortureCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "torture",
        abstract: "Tortures variants: every role at once, every law checked all the time.",
        discussion: """
            Half of the time the threads run freely, with random delays in the windows of the protocols; half of the time one at \
            a time, in an order that the seed decides, so that a seed shows a violation again. Before that, scripts provoke what \
            each generation of the rules is known to get wrong; a known violation that does not show is a failure too.

            Examples:
              netnsbench torture --variant rtnl_retry --duration 60s
              netnsbench torture --variant busted_no_grace_period --law I1,I8

            Exit codes: 0 every law came out as the variant's row says; 1 a law was violated, or a known violation was not
            provoked; 5 nettorture was not built; 130 / 143 interrupted, the variants that were done are told.
            """)

    /// How the verdicts are written.
    enum Format: String, CaseIterable, ExpressibleByArgument {
        case table, json
    }

    @Option(
        help: "Variants, comma-separated, negative controls by name; all but those by default.",
        completion: Completions.variants)
    var variant: String?

    @Option(help: "How long, per variant, with its unit: 60s.")
    var duration = TimeSpan(milliseconds: 10_000)

    @Option(
        help: "Laws, comma-separated (I1 ... I9, M1 ... M7, L1 ... L6); all by default. See docs/laws.md.",
        completion: Completions.laws)
    var law: String?

    @Option(help: "Of the first episode; chosen and printed if not given.")
    var seed: UInt64?

    @Option(help: "Threads besides the cleanup worker; 1 to 64.")
    var threads: Int?

    @Option(
        help: """
            delay, yield, signal, handler-registers, half-read, exit-early (comma-separated). \
            Default: delay, yield and exit-early.
            """, completion: Completions.injections)
    var inject: String?

    @Option(help: "serial, free or both.", completion: .list(["serial", "free", "both"]))
    var schedule = "both"

    @Option(help: "Run so many episodes instead of a time, and no script: 1 shows the episode of a seed again.")
    var episodes: Int?

    @Option(help: "table or json.")
    var format: Format = .table

    @OptionGroup var speech: QuietOption

    func run() async throws {
        let variants = try chosen()
        let request = try request()
        guard let program = TortureProgram.besideThisProgram() else {
            throw ProgramFailure(
                status: .unavailable,
                message: "nettorture is not beside this program: build it with `swift build --product nettorture`.")
        }
        var results: [VariantResult] = []
        var signal: Int32 = 0
        speech.say("seed \(request.seed)\n")
        // A variant is what a window is elsewhere: all take the same time, but for tries to show a violation again.
        let progress = ProgressLine(total: variants.count, noun: "variants", perBlock: 1, isQuiet: speech.quiet)
        defer { progress.clear() }
        try await Signals.caught {
            for variant in variants {
                progress.show(results.count, variant)
                let result: VariantResult
                do {
                    result = try await program.torture(variant, request)
                } catch let error as TortureError {
                    throw ProgramFailure.failed(error.description)
                }
                signal = platform_caught_signal()
                if signal != 0 { return }  // what it said is the signal's doing
                results.append(result)
                progress.clear()
                speech.say("\(variant): \(result.isAsExpected ? "as its row says" : "NOT as its row says")\n")
            }
        }
        switch format {
        case .table: TortureReport(results: results, seed: request.seed).print(on: .output)
        case .json: print(try TortureReport(results: results, seed: request.seed).json())
        }
        if signal != 0 { throw interruption(by: signal) }
        guard results.allSatisfy(\.isAsExpected) else { throw ExitCode(ExitStatus.failed.rawValue) }
    }

    private func chosen() throws -> [String] {
        let changing = Variant.all.filter { !$0.isReadOnly }
        guard let names = try words(variant, "variant", known: Variant.all.map(\.name)) else {
            return changing.filter { !$0.isNegativeControl }.map(\.name)
        }
        if let fixed = names.first(where: { name in !changing.contains { $0.name == name } }) {
            throw ProgramFailure.usage(
                "'\(fixed)' is for lists that nobody changes: there is nothing to torture. Leave it out.")
        }
        return names
    }

    private func request() throws -> TortureRequest {
        if let threads, !(1...64).contains(threads) {
            throw ProgramFailure.usage("--threads \(threads) is outside 1 to 64.")
        }
        if let episodes, !(1...1_000_000_000).contains(episodes) {
            throw ProgramFailure.usage("--episodes \(episodes) is outside 1 to 1000000000.")
        }
        guard try words(schedule, "schedule", known: ["serial", "free", "both"])?.count == 1 else {
            throw ProgramFailure.usage("--schedule is one of serial, free and both.")
        }
        return TortureRequest(
            seconds: Double(duration.nanoseconds) / 1e9, seed: seed ?? UInt64.random(in: 0...UInt64(UInt32.max)),
            threads: threads, laws: try words(law, "law", known: TortureRequest.knownLaws),
            injections: try words(inject, "injection", known: TortureRequest.knownInjections), schedule: schedule,
            episodes: episodes)
    }

    private func words(_ text: String?, _ what: String, known: [String]) throws -> [String]? {
        guard let text else { return nil }
        let words = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        if let unknown = words.first(where: { !known.contains($0) }) {
            throw unknownValue(what, unknown, known: known)
        }
        return words
    }
}
