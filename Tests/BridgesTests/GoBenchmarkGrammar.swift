/// A strict reader of Go's benchmark data format.
///
/// benchstat is a Go program and cannot be assumed here, so this follows the format's specification
/// (golang.org/design/14313-benchmark-format) and what its reader (golang.org/x/perf/benchfmt) does, and is stricter than both:
/// a line that the format would ignore is an error unless it is empty or begins with `#`.
struct GoBenchmarkGrammar {
    struct Result: Equatable {
        /// The whole name without `Benchmark`.
        var name: String
        /// The keys and values of its parts after the first slash, `/gomaxprocs` for a trailing `-N`.
        var parts: [String: String]
        var values: [String: Double]
        var configuration: [String: String]
    }
    struct Refusal: Error, Equatable { let line: Int, message: String }

    private struct Complaint: Error {
        let message: String
        init(_ message: String) { self.message = message }
    }

    private(set) var results: [Result] = []
    private(set) var units: [String: String] = [:]
    private var configuration: [String: String] = [:]

    init(_ text: String) throws {
        guard text.hasSuffix("\n") else { throw Refusal(line: 0, message: "no line end at the end") }
        let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            .dropLast()
        for (index, line) in lines.enumerated() {
            do {
                try read(line)
            } catch let complaint as Complaint {
                throw Refusal(line: index + 1, message: complaint.message)
            }
        }
    }

    /// unicode.IsSpace.
    private static func isSpace(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isWhitespace }

    private mutating func read(_ line: String) throws {
        // bufio.Scanner's buffer.
        guard line.utf8.count < 65_536 else { throw Complaint("the line is too long for the reader") }
        guard !line.unicodeScalars.contains(where: { $0.value < 32 && $0 != "\t" }) else {
            throw Complaint("a control character")
        }
        if line.isEmpty || line.hasPrefix("#") { return }
        let fields = line.unicodeScalars.split(whereSeparator: Self.isSpace).map(String.init)
        if line.hasPrefix("Benchmark") { return try readResult(fields) }
        if fields.first == "Unit" { return try readUnit(fields) }
        try readConfiguration(line)
    }

    /// `key: value`; the key begins with a lower-case letter and has neither white space nor upper-case letters.
    private mutating func readConfiguration(_ line: String) throws {
        guard let colon = line.firstIndex(of: ":") else { throw Complaint("neither a result nor a configuration line") }
        let key = String(line[..<colon])
        let value = line[line.index(after: colon)...]
        guard key.unicodeScalars.first?.properties.isLowercase == true,
            !key.unicodeScalars.contains(where: { Self.isSpace($0) || $0.properties.isUppercase })
        else { throw Complaint("'\(key)' is no key") }
        if value.isEmpty {
            guard configuration.removeValue(forKey: key) != nil else {
                throw Complaint("'\(key)' is taken away and was not set")
            }
            return
        }
        guard value.first == " " || value.first == "\t" else { throw Complaint("no space after '\(key):'") }
        configuration[key] = String(value.drop { $0 == " " || $0 == "\t" })
    }

    private mutating func readUnit(_ fields: [String]) throws {
        guard fields.count > 2 else { throw Complaint("a Unit line without key=value") }
        for field in fields.dropFirst(2) {
            let pair = field.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard pair.count == 2, pair[0] == "better", pair[1] == "higher" || pair[1] == "lower" else {
                throw Complaint("'\(field)' says nothing of a unit")
            }
            guard units.updateValue(String(pair[1]), forKey: fields[1]) == nil else {
                throw Complaint("the unit is described twice")
            }
        }
    }

    /// `<name> <iterations> <value> <unit> [<value> <unit>...]`: an even number of fields, at least four.
    private mutating func readResult(_ fields: [String]) throws {
        guard fields.count >= 4, fields.count % 2 == 0 else { throw Complaint("\(fields.count) fields") }
        guard let iterations = Int64(fields[1]), iterations > 0 else { throw Complaint("'\(fields[1])' iterations") }
        var values: [String: Double] = [:]
        for index in stride(from: 2, to: fields.count, by: 2) {
            guard let value = Double(fields[index]), value.isFinite, !fields[index].contains("x") else {
                throw Complaint("'\(fields[index])' is no value")
            }
            guard values.updateValue(value, forKey: fields[index + 1]) == nil else {
                throw Complaint("a unit stands twice")
            }
        }
        let name = String(fields[0].dropFirst("Benchmark".count))
        guard let first = name.unicodeScalars.first, !first.properties.isLowercase else {
            throw Complaint("'\(name)' is no name")
        }
        results.append(
            Result(name: name, parts: try Self.parts(name), values: values, configuration: configuration))
    }

    /// What benchstat's projections find: `/key=value` parts, and `-N` at the very end.
    private static func parts(_ name: String) throws -> [String: String] {
        var rest = name
        var parts: [String: String] = [:]
        let digits = String(rest.reversed().prefix { ("0"..."9").contains($0) }.reversed())
        if !digits.isEmpty, rest.dropLast(digits.count).hasSuffix("-") {
            parts["/gomaxprocs"] = digits
            rest = String(rest.dropLast(digits.count + 1))
        }
        for part in rest.split(separator: "/", omittingEmptySubsequences: false).dropFirst() {
            let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard pair.count == 2, !pair[0].isEmpty else { throw Complaint("'/\(part)' is no /key=value") }
            guard parts.updateValue(pair[1], forKey: "/" + pair[0]) == nil else {
                throw Complaint("'\(pair[0])' stands twice")
            }
        }
        return parts
    }
}
