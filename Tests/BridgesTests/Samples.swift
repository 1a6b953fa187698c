import BenchmarkResults
import Testing

@testable import Bridges

/// A row as a run writes it.
func row(
    _ scenario: String = "for_each_net", variant: String = "rcu_qsbr", repetition: Int64 = 1, process: Int64 = 1,
    ns: Double? = 39.35, valid: Bool = true, with cells: [String: CellValue] = [:]
) -> ResultRow {
    var row = ResultRow()
    let usual: [String: CellValue] = [
        "schema": .integer(1), "campaign": .text("20260102T030405Z-7"), "process": .integer(process),
        "block": .integer(repetition), "order": .integer(1), "repetition": .integer(repetition),
        "scenario": .text(scenario), "variant": .text(variant), "namespaces": .integer(64), "readers": .integer(2),
        "updaters": .integer(0), "lockers": .integer(0), "senders": .integer(0), "pending": .integer(0),
        "visit_bytes": .integer(8), "pin": .text("none"), "estimator": .text("throughput"),
        "full_concurrency_fraction": .number(1), "reader_ops_per_s": .number(5.1e7), "valid": .flag(valid),
        "status": .text(valid ? "ok" : "invalid"), "commit": .text("b89d5ad"), "dirty": .flag(false),
        "build": .text("release"), "kernel": .text("6.1.0"), "cpu": .text("AMD EPYC"), "cpus_allowed": .text("0-1"),
        "libbenchmark": .text("1.7.1"), "host": .text("vm"), "started_at": .text("2026-01-02T03:04:05Z"),
    ]
    for (name, value) in usual.merging(cells, uniquingKeysWith: { $1 }) { row[name] = value }
    row["ns_per_op"] = ns.map(CellValue.number)
    return row
}

/// Texts that have been trouble to somebody's reader.
let hostileTexts = [
    "plain", "two words", "a,b;c", "say \"hi\"", "back\\slash", "line\nend\r\n", "tab\there",
    "<script>alert(1)</script>",
    "ä ß 中文 🧵", "e\u{301}\"\u{301}", "a/b/c", "100%", "%41", "x=y", "readers:2", "-5", "0-3", "\u{1}\u{7F}",
    "\u{2028}\u{A0}", "'; DROP TABLE rows; --", "/", " ", "NaN",
]

/// Numbers at the ends of what a double can be.
let extremeNumbers: [Double] = [
    0.1 + 0.2, 1e-300, .leastNonzeroMagnitude, 1.7976931348623157e308, 123456789.123456789, -12.5, 1e22, 0.000001, 4.0,
]

func file(_ rows: [ResultRow]) -> ResultFile { ResultFile(path: "a.csv", rows: rows) }

func metric(_ name: String = "ns_per_op") throws -> Column { try #require(Schema.column(name)) }

func exported(_ rows: [ResultRow], _ format: ExportFormat, _ name: String = "ns_per_op") throws -> String {
    try Export(file(rows), format: format, metric: metric(name)).text
}

func imported(_ text: String, variant: String? = nil, path: String = "some/dir/a.json") throws -> Import {
    try Import.parse(Array(text.utf8), path: path, variant: variant)
}

/// What is wrong with `text`; nil where it is read.
func complaint(_ text: String, path: String = "x", format: ImportFormat? = nil) -> String? {
    do {
        _ = try Import.parse(Array(text.utf8), path: path, format: format)
        return nil
    } catch {
        return error.description
    }
}

/// A generator of numbers that is the same in every run.
struct FixedGenerator {
    private var state: UInt64 = 42

    mutating func below(_ limit: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % limit
    }

    /// `bytes` with up to four of them changed, taken away or put in.
    mutating func mutated(_ bytes: [UInt8], _ interesting: [UInt8]) -> [UInt8] {
        var mutant = bytes
        for _ in 0...below(4) where !mutant.isEmpty {
            let at = below(mutant.count)
            switch below(4) {
            case 0: mutant[at] = interesting[below(interesting.count)]
            case 1: mutant.remove(at: at)
            case 2: mutant.removeLast(mutant.count - at)
            default: mutant.insert(interesting[below(interesting.count)], at: at)
            }
        }
        return mutant
    }
}
