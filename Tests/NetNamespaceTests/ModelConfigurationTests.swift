import Foundation
import Testing

@testable import NetNamespace

/// The model checker's table of configurations agrees with the table of variants.
@Suite struct ModelConfigurationTests {
    struct Configuration: CustomTestStringConvertible {
        let name, model, kind, form, expected, switches: String
        let variants: [String]

        var testDescription: String { name }
        /// Whether the search is exhaustive and finds nothing.
        var mustHold: Bool { expected == "holds" && kind != "bitstate" }
    }

    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../Models").standardized

    static let all: [Configuration] = {
        let table = try? String(contentsOf: folder.appendingPathComponent("configurations"), encoding: .utf8)
        return (table ?? "").split(separator: "\n").filter { !$0.hasPrefix("#") }.compactMap { line in
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            guard cells.count == 7 else { return nil }
            return Configuration(
                name: cells[0], model: cells[1], kind: cells[3], form: cells[4], expected: cells[5],
                switches: cells[6], variants: cells[2].split(separator: ",").map(String.init))
        }
    }()

    @Test func theTableIsReadAndItsNamesAreUnique() {
        #expect(Self.all.count > 30)
        #expect(Set(Self.all.map(\.name)).count == Self.all.count)
    }

    @Test(arguments: Variant.all.filter { $0.drains && !$0.isNegativeControl })
    func everyDrainIsProvedInTheShortForm(_ variant: Variant) {
        let proofs = Self.all.filter { $0.mustHold && $0.form == "short" && $0.variants.contains(variant.name) }
        #expect(proofs.contains { $0.kind == "safety" })
        #expect(proofs.contains { $0.kind == "liveness" })
    }

    @Test(arguments: all) func aConfigurationNamesWhatExists(_ configuration: Configuration) {
        #expect(!configuration.variants.isEmpty)
        for name in configuration.variants { #expect(Variant.named(name) != nil, "\(name) is no variant") }
        let model = Self.folder.appendingPathComponent(configuration.model).path
        #expect(FileManager.default.fileExists(atPath: model))
        #expect(["safety", "liveness", "bitstate"].contains(configuration.kind))
        #expect(["short", "long"].contains(configuration.form))
    }

    /// A refuted configuration stands on one that is expected to hold, so that its switch off is checked as well.
    @Test(arguments: all.filter { !$0.mustHold && $0.kind != "bitstate" })
    func aDefectIsSwitchedOnInWhatHolds(_ configuration: Configuration) throws {
        var base = configuration
        repeat {
            let word = try #require(base.switches.split(separator: " ").first { $0.hasPrefix("@") })
            base = try #require(Self.all.first { $0.name == word.dropFirst() })
        } while !base.mustHold
    }

    /// The page's table has every configuration, with its outcome.
    @Test(arguments: all) func theDocumentationHasTheConfiguration(_ configuration: Configuration) throws {
        let page = Self.folder.appendingPathComponent("../../docs/models.md").standardized
        let text = try String(contentsOf: page, encoding: .utf8)
        #expect(text.contains("| `\(configuration.name)` | \(configuration.expected) |"))
    }
}
