import Foundation
import Report
import Torture

/// The verdicts of a torture, for people and for programs.
struct TortureReport: Encodable {
    let results: [VariantResult]
    let seed: UInt64

    enum CodingKeys: String, CodingKey {
        case seed
        case results = "variants"
    }

    /// A grid of laws and variants; below it what the cells stand for.
    func print(on display: TerminalDisplay) {
        display.print(grid())
        display.print(totals())
        // Commands to be copied, and stacks: as they are.
        for text in results.compactMap(findings) { Swift.print(text) }
    }

    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }

    private func grid() -> TextGrid {
        let laws = results.first?.laws ?? []
        let rows = laws.map { law in
            [law.law] + results.map { result in cell(result.laws.first { $0.law == law.law }) } + [law.text]
        }
        var grid = TextGrid(titles: ["law"] + results.map(\.variant) + [""], numeric: [], rows: rows)
        for index in results.indices {
            grid.tones[index + 1] = { ["VIOLATED", "NOT provoked"].contains($0) ? .bad : nil }
        }
        return grid
    }

    private func cell(_ result: LawResult?) -> String {
        guard let result else { return "" }
        switch result.verdict {
        case .holds: return "holds (\(Self.short(result.checks)))"
        case .violated: return "VIOLATED"
        case .provoked: return "provoked"
        case .known: return "known (\(Self.short(result.breaks)))"
        case .notProvoked: return "NOT provoked"
        case .unchecked: return "-"
        }
    }

    private func totals() -> String {
        let lines = results.map { result in
            let counts = ["episodes", "operations", "namespaces", "requests", "walks", "grace_periods"].map {
                "\(Self.short(result.counts[$0] ?? 0)) \($0.replacingOccurrences(of: "_", with: " "))"
            }
            return "\(result.variant): \(counts.joined(separator: ", "))"
        }
        return """
            holds (N): checked N times. provoked: broken as these rules are known to break it. known (N): the same, N times, in \
            ordinary use. -: no occasion to check it.
            seed \(seed)
            \(lines.joined(separator: "\n"))
            """
    }

    private func findings(_ result: VariantResult) -> String? {
        let bad = result.laws.filter { !$0.verdict.isAsExpected }
        // An injection may provoke once more what a script did.
        var known: [String] = []
        for script in result.provocations where script.isExpected && script.isProvoked && !known.contains(script.name) {
            known.append(script.name)
        }
        var lines: [String] = []
        if !known.isEmpty { lines.append("\(result.variant): provoked as expected: \(known.joined(separator: ", "))") }
        for law in bad {
            lines.append("\(result.variant): \(law.law) \(law.verdict.rawValue): \(law.evidence ?? "")")
            if let replay = law.replay { lines.append("  again: \(replay)") }
        }
        if !bad.isEmpty, !result.stacks.isEmpty {
            lines += result.stacks.split(separator: "\n").prefix(60).map { "  | \($0)" }
        }
        return lines.isEmpty ? nil : lines.joined(separator: "\n")
    }

    /// 1234567 as 1.2M: how many is what counts, not exactly how many; JSON has every digit.
    static func short(_ value: UInt64) -> String {
        for (unit, size) in [("G", 1e9), ("M", 1e6), ("k", 1e3)] where Double(value) >= size {
            return String(format: "%.1f", Double(value) / size) + unit
        }
        return "\(value)"
    }
}
