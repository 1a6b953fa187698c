import Foundation
import Testing

@testable import BenchmarkResults

/// What the fuzzers keep: every input holds to its property, and every bug that is put in on purpose can be seen.
@Suite struct CorpusTests {
    static var properties: [(name: String, property: any Property.Type)] {
        [
            ("results", ResultFileProperty.self), ("calibration", CalibrationProperty.self),
            ("options", OptionsProperty.self), ("imports", ImportProperty.self),
        ]
    }

    /// The files of that folder for that target.
    static func inputs(_ folder: String, _ name: String) throws -> [URL] {
        let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
            "\(folder)/\(name)")
        return try FileManager.default.contentsOfDirectory(at: url, includingPropertiesForKeys: nil)
            .sorted { $0.path < $1.path }
    }

    @Test(arguments: properties.map(\.name)) func everyInputHoldsToItsProperty(_ name: String) throws {
        let property = try #require(Self.properties.first { $0.name == name }).property
        for folder in ["corpus", "seeds"] {
            let inputs = try Self.inputs(folder, name)
            #expect(!inputs.isEmpty)
            for input in inputs {
                do {
                    try property.check(Array(try Data(contentsOf: input)), canary: .none)
                } catch {
                    Issue.record("\(folder)/\(name)/\(input.lastPathComponent): \(error)")
                }
            }
        }
    }

    /// With the header of today before it: after a new column, rows of yesterday would all be cut off, and nothing is found from there.
    @Test func theSeedsOfResultFilesAreRowsOfToday() throws {
        for seed in try Self.inputs("seeds", "results")
        where ["crlf", "two-rows"].contains(seed.lastPathComponent) {
            let text = String(decoding: try Data(contentsOf: seed).dropFirst(), as: UTF8.self)
            let row = try #require(text.split(whereSeparator: \.isNewline).first)
            #expect(row.split(separator: ",", omittingEmptySubsequences: false).count == Schema.header.count, "\(seed)")
        }
    }

    /// A fuzzer starts from the seeds: it would have nothing to look for.
    @Test(arguments: properties.map(\.name)) func noSeedShowsTheBugThatIsToBeFound(_ name: String) throws {
        let property = try #require(Self.properties.first { $0.name == name }).property
        func shows(_ input: URL) throws -> Bool {
            do {
                try property.check(Array(try Data(contentsOf: input)), canary: .garbage)
                return false
            } catch is Violation {
                return true
            }
        }
        #expect(try !Self.inputs("seeds", name).contains(where: shows), "nothing would be left to find")
    }
}
