import ArgumentParser
import BenchmarkEngine
import BenchmarkResults
import Comparing
import Glibc
import Report
import Statistics

/// `netnsbench study power`, behind `make power`.
struct StudyPowerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "power",
        abstract: "Duels with a case slowed by a known share: how often, and how soon, it is called slower.",
        discussion: """
            The slowed side walks a list that is longer by some namespaces: each is one more visit, and what a visit costs is
            measured first. Verdicts are taken from the pairs that were there after 1, 2, 5, ... seconds.

            Exit codes: 0 the promise is not refuted; 1 a case of one thread slowed by 10 % was found in fewer than 90 % of
            tries, with the whole interval.
            """)

    @Option(help: "Tries of the promised case: one thread, 10 %.")
    var tries = 40

    @Option(help: "Tries of each other case.")
    var otherTries = 12

    @Option(help: "Seconds of machine time per try.")
    var seconds = 10

    @Option(help: "Of everything random.")
    var seed: UInt64?

    private static let length = 100
    private static let shares = [0.02, 0.05, 0.10, 0.20]

    func run() async throws {
        guard (1...10_000).contains(tries), (1...10_000).contains(otherTries), (1...60).contains(seconds) else {
            throw ProgramFailure.usage("--tries and --other-tries are 1 to 10000, --seconds 1 to 60.")
        }
        let builds = try await Duellists(programs: [], revision: nil)
        var generator = SeededGenerator(seed: seed ?? UInt64.random(in: 0...UInt64(UInt32.max)))
        var isRefuted = false
        for (name, options) in [
            ("one thread", ["--variant", "rcu_qsbr", "--readers", "1"]),
            ("contended, no promise", ["--variant", "net_list_mutex", "--readers", "2"]),
        ] {
            let study = PowerStudy(
                builds: builds,
                options: ["--scenario", "for_each_net", "--updaters", "0", "--duration", "10ms", "--warmup", "2ms"]
                    + options, length: Self.length, seconds: seconds)
            let visit = try await study.shareOfAVisit(seed: generator.next())
            var curves: [PowerCurve] = []
            for share in Self.shares {
                let isPromised = share == 0.10 && name == "one thread"
                let extra = max(1, Int((share / visit).rounded()))
                var curve = PowerCurve(share: share, extra: extra)
                for number in 1...(isPromised ? tries : otherTries) {
                    curve.add(try await study.attempt(extra: extra, seed: generator.next()))
                    writeToStandardError("\(name), \(Int(share * 100)) %: try \(number), \(curve.progress)\n")
                }
                curves.append(curve)
                if isPromised, let last = curve.called(within: Double(seconds)) {
                    isRefuted = clopperPearson(successes: last.regressions, trials: last.tries).upper < 0.9
                }
            }
            print("for_each_net, \(name): \(options.joined(separator: " ")), \(Self.length) namespaces")
            print(PowerCurve.grid(curves, seconds: study.moments).plain())
        }
        if isRefuted { throw ProgramFailure.failed("a true 10 % was found in fewer than 90 % of tries") }
    }
}
