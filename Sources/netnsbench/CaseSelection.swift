import BenchmarkEngine

/// Which of the cases that the options make are measured.
struct CaseSelection {
    /// A regular expression for the names of the cases.
    var filter: String?
    /// Google Benchmark's options, of which `--benchmark_filter` selects as well.
    var googleBenchmark: [String] = []
    /// The very cases, in place of what the filters would select.
    var names: [String]?

    /// The cases selected, and besides them the references that are not among them, unless the cases are named.
    func select(_ cases: [any PlannedCase], references: [any PlannedCase]) throws -> [any PlannedCase] {
        if let names { return try named(names, among: cases + references) }
        var cases = cases
        if let filter { cases = try matching(cases, filter) }
        cases = try matching(cases, googleBenchmark: googleBenchmark)
        let present = Set(cases.map(\.name))
        return cases + references.filter { !present.contains($0.name) }
    }

    private func matching(_ cases: [any PlannedCase], _ filter: String) throws -> [any PlannedCase] {
        let regex: Regex<AnyRegexOutput>
        do {
            regex = try Regex(filter)
        } catch {
            throw ProgramFailure.usage("--filter '\(filter)' is not a regular expression: \(error)")
        }
        let chosen = cases.filter { $0.name.contains(regex) }
        guard chosen.isEmpty else { return chosen }
        let hint = nearestName(to: filter, in: cases.map(\.name)).map { " The nearest is '\($0)'." } ?? ""
        throw ProgramFailure.usage("--filter '\(filter)' matches none of \(cases.count) cases.\(hint)")
    }

    private func matching(_ cases: [any PlannedCase], googleBenchmark: [String]) throws -> [any PlannedCase] {
        guard let pattern = GoogleBenchmarkOptions.value(of: "--benchmark_filter", in: googleBenchmark) else {
            return cases
        }
        do {
            let names = Set(try Engine.listMatching(cases, filter: pattern).map(\.name))
            guard names.isEmpty else { return cases.filter { names.contains($0.name) } }
        } catch {
            throw ProgramFailure.usage("\(error)")
        }
        throw ProgramFailure.usage("--benchmark_filter=\(pattern) matches none of \(cases.count) cases.")
    }

    private func named(_ names: [String], among cases: [any PlannedCase]) throws -> [any PlannedCase] {
        let known = Dictionary(cases.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        return try names.map { name in
            guard let planned = known[name] else { throw unknownValue("case", name, known: known.keys.sorted()) }
            return planned
        }
    }

    /// By the nearest word of a name, as a filter is rarely as long as a name.
    private func nearestName(to filter: String, in names: [String]) -> String? {
        let words = Set(names.flatMap { $0.split(separator: "/").map(String.init) })
        guard let word = nearest(to: filter, in: words.sorted()) else { return names.first }
        return names.first { $0.split(separator: "/").contains(Substring(word)) }
    }
}
