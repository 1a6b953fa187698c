import ArgumentParser
import BenchmarkResults
import Campaigns
import Comparing

/// `netnsbench duel`.
struct DuelCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "duel",
        abstract: "Measures two builds, or one with two sets of options, side by side, and compares them paired.",
        discussion: """
            In every block a process of each side takes turns with the other window by window (old new, new old, ...), a few
            milliseconds apart and never at once, so that both see the same machine. Two CSV files are left, which `compare`
            reads as pairs. Options of `run` for both sides follow after `--`.

            Examples:
              netnsbench duel old/netnsbench new/netnsbench -- --scenario for_each_net --namespaces 64
              netnsbench duel --git HEAD~1 -- --suite quick
              netnsbench duel --old-options='--pin none' --new-options='--pin compact' -- --scenario rtnl_unlock

            Exit codes: 0 no regression; 1 failed; 2 usage; 3 a regression; 4 undecided, under --strict; 130 / 143 interrupted:
            what was measured is in the files and compared.
            """)

    @Argument(help: "A build of netnsbench.", completion: .file())
    var old: String?

    @Argument(
        help: "Another; without it, and without OLD for this program, --old-options and --new-options differ.",
        completion: .file())
    var new: String?

    @Option(help: "Build this revision in a temporary worktree, and duel it with a build of the working tree.")
    var git: String?

    @Option(help: "Options of run for the old side only.")
    var oldOptions = ""

    @Option(help: "Options of run for the new side only.")
    var newOptions = ""

    @Option(help: "Blocks of each side. Default: as many as a verdict over the cases needs, one of them disagreeing.")
    var pairs: Int?

    @Option(help: "Passes over all cases in each process.")
    var repetitions = 1

    @Option(help: "Of everything random, the order of the cases too.")
    var seed: UInt64?

    @Option(
        name: .shortAndLong, help: "PREFIX of PREFIX-old.csv and PREFIX-new.csv. By default a new name in results/.")
    var out: String?

    @Flag(help: "Replace the CSV files if they exist.")
    var force = false

    @OptionGroup var speech: QuietOption
    @OptionGroup(title: "Comparing") var arguments: ComparisonArguments

    @Argument(parsing: .postTerminator, help: "Options of run for both sides, after `--`.")
    var runOptions: [String] = []

    func run() async throws {
        try check()
        let options = try arguments.options()
        let campaign = Campaign(arguments: CommandLine.arguments)
        let (files, outcome) = try await Signals.caught { try await measured(campaign, options) }
        try files.finish(isQuiet: speech.quiet && out != nil)
        for error in outcome.errors { complain(error) }
        guard !files.sides.contains(where: \.rows.isEmpty) else { return try outcome.throwIfIncomplete() }
        files.sayHowSidesDiffer()
        let comparison = files.comparison(options)
        let isEmpty = comparison.cases.allSatisfy(\.isReference) && !files.hasReferencesOnly
        guard !isEmpty || outcome.signal != nil else {
            throw ProgramFailure.failed("none of the cases that were asked for is on both sides: nothing was compared")
        }
        let output = ComparisonOutput(comparison: comparison, format: arguments.format)
        try output.write()
        try outcome.throwIfIncomplete()
        if !outcome.errors.isEmpty { throw ProgramFailure.failed("some rows are not valid; see the column error") }
        try output.exit(strict: arguments.strict)
    }

    private func measured(
        _ campaign: Campaign, _ options: ComparisonOptions
    ) async throws -> (DuelFiles, Duel.Outcome) {
        let builds = try await Duellists(programs: programs, revision: git, say: speech.say)
        defer { builds.cleanUp() }
        var duel = Duel(
            old: Duel.Party(build: builds.old, options: runOptions + (try words(oldOptions))),
            new: Duel.Party(build: builds.new, options: runOptions + (try words(newOptions))),
            repetitions: repetitions, seed: seed ?? UInt64.random(in: 0...UInt64(UInt32.max)))
        duel.isQuiet = speech.quiet
        let plan = try await duel.plan(pairs: pairs)
        let files = try DuelFiles(prefix: out, campaign: campaign, force: force)
        speech.say(plan.sentence + "\n")
        let outcome = try await duel.measure(
            plan, campaign: campaign.name, argv: campaign.argv,
            verdict: { VerdictsSoFar.counts(files.comparison(options)) },
            onRow: { try files.write($0, isNew: $1) })
        return (files, outcome)
    }

    private var programs: [String] { [old, new].compactMap { $0 } }

    private func check() throws {
        let differ = !oldOptions.isEmpty || !newOptions.isEmpty
        switch (programs.count, git) {
        case (0, .some), (2, nil): break
        case (0...1, nil) where differ: break
        case (_, .some): throw ProgramFailure.usage("--git names the builds: give no programs besides.")
        default:
            throw ProgramFailure.usage(
                "duel takes two builds, OLD NEW, or --git REV, or one build with --old-options and --new-options; got "
                    + "\(programs.count).")
        }
        guard (1...1000).contains(repetitions) else {
            throw ProgramFailure.usage("--repetitions \(repetitions) is outside 1 to 1000.")
        }
        try Duel.check(runOptions + (try words(oldOptions)) + (try words(newOptions)))
    }

    private func words(_ text: String) throws -> [String] {
        guard let words = ShellWords.split(text) else {
            throw ProgramFailure.usage("'\(text)': a quotation mark is not closed.")
        }
        return words
    }
}
