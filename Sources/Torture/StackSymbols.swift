import Campaigns

/// Names for the frames that glibc's `backtrace_symbols_fd` could not name: functions that are not exported.
enum StackSymbols {
    /// `text` with `program(+0x1234)[0x...]` replaced by the function and its line, as far as binutils' `addr2line` knows them.
    static func named(in text: String) async -> String {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let unnamed = lines.enumerated().compactMap { index, line in frame(line).map { (index, $0.0, $0.1) } }
        for program in Set(unnamed.map(\.1)) {
            let frames = unnamed.filter { $0.1 == program }
            let execution = Execution(
                program: "/usr/bin/addr2line", arguments: ["-f", "-p", "-s", "-e", program] + frames.map(\.2))
            guard let (output, end) = try? await execution.output(), end.exitCode == 0 else { continue }
            for (frame, name) in zip(frames, output.split(separator: "\n")) { lines[frame.0] = "  \(name)" }
        }
        return lines.joined(separator: "\n")
    }

    /// The program and the offset of a frame without a name.
    private static func frame(_ line: String) -> (String, String)? {
        guard let open = line.firstIndex(of: "("), let close = line[open...].firstIndex(of: ")") else { return nil }
        let inner = line[line.index(after: open)..<close]
        guard inner.hasPrefix("+0x") else { return nil }
        return (String(line[..<open]), String(inner.dropFirst()))
    }
}
