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
            The slowed side walks a list that is longer by some namespaces: each is one more visit, and how many make the share
            is measured first. Verdicts are taken from the pairs that were there after 1, 2, 5, ... seconds.

            Exit codes: 0 the promise holds here; 1 a case of one thread slowed by 10 % was found in fewer than 90 % of tries.
            """)

    @Option(help: "Tries of the promised case: one thread, 10 %.")
    var tries = 40

    @Option(help: "Tries of each other case.")
    var otherTries = 12

    @Option(help: "Seconds of machine time per try.")
    var seconds = 5

    @Option(help: "Of everything random.")
    var seed: UInt64?

    private static let length = 128
    private static let shares = [0.02, 0.05, 0.10, 0.20]

    func run() async throws {
        guard (1...10_000).contains(tries), (1...10_000).contains(otherTries), (1...600).contains(seconds) else {
            throw ProgramFailure.usage("--tries and --other-tries are 1 to 10000, --seconds 1 to 600.")
        }
        let curves = try await Signals.caught { try await measured() }
        let promised = curves[0].first { $0.share == 0.10 }?.called(within: Double(seconds))
        if let promised, Double(promised.regressions) < 0.9 * Double(promised.tries) {
            throw ProgramFailure.failed("a true 10 % was found in fewer than 90 % of tries")
        }
    }

    /// The curves of the case of one thread, and of the contended one.
    private func measured() async throws -> [[PowerCurve]] {
        let builds = try await Duellists(programs: [], revision: nil)
        var generator = SeededGenerator(seed: seed ?? UInt64.random(in: 0...UInt64(UInt32.max)))
        var all: [[PowerCurve]] = []
        for (name, options) in [
            ("one thread", ["--variant", "rcu_qsbr", "--readers", "1"]),
            ("contended, no promise", ["--variant", "net_list_mutex", "--readers", "2"]),
        ] {
            let study = PowerStudy(
                builds: builds,
                options: ["--scenario", "for_each_net", "--updaters", "0", "--duration", "10ms", "--warmup", "2ms"]
                    + options, length: Self.length, seconds: seconds)
            var curves: [PowerCurve] = []
            for share in Self.shares {
                let isPromised = share == 0.10 && all.isEmpty
                var curve = PowerCurve(
                    share: share, extra: try await study.visits(for: share, seed: generator.next()))
                for number in 1...(isPromised ? tries : otherTries) {
                    curve.add(try await study.attempt(extra: curve.extra, seed: generator.next()))
                    writeToStandardError("\(name), \(Int(share * 100)) %: try \(number), \(curve.progress)\n")
                }
                curves.append(curve)
            }
            print("for_each_net, \(name): \(options.joined(separator: " ")), \(Self.length) namespaces")
            print(PowerCurve.grid(curves, seconds: study.moments).plain())
            all.append(curves)
        }
        return all
    }
}
