import Glibc

/// A build of the program: the file as it is now, whatever is put in its place meanwhile.
public final class Build: Sendable {
    /// The path as it was given.
    public let path: String
    /// Whether `run` takes `--in-process` and `--cases`, as builds do that measure in processes of their own.
    ///
    /// One that does not measures all its cases in one process, in an order of its own.
    public let takesCases: Bool
    /// Whether `run` takes `--lockstep` as well, so that two builds can measure in turn, window by window.
    public let takesLockstep: Bool
    private let descriptor: Int32

    /// Opens the file and asks it what its `run` takes.
    ///
    /// - Throws: `ExecutionError` where it is no program of this family.
    public init(path: String) async throws {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw ExecutionError(description: "cannot open '\(path)': \(String(cString: strerror(errno))).")
        }
        self.path = path
        self.descriptor = descriptor
        let help: String
        do {
            help = try await Self.output(of: Self.file(descriptor), ["run", "--help-hidden"])
        } catch {
            close(descriptor)
            throw ExecutionError(description: "'\(path)' cannot be run as netnsbench: \(error)")
        }
        guard help.contains("netnsbench run") else {
            close(descriptor)
            throw ExecutionError(
                description: "'\(path)' is not a build of netnsbench: its `run --help` says otherwise.")
        }
        takesCases = help.contains("--in-process") && help.contains("--cases")
        takesLockstep = takesCases && help.contains("--lockstep")
    }

    deinit { close(descriptor) }

    /// What to execute: the very file that was opened, also after a rebuild has put another one in its place.
    public var program: String { Self.file(descriptor) }

    private static func file(_ descriptor: Int32) -> String { "/proc/\(getpid())/fd/\(descriptor)" }

    /// The names of the cases that these options of `run` make, as its `--dry-run` prints them.
    ///
    /// - Throws: `ExecutionError` with what the program says of the options.
    public func cases(options: [String]) async throws -> [String] {
        let lines = try await Self.output(of: program, ["run"] + options + ["--dry-run"])
        // What is printed with a remark is not measured.
        return lines.split(separator: "\n").map(String.init).filter { !$0.contains(" ") }
    }

    private static func output(of program: String, _ arguments: [String]) async throws -> String {
        let (output, end) = try await Execution(program: program, arguments: arguments).output()
        guard end.exitCode == 0 else {
            let sentence = end.complaints.split(separator: "\n").first.map(String.init) ?? end.description
            throw ExecutionError(description: sentence.hasPrefix("error: ") ? String(sentence.dropFirst(7)) : sentence)
        }
        return output
    }
}
