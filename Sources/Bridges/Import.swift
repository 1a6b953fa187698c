import BenchmarkResults

/// The formats that are imported.
public enum ImportFormat: String, CaseIterable, Sendable {
    /// Google Benchmark's JSON, of 1.7.1 and of its neighbours.
    case googleBenchmarkJSON = "gbench-json"
    /// The SUMMARY lines of liburcu's tests/benchmark.
    case urcuSummary = "urcu-summary"
}

/// What a file of another harness becomes here.
public struct Import: Sendable {
    /// What rows of names that are not ours have as their variant, unless told otherwise.
    public static let defaultVariant = "imported"

    /// The format that was read.
    public let format: ImportFormat
    /// The rows, in the order of the file.
    public let rows: [ResultRow]
    /// What was left out, one sentence each.
    public let remarks: [String]

    init(_ format: ImportFormat, rows: [ResultRow], remarks: [String]) {
        self.format = format
        self.rows = rows
        self.remarks = remarks
    }

    /// Reads the file at `path`; `-` is stdin.
    ///
    /// - Parameters:
    ///   - format: guessed from the content where it is nil.
    ///   - variant: that of Google Benchmark's entries whose names are not ours; SUMMARY lines name theirs.
    /// - Throws: `BridgeError` for the first thing that is wrong.
    public static func read(path: String, format: ImportFormat?, variant: String?) throws(BridgeError) -> Import {
        let bytes: [UInt8]
        do {
            bytes = try WholeFile.bytes(path: path, limit: mostMebibytes)
        } catch {
            throw BridgeError(error.file, error.message)
        }
        return try parse(bytes, path: path == "-" ? "stdin" : path, format: format, variant: variant)
    }

    /// A hundred thousand entries of Google Benchmark; what is read takes some ten times as much memory.
    private static let mostMebibytes = 64

    /// Reads `bytes`; `path` is for the messages, and its last component names the campaign of the rows.
    ///
    /// - Throws: `BridgeError`.
    public static func parse(
        _ bytes: [UInt8], path: String, format: ImportFormat? = nil, variant: String? = nil
    ) throws(BridgeError) -> Import {
        guard bytes.contains(where: { ![9, 10, 13, 32].contains($0) }) else {
            throw BridgeError(path, "the file is empty")
        }
        guard let format = format ?? guess(bytes) else {
            throw BridgeError(
                path, "neither Google Benchmark's JSON (gbench-json) nor liburcu's SUMMARY lines (urcu-summary)")
        }
        switch format {
        case .googleBenchmarkJSON:
            let root = try JSONParser.parse(bytes, path: path)
            return try GoogleBenchmarkImport(path: path, content: bytes, variant: variant ?? defaultVariant).read(root)
        case .urcuSummary:
            return try SummaryImport(path: path).read(bytes)
        }
    }

    private static func guess(_ bytes: [UInt8]) -> ImportFormat? {
        let start = bytes.drop { [9, 10, 13, 32, 0xEF, 0xBB, 0xBF].contains($0) }
        if start.first == UInt8(ascii: "{") { return .googleBenchmarkJSON }
        return SummaryImport.lines(bytes).contains { SummaryLine.words(of: $0.text) != nil } ? .urcuSummary : nil
    }
}

/// The name of what was imported: the file's, the moment of its content where that is known, and a number that differs where
/// the content does (Fowler, Noll and Vo's hash FNV-1a of 64 bits); no clock is asked.
func campaignName(path: String, date: String?, content: [UInt8]) -> String {
    let file = path.split(separator: "/").last.map(String.init) ?? path
    let hash = content.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    return file + (date.map { "@" + $0 } ?? "") + "#" + String(hash, radix: 16)
}
