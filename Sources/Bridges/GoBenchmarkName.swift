import BenchmarkResults

/// Names in Go's benchmark format: `BenchmarkForEachNet/variant=rcu_qsbr/namespaces=64/readers=2-THREADS`.
///
/// Each `/key=value` part is a key for benchstat's projections; `-N` at the end is what Go calls GOMAXPROCS, here the threads
/// of all roles. White space, slashes, per cent signs and what is not ASCII are percent-encoded.
enum GoBenchmarkName {
    /// The names of those cases.
    static func names(of keys: some Sequence<CaseKey>) -> CaseNames {
        CaseNames(
            keys, short: { name($0, $0.unusualParameters, scenario: []) },
            full: { name($0, $0.allParameters, scenario: $0.values["scenario"].map { [("scenario", $0)] } ?? []) })
    }

    private static func name(
        _ key: CaseKey, _ parameters: [(name: String, value: String)], scenario: [(name: String, value: String)]
    ) -> String {
        let values = key.values
        let head = ["variant", "shape"].compactMap { name in values[name].map { (name: name, value: $0) } }
        let parts = (head + scenario + parameters).map { "/\($0.name)=\(encoded($0.value))" }
        let name = "Benchmark" + encoded(title(values["scenario"] ?? "")) + parts.joined()
        let threads = ["readers", "updaters", "lockers", "senders"].compactMap { values[$0].flatMap(Int64.init) }
            .reduce(Int64(0)) { $0.addingReportingOverflow($1).partialValue }
        return threads > 0 ? "\(name)-\(threads)" : withoutThreads(name)
    }

    /// `for_each_net` as `ForEachNet`.
    private static func title(_ scenario: String) -> String {
        scenario.split(separator: "_").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }

    private static func encoded(_ text: String) -> String {
        percentEncoded(text) { isVisible($0) && $0 != UInt8(ascii: "/") }
    }

    /// A hyphen with digits at the end would be taken for a number of threads.
    private static func withoutThreads(_ name: String) -> String {
        let digits = name.reversed().prefix { $0.isASCII && $0.isNumber }.count
        let rest = name.dropLast(digits)
        return digits > 0 && rest.hasSuffix("-") ? rest.dropLast() + "%2D" + name.suffix(digits) : name
    }
}
