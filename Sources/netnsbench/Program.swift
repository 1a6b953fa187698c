import ArgumentParser
import BenchmarkResults
import CPlatform
import Glibc
import Report

/// The command line: one verb per file.
struct NetnsBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "netnsbench",
        abstract: "Measures and compares the locking rules of the Linux network namespace list.",
        discussion: """
            Examples:
              netnsbench list
              netnsbench run --suite quick
              netnsbench compare old.csv new.csv
              netnsbench doctor
              netnsbench --generate-completion-script bash

            Exit codes: 0 done, no regression; 1 failed (I/O, unreadable data, an invalid row); 2 usage;
            3 regression; 4 inconclusive or not comparable, under --strict; 5 not available on this machine;
            130 / 143 interrupted by SIGINT / SIGTERM, what was measured is saved.
            """,
        subcommands: [
            ListCommand.self, RunCommand.self, CompareCommand.self, DuelCommand.self, CalibrateCommand.self,
            TortureCommand.self, ShowCommand.self, ReportCommand.self, DoctorCommand.self, ExportCommand.self,
            ImportCommand.self,
            OverheadCommand.self,
            RealityCommand.self, StudyCommand.self, KernelProbeCommand.self, KernelLocksCommand.self,
            ManualCommand.self,
        ]
    )

    @Flag(help: "Say the commit of this program, and the versions of what it was built with.")
    var version = false

    func run() throws {
        guard version else { throw CleanExit.helpRequest(self) }
        print(ProgramVersion(source: Campaign.sourceOfThisProgram).text)
    }
}

/// Maps every outcome to an exit code, in one place.
@main
enum Program {
    static func main() async {
        signal(SIGPIPE, SIG_IGN)  // a closed pipe is an error like another, not a silent death
        signal(SIGXFSZ, SIG_IGN)  // and so is a file that is as large as it may be
        // Whoever started us may have left these blocked, as the worker threads of libdispatch do.
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGINT)
        sigaddset(&signals, SIGTERM)
        pthread_sigmask(SIG_UNBLOCK, &signals, nil)
        do {
            // Before anything starts a thread: the kernel gives a user namespace to a process of one thread only.
            exit(await run(try WorkerProcess.entered(Array(CommandLine.arguments.dropFirst()))))
        } catch {
            complain(error.message)
            exit(error.status.rawValue)
        }
    }

    /// The program itself: parses, runs the verb, reports its error.
    ///
    /// Returns the exit code.
    static func run(_ arguments: [String]) async -> Int32 {
        do {
            // A verb would run without a word on it.
            let asksVersion = arguments.prefix { $0 != "--" }.contains("--version")
            var command = try NetnsBench.parseAsRoot(asksVersion ? ["--version"] : arguments)
            if var waiting = command as? any AsyncParsableCommand {
                try await waiting.run()
            } else {
                try command.run()
            }
            return flushed(ExitStatus.done.rawValue)
        } catch let failure as ProgramFailure {
            complain(failure.message)
            return failure.status.rawValue
        } catch let code as ExitCode {
            return flushed(code.rawValue)
        } catch {
            return finish(error)
        }
    }

    /// Help goes to stdout with 0; what ArgumentParser rejects goes to stderr with 2 instead of its 64.
    private static func finish(_ error: any Error) -> Int32 {
        let code = NetnsBench.exitCode(for: error)
        let message = NetnsBench.fullMessage(for: error)
        if code == .success {
            print(message)
            return flushed(ExitStatus.done.rawValue)
        }
        // ArgumentParser writes the word itself.
        let word = "Error:"
        let mark = TerminalDisplay.errors.painted(word, .bad)
        writeToStandardError((message.hasPrefix(word) ? mark + message.dropFirst(word.count) : message) + "\n")
        return code == .validationFailure ? ExitStatus.usage.rawValue : ExitStatus.failed.rawValue
    }

    /// That exit code, or the one of results that could not be written; an interruption stays one.
    private static func flushed(_ code: Int32) -> Int32 {
        do {
            try flushStandardOutput()
            return code
        } catch {
            complain(error.message)
            return code > ExitStatus.unavailable.rawValue ? code : error.status.rawValue
        }
    }
}

/// Writes what is left in the buffer of stdout.
///
/// A buffer that could not be written earlier is gone, and what comes after it may well be written: stdio remembers that.
func flushStandardOutput() throws(ProgramFailure) {
    guard fflush(nil) == 0, !platform_stdout_failed() else {
        throw .failed("cannot write the results to standard output: \(String(cString: strerror(errno)))")
    }
}

/// One sentence about what is wrong, on stderr.
func complain(_ message: String) {
    writeToStandardError("\(TerminalDisplay.errors.painted("error:", .bad)) \(legibleLines(message))\n")
}

/// Writes to stderr at once; what cannot be written there is lost.
func writeToStandardError(_ text: String) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
        let count = bytes.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
        guard count > 0 else { return }
        bytes = bytes.dropFirst(count)
    }
}
