import BenchmarkResults

/// A column of the context or the settings in which two sides differ.
public struct EnvironmentDifference: Sendable, Equatable {
    /// The column.
    public let column: String
    /// The baseline's values, `unknown` where it has none.
    public let old: String
    /// The contender's.
    public let new: String
    /// The contender's label.
    public let label: String
    /// Whether the two cannot be compared because of it.
    public let matters: Bool

    /// One clause.
    public var text: String { "\(column): \(old) | \(new)\(matters ? "" : " (does not matter)")" }
}

/// What two sides must have in common.
enum Environment {
    /// The machine: sides that differ here say something of machines.
    private static let machine = [
        "cpu", "cpus_allowed", "cgroup_cpu_max", "kernel", "smt", "governor", "turbo", "aslr",
    ]
    /// How the program was built, and how it was told to measure.
    private static let build = ["build", "compiler", "libbenchmark", "liburcu"]
    private static let settings = ["pin", "duration_s", "warmup_s"]
    /// Said, and no obstacle: what is compared, or the same machine by another name.
    private static let information = ["commit", "dirty", "build_id", "os", "host"]

    /// The differences, in the order of the table above.
    ///
    /// - Parameter isPaired: of one campaign: builds and settings are then what is compared.
    static func differences(_ old: Side, _ new: Side, isPaired: Bool) -> [EnvironmentDifference] {
        (machine + build + settings + information).compactMap { column in
            let before = old.values(column)
            let after = new.values(column)
            guard before != after else { return nil }
            // What one side does not know may be the same.
            let isKnown = !before.isEmpty && !after.isEmpty
            let counts = machine.contains(column) || (!isPaired && (build + settings).contains(column))
            return EnvironmentDifference(
                column: column, old: text(before), new: text(after), label: new.label, matters: isKnown && counts)
        }
    }

    private static func text(_ values: [String]) -> String {
        values.isEmpty ? "unknown" : values.joined(separator: ", ")
    }
}
