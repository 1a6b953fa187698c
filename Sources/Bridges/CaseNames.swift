import BenchmarkResults

/// A short name for each case, and a longer one where short names would merge unlike cases.
struct CaseNames {
    private let names: [CaseKey: String]

    /// - Parameters:
    ///   - short: a name that leaves out what is usual.
    ///   - full: a name that differs wherever keys differ.
    init(_ keys: some Sequence<CaseKey>, short: (CaseKey) -> String, full: (CaseKey) -> String) {
        let keys = Set(keys)
        let shorts = Dictionary(grouping: keys, by: short)
        var names: [CaseKey: String] = [:]
        for (name, keys) in shorts {
            for key in keys { names[key] = keys.count == 1 ? name : full(key) }
        }
        self.names = names
    }

    subscript(_ key: CaseKey) -> String { names[key] ?? key.description }
}

extension Schema {
    /// The names of the key columns, in their order.
    static let keyNames: [String] = columns.filter { $0.role == .key }.map(\.name)

    /// The key columns but what heads a name.
    static let parameterNames: [String] = keyNames.filter { !["scenario", "shape", "variant"].contains($0) }
}

extension CaseKey {
    /// What a name need not tell, besides counts of zero: threads that are not placed, and visits of that many bytes.
    static let usualParameters = ["pin": "none", "visit_bytes": "8"]

    /// The parameters that a short name tells.
    var unusualParameters: [(name: String, value: String)] {
        allParameters.filter { $0.value != "0" && Self.usualParameters[$0.name] != $0.value }
    }

    /// Every parameter that is set.
    var allParameters: [(name: String, value: String)] {
        let values = values
        return Schema.parameterNames.compactMap { name in values[name].map { (name, $0) } }
    }
}
