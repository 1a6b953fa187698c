import Glibc

/// A program that was run to its end in a process of its own, and what that took.
struct MeasuredChild {
    /// Its exit code; 128 and the signal where one ended it.
    let status: Int32
    /// From its start to its end.
    let seconds: Double
    /// The most memory that was resident.
    ///
    /// No less than what this process had: the kernel counts what the child was before it became that program.
    let peakBytes: Int

    /// Runs the program with nothing to read; what it prints is dropped, what it complains of is not.
    init(_ program: String, _ arguments: [String]) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
        let words = ([program] + arguments).map { strdup($0) }
        defer { for word in words { free(word) } }

        var identifier: pid_t = 0
        var usage = rusage()
        var code: Int32 = 0
        var result: pid_t = 0
        let duration = ContinuousClock().measure {
            code = posix_spawn(&identifier, program, &actions, nil, words + [nil], environ)
            guard code == 0 else { return }
            var state: Int32 = 0
            repeat { result = wait4(identifier, &state, 0, &usage) } while result < 0 && errno == EINTR
            code = result < 0 ? errno : state
        }
        guard result == identifier, result > 0 else {
            throw ProgramFailure.failed("cannot run \(program): \(String(cString: strerror(code)))")
        }
        let signal = code & 0x7F
        status = signal == 0 ? (code >> 8) & 0xFF : 128 + signal
        seconds = duration / .seconds(1)
        peakBytes = usage.ru_maxrss * 1024
    }
}
