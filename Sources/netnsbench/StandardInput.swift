import BenchmarkResults
import Glibc

/// Standard input, line by line, without reading ahead of the line.
enum StandardInput {
    /// The next line without its end; nil at the end, after an error, and where a signal came.
    @Sendable static func line() -> String? {
        var bytes: [UInt8] = []
        var byte: UInt8 = 0
        while true {
            guard read(STDIN_FILENO, &byte, 1) == 1 else {
                return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
            }
            if byte == UInt8(ascii: "\n") { return String(decoding: bytes, as: UTF8.self) }
            bytes.append(byte)
        }
    }
}

/// Names of cases, one a line.
enum CaseNames {
    /// The names in a file; `-` is stdin, up to its end or an empty line.
    static func read(_ path: String) throws -> [String] {
        var names: [String] = []
        if path == "-" {
            while let line = StandardInput.line(), !line.isEmpty { names.append(line) }
        } else {
            names = try lines(of: path)
        }
        guard !names.isEmpty else { throw ProgramFailure.usage("--cases \(path): no case is named there.") }
        return names
    }

    private static func lines(of path: String) throws -> [String] {
        announcePipe(path)
        do {
            return try WholeFile.bytes(path: path, limit: mostMebibytes).split { $0 == 10 || $0 == 13 }
                .map { String(decoding: $0, as: UTF8.self) }
        } catch {
            throw ProgramFailure.failed("\(error)")
        }
    }

    /// A hundred thousand names.
    private static let mostMebibytes = 8
}
