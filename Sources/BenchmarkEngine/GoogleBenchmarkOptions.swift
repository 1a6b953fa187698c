import Glibc

/// The allow-list of Google Benchmark's own options.
///
/// Google Benchmark ends the process, with exit code 0 or 1, on values it cannot read, so each value is checked here first.
public enum GoogleBenchmarkOptions {
    /// Why an option is refused: one sentence.
    public struct Refusal: Error, Sendable, Equatable, CustomStringConvertible {
        /// One sentence for the user.
        public let description: String
    }

    private enum Kind {
        case regex, count, flag, text, pairs
        case choice([String])
    }

    private static let allowed: [(name: String, kind: Kind)] = [
        ("--benchmark_filter", .regex),
        ("--benchmark_repetitions", .count),
        ("--benchmark_out", .text),
        ("--benchmark_out_format", .choice(["json"])),
        ("--benchmark_format", .choice(["console", "json"])),
        ("--benchmark_context", .pairs),
        ("--benchmark_counters_tabular", .flag),
        ("--benchmark_report_aggregates_only", .flag),
        ("--benchmark_display_aggregates_only", .flag),
        ("--benchmark_color", .choice(["auto", "true", "false", "yes", "no", "1", "0"])),
        ("--benchmark_time_unit", .choice(["ns", "us", "ms", "s"])),
        ("--benchmark_list_tests", .flag),
    ]

    /// Flags are set back to these before each run, as Google Benchmark keeps them in globals and reads the environment.
    static let defaults = [
        "--benchmark_filter=", "--benchmark_repetitions=1", "--benchmark_enable_random_interleaving=false",
        "--benchmark_out=", "--benchmark_out_format=json", "--benchmark_format=console", "--benchmark_context=",
        "--benchmark_counters_tabular=false", "--benchmark_report_aggregates_only=false",
        "--benchmark_display_aggregates_only=false", "--benchmark_color=auto", "--benchmark_list_tests=false",
    ]

    /// The options that may be passed on.
    public static var names: [String] { allowed.map(\.name) }

    /// Checks options and their values.
    /// - Throws: `Refusal` for the first that Google Benchmark should not see.
    public static func validate(_ arguments: [String]) throws {
        for argument in arguments {
            let (name, value) = split(argument)
            if name == "--benchmark_enable_random_interleaving" {
                throw Refusal(
                    description: "'\(name)' is not for Google Benchmark to choose: every block is shuffled from --seed."
                )
            }
            guard let option = allowed.first(where: { $0.name == name }) else {
                let hint = closest(to: name).map { " Did you mean '\($0)'?" } ?? ""
                let known = names.joined(separator: ", ")
                throw Refusal(description: "unknown Google Benchmark option '\(name)'.\(hint) Allowed: \(known).")
            }
            try check(name, value, option.kind)
        }
    }

    /// The last value given for option `name`; a flag without a value is "true".
    public static func value(of name: String, in arguments: [String]) -> String? {
        arguments.last { split($0).name == name }.map { split($0).value ?? "true" }
    }

    private static func split(_ argument: String) -> (name: String, value: String?) {
        guard let equals = argument.firstIndex(of: "=") else { return (argument, nil) }
        return (String(argument[..<equals]), String(argument[argument.index(after: equals)...]))
    }

    private static func check(_ name: String, _ value: String?, _ kind: Kind) throws {
        if case .flag = kind {
            let known = ["true", "false", "yes", "no", "on", "off", "t", "f", "y", "n", "1", "0"]
            if let value, !known.contains(value.lowercased()) { throw refusal(name, value, "true or false") }
            return
        }
        guard let value, !value.isEmpty else {
            throw Refusal(description: "Google Benchmark option '\(name)' needs a value: \(name)=...")
        }
        switch kind {
        case .flag, .text: break
        case .count:
            guard let count = Int32(value), count >= 1 else { throw refusal(name, value, "a number of at least 1") }
        case .choice(let known):
            if !known.contains(value) { throw refusal(name, value, known.joined(separator: ", ")) }
        case .pairs:
            for pair in value.split(separator: ",", omittingEmptySubsequences: false) {
                let parts = pair.split(separator: "=", omittingEmptySubsequences: false)
                if parts.count != 2 || parts[0].isEmpty { throw refusal(name, value, "KEY=VALUE[,KEY=VALUE...]") }
            }
        case .regex:
            // A leading '-' negates the rest.
            var pattern = regex_t()
            guard regcomp(&pattern, value.hasPrefix("-") ? String(value.dropFirst()) : value, REG_EXTENDED) == 0 else {
                throw refusal(name, value, "an extended regular expression")
            }
            regfree(&pattern)
        }
    }

    private static func refusal(_ name: String, _ value: String, _ expected: String) -> Refusal {
        Refusal(description: "Google Benchmark option '\(name)': '\(value)' is not \(expected).")
    }

    /// The known option that shares most of its letters' pairs with `name`, where it shares half of them.
    private static func closest(to name: String) -> String? {
        func pairs(_ word: String) -> Set<String> {
            Set(zip(word, word.dropFirst()).map { String([$0, $1]) })
        }
        let prefix = "--benchmark_"
        let wanted = pairs(name.hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : name)
        func likeness(_ candidate: String) -> Double {
            let known = pairs(String(candidate.dropFirst(prefix.count)))
            return 2 * Double(wanted.intersection(known).count) / Double(max(1, wanted.count + known.count))
        }
        return names.map { (name: $0, likeness: likeness($0)) }.max { $0.likeness < $1.likeness }
            .flatMap { $0.likeness >= 0.5 ? $0.name : nil }
    }
}
