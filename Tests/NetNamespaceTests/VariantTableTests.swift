import Foundation
import Testing

@testable import NetNamespace

/// A new variant is two touches: a file and a row.
///
/// Everything else derives from the row.
@Suite struct VariantTableTests {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../CSupport/CNetNamespace/variants").standardized

    @Test func everyFileHasItsRowAndEveryRowItsFile() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
            .filter { $0.hasSuffix(".c") }.map { String($0.dropLast(2)) }
        #expect(Set(files) == Set(Variant.all.map(\.name)))
        #expect(files.count == Variant.all.count)
    }

    @Test(arguments: Variant.all) func aRowSaysWhatItIs(_ variant: Variant) {
        #expect(!variant.summary.isEmpty && !variant.kernels.isEmpty && !variant.source.isEmpty)
        #expect((1991...2100).contains(variant.year))
        #expect(variant.isNegativeControl == variant.name.hasPrefix("busted_"))
        #expect(Variant.named(variant.name) == variant)
    }

    @Test func namesAreUnique() {
        #expect(Set(Variant.all.map(\.name)).count == Variant.all.count)
    }
}

extension VariantTableTests {
    @Test(arguments: Variant.all) func theDocumentationHasTheRow(_ variant: Variant) throws {
        let page = Self.folder.appendingPathComponent("../../../docs/variants.md").standardized
        let cells = ["`\(variant.name)`", "\(variant.year)", variant.kernels, variant.source, variant.summary]
        let row = "| " + cells.joined(separator: " | ") + " |"
        #expect(try String(contentsOf: page, encoding: .utf8).contains(row))
    }
}
