#if !FUZZING
    @testable import BenchmarkResults
    @testable import Bridges
#endif

/// What is imported is a result file, and goes out again in every format; what is not is refused with its place.
enum ImportProperty: Property {
    static func check(_ bytes: [UInt8], canary: Canary) throws {
        try checkJSON(bytes)
        switch try outcome({ try Import.parse(bytes, path: "in/put") }) {
        case .failure(let refusal): try refusal.check(path: "in/put", bytes: bytes)
        case .success(let imported):
            let rows = imported.rows
            try require(!rows.isEmpty, "no rows")
            let text = CSVWriter.text(of: rows)
            let read = try outcome { try CSVReader.parse(Array(text.utf8), path: "csv").rows }
            // An importer that takes any time for one.
            let isWrong = canary == .garbage && rows.contains { (25e3...1e8).contains($0.number("ns_per_op") ?? 0) }
            try require(read == .success(rows) && !isWrong, "as a result file: \(read)")
            if canary == .crash, rows.count > 1, rows.contains(where: { $0.flag("valid") == false }) {
                _ = rows[rows.count]
            }
            try checkExports(rows)
        }
    }

    /// What is read as JSON and written is read as the same.
    private static func checkJSON(_ bytes: [UInt8]) throws {
        switch try outcome({ try JSONParser.parse(bytes, path: "in/put") }) {
        case .failure(let refusal): try refusal.check(path: "in/put", bytes: bytes)
        case .success(let value):
            let text = written(value)
            let again = try JSONParser.parse(Array(text.utf8), path: "again")
            try require(written(again) == text, "read again: \(text)")
        }
    }

    private static func written(_ value: JSONValue) -> String {
        switch value {
        case .null: "null"
        case .flag(let flag): "\(flag)"
        case .number(let number):
            number.isNaN ? "NaN" : number.isInfinite ? (number < 0 ? "-Infinity" : "Infinity") : "\(number)"
        case .text(let text): JSONText.string(text)
        case .list(let values): "[\(values.map(written).joined(separator: ","))]"
        case .object(let members):
            "{\(members.map { JSONText.member($0.name, written($0.value)) }.joined(separator: ","))}"
        }
    }

    private static func checkExports(_ rows: [ResultRow]) throws {
        guard let metric = Schema.column("ns_per_op") else { return }
        let file = ResultFile(path: "csv", rows: rows)
        for format in ExportFormat.allCases {
            guard case .success(let export) = try outcome({ try Export(file, format: format, metric: metric) }) else {
                let isNothing = rows.allSatisfy { $0.flag("valid") != true || $0.number("ns_per_op") == nil }
                try require(isNothing && format != .json, "not exported to \(format)")
                continue
            }
            try require(export.text.utf8.last == 10, "no line end")
            switch format {
            case .json:
                let root = try JSONParser.parse(Array(export.text.utf8), path: "json")
                guard case .list(let values)? = root["rows"] else { throw Violation("no rows: \(export.text)") }
                try require(values.count == rows.count, "\(values.count) of \(rows.count) rows")
            case .googleBenchmarkJSON:
                let again = try Import.parse(Array(export.text.utf8), path: "json").rows
                let valid = rows.filter { $0.flag("valid") == true && $0.number("ns_per_op") != nil }
                try require(again.map(\.caseKey) == valid.map(\.caseKey), "other cases: \(export.text)")
                let times = again.map { $0.number("ns_per_op") }
                try require(times == valid.map { $0.number("ns_per_op") }, "other times: \(export.text)")
            case .goBenchmark:
                let lines = export.text.split(separator: UInt8(ascii: "\n")).count { $0.hasPrefix("Benchmark") }
                try require(lines == export.rows, "\(lines) lines of \(export.rows)")
            }
        }
    }
}

extension String {
    fileprivate func split(separator: UInt8) -> [String] {
        utf8.split(separator: separator).map { String(decoding: Array($0), as: UTF8.self) }
    }
}
