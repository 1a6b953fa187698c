import ArgumentParser
import BenchmarkEngine

/// How it is measured.
struct MeasuringOptions: ParsableArguments {
    @Option(help: "The length of one measured window, with its unit: 20ms.")
    var duration = TimeSpan(milliseconds: 20)

    @Option(help: "How long the roles work before the window opens.")
    var warmup = TimeSpan(milliseconds: 4)

    @Option(
        help: """
            Executions of the program, one after the other, each over all cases. Default: 1 in quick; in full as many as a \
            verdict over its cases needs.
            """)
    var processes: Int?

    @Option(
        help: """
            Passes over all cases in each process. Default: 7 with one process, or as many as the suite has time for, but 3; \
            else 1.
            """)
    var repetitions: Int?

    @Option(
        help: "none, compact, scatter or a list of CPUs such as 0,1 or 0-3.",
        completion: .list(["none", "compact", "scatter"]))
    var pin = "none"

    @Option(help: "Of everything random, the order of the cases too; chosen and recorded if not given.")
    var seed: UInt64?

    @Option(help: "How long a repetition may take before it is a row with status timeout.")
    var timeout = TimeSpan(milliseconds: 30_000)

    /// The placement, checked against what this process may use.
    func pinning(allowed: [Int]) throws -> Pinning {
        guard let pinning = Pinning(parsing: pin) else {
            throw ProgramFailure.usage("--pin \(pin) is none of none, compact, scatter or a list of CPUs such as 0,1.")
        }
        if case .list(let cpus) = pinning, let outside = cpus.first(where: { !allowed.contains($0) }) {
            let list = allowed.map(String.init).joined(separator: ",")
            throw ProgramFailure.usage(
                "--pin \(pin): CPU \(outside) is not in this process's allowed set (\(list)); use --pin \(list).")
        }
        return pinning
    }

    /// Checks what ArgumentParser cannot.
    func check() throws {
        if let repetitions, !(1...10_000).contains(repetitions) {
            throw ProgramFailure.usage("--repetitions \(repetitions) is outside 1 to 10000.")
        }
        if let processes, !(1...10_000).contains(processes) {
            throw ProgramFailure.usage("--processes \(processes) is outside 1 to 10000.")
        }
    }
}
