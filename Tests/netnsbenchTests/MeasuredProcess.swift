import Foundation

/// How a program ended, what it said, and the most memory that it held at a time.
struct Measured {
    let outcome: Outcome
    /// Mebibytes.
    let peak: Int
}

extension ProgramUnderTest {
    /// Mebibytes that any program is said to have had: a new process begins as this one, and the kernel counts that too.
    static func leastPeak() throws -> Int { try measured([], of: "/bin/true").peak }

    /// Runs the program to its end; `wait4` tells what the one process had.
    static func measured(_ arguments: [String], of path: String = path) throws -> Measured {
        try inFolder { folder in
            let files = ["out", "err"].map { folder.appendingPathComponent($0).path }
            var actions = posix_spawn_file_actions_t()
            posix_spawn_file_actions_init(&actions)
            defer { posix_spawn_file_actions_destroy(&actions) }
            posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
            for (place, file) in files.enumerated() {
                posix_spawn_file_actions_addopen(&actions, Int32(place) + 1, file, O_WRONLY | O_CREAT, 0o600)
            }
            var process: pid_t = 0
            var words = ([path] + arguments).map { strdup($0) } + [nil]
            defer { for word in words { free(word) } }
            let code = posix_spawn(&process, path, &actions, nil, &words, environ)
            guard code == 0 else { throw POSIXError(POSIXErrorCode(rawValue: code) ?? .EIO) }
            var status: Int32 = 0
            var usage = rusage()
            while wait4(process, &status, 0, &usage) < 0, errno == EINTR {}
            let texts = try files.map { try String(contentsOfFile: $0, encoding: .utf8) }
            // A signal is no exit code: it shows as what a shell makes of it.
            let exit = status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
            return Measured(
                outcome: Outcome(status: exit, output: texts[0], errors: texts[1]), peak: usage.ru_maxrss >> 10)
        }
    }
}
