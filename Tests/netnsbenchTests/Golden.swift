import Foundation
import Testing

/// What the program said once and should say again.
struct Golden {
    private let name: String
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Golden")

    init(_ name: String) { self.name = name }

    /// Compares both streams with the files of that name; an empty stream has no file.
    func check(_ outcome: Outcome) throws {
        try check(outcome.output, "stdout")
        try check(outcome.errors, "stderr")
    }

    private func check(_ text: String, _ stream: String) throws {
        let file = Self.folder.appendingPathComponent("\(name).\(stream)")
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
            try? FileManager.default.removeItem(at: file)
            if !text.isEmpty { try text.write(to: file, atomically: true, encoding: .utf8) }
        }
        let expected = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        #expect(text == expected, "\(name).\(stream)")
    }
}
