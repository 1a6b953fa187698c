import CPlatform
import Glibc

/// SIGINT and SIGTERM while something runs that has to be put in order before the program ends.
enum Signals {
    /// Sleeps, but not beyond a signal.
    static func sleep(nanoseconds: UInt64) async throws {
        var left = nanoseconds
        while left > 0, platform_caught_signal() == 0 {
            let slice = min(left, 200_000_000)
            try await Task.sleep(for: .nanoseconds(slice))
            left -= slice
        }
    }

    /// Runs `body` with SIGINT and SIGTERM caught: they are sent on to the child that is running, and noted.
    ///
    /// What `body` throws after a signal is the signal's doing, and the program ends as the signal says.
    static func caught<Result>(_ body: () async throws -> Result) async throws -> Result {
        let code = platform_catch_signals()
        guard code == 0 else {
            throw ProgramFailure.failed("cannot catch signals: \(String(cString: strerror(-code)))")
        }
        defer { platform_release_signals() }
        do {
            return try await body()
        } catch {
            let signal = platform_caught_signal()
            if signal != 0 { throw interruption(by: signal) }
            throw error
        }
    }
}
