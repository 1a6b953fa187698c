#if !FUZZING
    @testable import BenchmarkResults
    @testable import Comparing
#endif

/// A calibration is read field by field or refused with its place; what is read can be written again.
///
/// The first byte of an input says whether the header is put before the rest.
enum CalibrationProperty: Property {
    static func check(_ bytes: [UInt8], canary: Canary) throws {
        guard let control = bytes.first else { return }
        let content = (control & 1 == 1 ? header : []) + bytes.dropFirst()
        try withFile(content) { path in
            let table = try outcome { try CSVTable.read(path: path) }
            if case .success(let table) = table { try check(table, content) }
            let read = try outcome { try CalibrationFile.read(path: path) }
            switch read {
            case .failure(let refusal):
                try refusal.check(path: path, bytes: content)
                // One that takes a record for none because it is short.
                if canary == .garbage, refusal.description.contains(" fields where ") { throw Violation("accepted") }
            case .success(let entries): try check(entries, content, canary)
            }
        }
    }

    private static let header = Array(CalibrationFile.headerLine.utf8)

    private static func check(_ table: CSVTable, _ content: [UInt8]) throws {
        let records = ReferenceCSV.records(content).map { $0.map { String(decoding: $0, as: UTF8.self) } }
        try require(records.first == table.header, "the header is \(table.header)")
        try require(records.count == 1 + table.records.count, "\(table.records.count) records of \(records.count - 1)")
        for (record, fields) in zip(table.records, records.dropFirst()) {
            try require(fields.count == table.header.count, "\(fields.count) fields")
            guard Set(table.header).count == table.header.count else { continue }
            for (name, field) in zip(table.header, fields) {
                try require(record[name] == field, "\(name): '\(field)' was read as '\(record[name])'")
            }
        }
        // Behind a mark, as a file that begins with one loses it.
        let text = "\u{FEFF}" + records.map(CSVTable.line).joined()
        try require(
            ReferenceCSV.records(Array(text.utf8)).map { $0.map { String(decoding: $0, as: UTF8.self) } } == records,
            "written and read again it differs: \(text)")
    }

    private static func check(_ entries: [CalibrationEntry], _ content: [UInt8], _ canary: Canary) throws {
        let records = ReferenceCSV.records(content).dropFirst().map { $0.map { String(decoding: $0, as: UTF8.self) } }
        try require(records.count == entries.count, "\(entries.count) entries of \(records.count)")
        let places = Dictionary(uniqueKeysWithValues: CalibrationFile.header.enumerated().map { ($1, $0) })
        for (entry, fields) in zip(entries, records) {
            func field(_ name: String) -> String { places[name].map { fields[$0] } ?? "" }
            try require(field("schema") == "1", "schema is \(field("schema"))")
            try require(entry.measured.values == CalibratedCase.columns.map(field), "\(entry.measured.values)")
            try require(entry.calibration == field("calibration"), entry.calibration)
            let deviation = entry.spread.deviation
            try require(deviation.isFinite && deviation >= 0, "a deviation of \(deviation)")
            try require(isDecimal(field("center_sd")), "center_sd is '\(field("center_sd"))'")
            try require(Double(field("center_sd")) == deviation, "center_sd is '\(field("center_sd"))'")
            try require(Int(field("campaigns")) == entry.spread.degrees + 1, "campaigns is \(field("campaigns"))")
            try require(Int(field("processes")) == entry.spread.processes, "processes is \(field("processes"))")
            if canary == .crash, entry.spread.processes > 5 { _ = fields[fields.count] }
        }
        _ = Calibration(entries, path: "p").description
    }
}
