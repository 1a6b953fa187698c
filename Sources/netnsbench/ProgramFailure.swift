import ArgumentParser
import Glibc

/// The exit codes of the program, the only place that maps an outcome to a number.
///
/// They are part of the interface: scripts and CI depend on them.
public enum ExitStatus: Int32, Sendable {
    /// The work is done and, for a comparison, no case regressed.
    case done = 0
    /// Input or output failed, data could not be read, a row is invalid.
    case failed = 1
    /// The command line is wrong.
    case usage = 2
    /// A comparison found a regression.
    case regression = 3
    /// Inconclusive or not comparable, under `--strict`.
    case inconclusive = 4
    /// This machine lacks what was asked for.
    case unavailable = 5
    /// Interrupted by SIGINT; what was measured is saved.
    case interrupted = 130
    /// Terminated by SIGTERM; what was measured is saved.
    case terminated = 143
}

/// An error that ends the program: one sentence for the user and the exit code.
struct ProgramFailure: Error {
    let status: ExitStatus
    let message: String

    static func usage(_ message: String) -> ProgramFailure {
        ProgramFailure(status: .usage, message: message)
    }

    static func failed(_ message: String) -> ProgramFailure {
        ProgramFailure(status: .failed, message: message)
    }
}

/// The exit code of what a signal ended.
func interruption(by signal: Int32) -> ExitCode {
    ExitCode(signal == SIGTERM ? ExitStatus.terminated.rawValue : ExitStatus.interrupted.rawValue)
}
