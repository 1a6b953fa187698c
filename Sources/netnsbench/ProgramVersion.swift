import BenchmarkEngine
import BenchmarkResults

/// What `--version` says: the source, the build, and the libraries that measure.
struct ProgramVersion {
    /// Cells of the columns of context, as rows have them.
    private let cells: [String: CellValue]

    /// - Parameter source: what a campaign knows of the build.
    init(source: [String: CellValue], context: [String: CellValue] = EnvironmentProbe.contextCells()) {
        cells = source.merging(context) { first, _ in first }
    }

    /// A line each; what is not known is said to be.
    var text: String {
        func value(_ column: String) -> String { cells[column]?.text ?? "unknown" }
        let dirty = cells["dirty"]?.text == "true" ? " and changes" : ""
        return """
            netnsbench
            commit: \(value("commit"))\(dirty)
            build: \(value("build"))
            build ID: \(value("build_id"))
            compilers: \(value("compiler"))
            liburcu: \(value("liburcu"))
            Google Benchmark: \(value("libbenchmark"))
            """
    }

    /// Commit and changes of an installed program, from the text that `make install` keeps; nil where it is of another build.
    static func source(of text: String, buildID: String?) -> [String: CellValue]? {
        var values: [Substring: Substring] = [:]
        for line in text.split(separator: "\n") {
            guard let colon = line.firstIndex(of: ":") else { continue }
            values[line[..<colon]] = line[line.index(after: colon)...].drop { $0 == " " }
        }
        guard let buildID, values["build ID"] == buildID[...],
            let commit = values["commit"]?.split(separator: " ").first,
            commit.count == 40, commit.allSatisfy(\.isHexDigit)
        else { return nil }
        return [
            "commit": .text(String(commit)), "dirty": .flag(values["commit"]?.hasSuffix(" and changes") == true),
        ]
    }
}
