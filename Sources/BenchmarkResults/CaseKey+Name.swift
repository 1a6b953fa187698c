extension CaseKey {
    /// The name by which Google Benchmark and filters know the case: `scenario/shape/variant/name:value/...`.
    ///
    /// Counts of zero are left out, and so is a visit of 8 bytes, the default. Where the threads were placed is not in it.
    public var benchmarkName: String {
        let values = values
        let head = ["scenario", "shape", "variant"].compactMap { values[$0] }
        let parameters = Schema.keyIndices.map { Schema.columns[$0].name }.compactMap { name -> String? in
            guard !Self.head.contains(name), name != "pin", let value = values[name] else { return nil }
            if value == "0" || (name == "visit_bytes" && value == "8") { return nil }
            return "\(name):\(value)"
        }
        return (head + parameters).joined(separator: "/")
    }

    private static let head: Set<String> = ["scenario", "shape", "variant"]
}
