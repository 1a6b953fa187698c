import ArgumentParser
import NetNamespaceBenchmarks

/// `netnsbench bench-overhead`, behind `make bench-overhead`.
struct OverheadCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench-overhead",
        abstract: "Holds the harness against plain C++ on Google Benchmark, and the read sides against bare loops.",
        discussion: """
            Each claim is measured in pairs within one process; the interval is that of the sign test on the pairs.

            Example:
              netnsbench bench-overhead --pairs 41

            Exit codes: 0 no claim is refuted; 1 the whole interval of a claim lies on the wrong side of its bound.
            """)

    @Option(help: "Pairs per claim; at least 6.")
    var pairs = 25

    @Option(help: "The time measured per side and pair.")
    var duration = TimeSpan(milliseconds: 5)

    func run() throws {
        guard (6...10_000).contains(pairs) else {
            throw ProgramFailure.usage("--pairs \(pairs) is outside 6 to 10000.")
        }
        let findings: [OverheadFinding]
        do {
            findings = try OverheadStudy(pairs: pairs, window: duration.nanoseconds).findings()
        } catch {
            throw ProgramFailure.failed("\(error)")
        }
        for finding in findings {
            let verdict = finding.isRefuted ? "REFUTED" : finding.holds ? "holds" : "not resolved"
            print("\(verdict)  \(finding.claim)")
            print(
                "    median \(finding.median) [\(finding.interval.lowerBound), \(finding.interval.upperBound)], \(finding.pairs) pairs"
            )
        }
        if findings.contains(where: \.isRefuted) { throw ProgramFailure.failed("a claim is refuted") }
    }
}
