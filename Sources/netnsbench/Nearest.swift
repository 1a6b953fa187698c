import BenchmarkResults

/// The known word nearest to `word` by edit distance, or nil where nothing is near.
///
/// Levenshtein's distance over unicode scalars; "near" is at most half the word's length, and at least two edits.
func nearest(to word: String, in known: [String]) -> String? {
    let limit = max(2, word.count / 2)
    return known.map { (name: $0, distance: editDistance(word, $0)) }
        .filter { $0.distance <= limit }
        .min { ($0.distance, $0.name) < ($1.distance, $1.name) }?.name
}

/// The usage error for a value that is not among the known ones.
func unknownValue(_ what: String, _ word: String, known: [String]) -> ProgramFailure {
    let hint = nearest(to: word, in: known).map { " Did you mean '\($0)'?" } ?? ""
    return .usage("unknown \(what) '\(legible(word, length: 200))'.\(hint) Known: \(known.joined(separator: ", ")).")
}

private func editDistance(_ a: String, _ b: String) -> Int {
    let target = Array(b.unicodeScalars)
    var previous = Array(0...target.count)
    for (i, x) in a.unicodeScalars.enumerated() {
        var current = [i + 1]
        for (j, y) in target.enumerated() {
            current.append(min(previous[j] + (x == y ? 0 : 1), previous[j + 1] + 1, current[j] + 1))
        }
        previous = current
    }
    return previous[target.count]
}
