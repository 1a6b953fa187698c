import Foundation

/// The table of mutants, `Tests/Mutants/mutants`: its head says how it is written.
enum MutantTable {
    /// Reads the table.
    ///
    /// - Throws: `ProgramFailure` with the place of what is wrong.
    static func read(_ path: String) throws -> [Mutant] {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw ProgramFailure.failed("\(path): cannot be read")
        }
        var mutants: [Mutant] = []
        var block = Block()
        let lines = (text + "\n").split(separator: "\n", omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() where !line.hasPrefix("#") {
            guard line.trimmingSpaces.isEmpty else {
                try block.add(line, at: "\(path):\(index + 1)")
                continue
            }
            guard !block.isEmpty else { continue }
            let mutant = try block.mutant(at: "\(path):\(index)")
            guard !mutants.contains(where: { $0.name == mutant.name }) else {
                throw ProgramFailure.failed("\(path):\(index): there are two mutants called '\(mutant.name)'")
            }
            mutants.append(mutant)
            block = Block()
        }
        return mutants
    }

    /// The lines of one mutant.
    private struct Block {
        private static let keys = ["name", "file", "variants", "breaks", "killed by", "survives", "short", "nth"]
        private var fields: [String: String] = [:]
        private var hunks: [Mutant.Hunk] = []

        var isEmpty: Bool { fields.isEmpty && hunks.isEmpty }

        mutating func add(_ line: Substring, at place: String) throws {
            if line.hasPrefix("- ") {
                if hunks.last.map({ !$0.new.isEmpty }) ?? true { hunks.append(Mutant.Hunk()) }
                hunks[hunks.count - 1].old.append(line.dropFirst(2).trimmingSpaces)
            } else if line.hasPrefix("+ "), !hunks.isEmpty {
                hunks[hunks.count - 1].new.append(line.dropFirst(2).trimmingSpaces)
            } else if let colon = line.firstIndex(of: ":"), Self.keys.contains(String(line[..<colon])) {
                fields[String(line[..<colon])] = line[line.index(after: colon)...].trimmingSpaces
            } else {
                throw ProgramFailure.failed("\(place): neither a field nor a line of the change: '\(line)'")
            }
        }

        func mutant(at place: String) throws -> Mutant {
            guard let name = fields["name"], let file = fields["file"], let breaks = fields["breaks"],
                let variants = fields["variants"]?.split(separator: " ").map(String.init), !variants.isEmpty,
                !hunks.isEmpty, hunks.allSatisfy({ !$0.old.isEmpty })
            else {
                throw ProgramFailure.failed("\(place): this mutant lacks a name, file, variant, reason or change")
            }
            var hunks = hunks
            if let nth = fields["nth"].flatMap(Int.init) { hunks[0].nth = nth }
            return Mutant(
                name: name, file: file, variants: variants, breaks: breaks, fate: try fate(at: place),
                short: try fields["short"].map { try Rung.named($0, at: place) }, hunks: hunks)
        }

        private func fate(at place: String) throws -> Mutant.Fate {
            switch (fields["killed by"], fields["survives"]) {
            case (let rungs?, nil):
                return .killed(by: try rungs.split(separator: " ").map { try Rung.named(String($0), at: place) })
            case (nil, let reason?): return .survives(reason)
            default: throw ProgramFailure.failed("\(place): a mutant is either killed or survives")
            }
        }
    }
}
