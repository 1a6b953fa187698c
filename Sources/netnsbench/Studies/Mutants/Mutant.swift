/// One wrong change of the model, which the ladder of checks must notice.
struct Mutant: Sendable {
    /// Whole lines, without the white space around them, and what stands in their place.
    struct Hunk: Sendable {
        /// The lines that go.
        var old: [String] = []
        /// The lines that come.
        var new: [String] = []
        /// Which occurrence of the old lines is meant, from 1; nil where there must be one only.
        var nth: Int?
    }

    /// What the table says will become of it.
    enum Fate: Sendable {
        /// These rungs must notice it; others may.
        case killed(by: [Rung])
        /// No rung can notice it, for this reason.
        case survives(String)

        /// Whether this rung must notice it.
        func isKilled(by rung: Rung) -> Bool {
            if case .killed(let rungs) = self { return rungs.contains(rung) }
            return false
        }
    }

    /// Its name.
    let name: String
    /// The file, in CSupport/CNetNamespace.
    let file: String
    /// The variants that are tortured.
    let variants: [String]
    /// What the change undoes.
    let breaks: String
    /// What will become of it.
    let fate: Fate
    /// The one rung of the short form, where it has a part in that.
    let short: Rung?
    /// The change.
    let hunks: [Hunk]

    /// The text of the file with the change made.
    ///
    /// - Throws: `ProgramFailure` unless the old text occurs as often as it must.
    func applied(to text: String) throws -> String {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        for hunk in hunks {
            let bare = lines.map { $0.trimmingSpaces }
            let places = bare.indices.filter { bare[$0...].starts(with: hunk.old) }
            let index = (hunk.nth ?? 1) - 1
            guard places.indices.contains(index), hunk.nth != nil || places.count == 1 else {
                throw ProgramFailure.failed(
                    "mutant \(name): \(file) has the old text \(places.count) times: \(hunk.old[0])")
            }
            lines.replaceSubrange(places[index]..<(places[index] + hunk.old.count), with: hunk.new)
        }
        return lines.joined(separator: "\n")
    }
}

extension StringProtocol {
    /// Without the white space around it.
    var trimmingSpaces: String {
        let end = lastIndex { !$0.isWhitespace }.map(index(after:)) ?? startIndex
        return String(self[..<end].drop { $0.isWhitespace })
    }
}
