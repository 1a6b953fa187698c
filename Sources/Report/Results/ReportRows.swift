import BenchmarkResults
import Comparing

/// The rows of a report, and what each is called in it.
struct ReportRows: Sendable {
    /// The rows of all files, one after the other.
    let rows: [ResultRow]
    private let ids: [String]
    private let letters: [String]

    /// - Parameters:
    ///   - sides: one a file.
    ///   - only: the place of the one whose rows are wanted; nil wants all.
    init(_ sides: [Side], only: Int? = nil) {
        letters = sides.indices.map { $0 < 26 ? String(UnicodeScalar(UInt8(ascii: "a") + UInt8($0))) : "f\($0 + 1):" }
        let wanted = zip(letters, sides).enumerated().filter { only == nil || $0.offset == only }.map(\.element)
        rows = wanted.flatMap(\.1.rows)
        ids = wanted.flatMap { letter, side in side.rows.map { "\(letter)\($0.line)" } }
    }

    /// The id of a row: a letter for its file, and its line there.
    func id(_ place: Int) -> String { ids[place] }

    /// What the letters mean, one a file.
    func legend(_ sides: [Side]) -> [String] {
        zip(letters, sides).map { "\($0) is \(legible($1.path.isEmpty ? $1.label : $1.path))" }
    }

    /// The ids of those rows, neighbours as a range.
    func ids(_ places: [Int]) -> String {
        var runs: [(first: Int, last: Int)] = []
        for place in places.sorted() {
            if let last = runs.last?.last, last + 1 == place, isSameFile(last, place) {
                runs[runs.count - 1].last = place
            } else {
                runs.append((place, place))
            }
        }
        return runs.map { $0.first == $0.last ? id($0.first) : "\(id($0.first))-\(id($0.last))" }.joined(separator: " ")
    }

    private func isSameFile(_ a: Int, _ b: Int) -> Bool {
        rows[a].line + 1 == rows[b].line && ids[a].first == ids[b].first
    }
}
