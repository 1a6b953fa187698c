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

    /// Each counterexample of the model has its place in the C: docs/proving.md says where, and names what exists.
    @Test(arguments: all.filter { !$0.mustHold && $0.kind != "bitstate" })
    func aCounterexampleIsInTheC(_ configuration: Configuration) throws {
        let root = Self.folder.appendingPathComponent("../..").standardized
        func text(_ path: String) throws -> String {
            try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
        }
        let row = try #require(
            try text("docs/proving.md").split(separator: "\n").first {
                $0.split(separator: "|").first?.contains("`\(configuration.name)`") ?? false
            }, "docs/proving.md has no row for \(configuration.name)")
        let cells = row.split(separator: "|").map(String.init)
        try #require(cells.count == 3)
        let mutants = try text("Tests/Mutants/mutants")
        let scripts = try text("CSupport/CNetNamespace/include/net_variant.h")
        let selftest = try text("CSupport/CNetTorture/selftest.c")
        let named = cells[1].matches(of: /`([a-z_]+)`/).map { String($0.1) } + [configuration.name]
        let known = named.filter {
            mutants.contains("name: \($0)\n") || scripts.contains("PROVOCATION(\($0),")
                || selftest.contains("\"\($0)\"")
                || Variant.named($0)?.isNegativeControl == true
        }
        // In the C the one is what another row names, and the other cannot be: the page says why.
        let isExplained = ["next_after_put", "no_rearm"].contains(configuration.name)
        #expect(!known.isEmpty || isExplained, "\(configuration.name): nothing of \(named) is in the C")
        let windows = try text("CSupport/CNetNamespace/include/net_perturb.h")
        for window in cells[2].matches(of: /`([A-Z_]+)`/) {
            #expect(windows.contains("NET_WINDOW_\(window.1)"), "\(window.1) is no window")
        }
    }
}
