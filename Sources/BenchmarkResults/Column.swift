/// What a cell holds.
public enum ColumnKind: String, Sendable {
    /// Any text.
    case text
    /// A whole number.
    case integer
    /// A finite number, written shortest and read back the same.
    case number
    /// `true` or `false`.
    case flag
}

/// Which direction of change is good.
///
/// Declared here, never inferred.
public enum Better: String, Sendable {
    /// Less is better.
    case lower
    /// More is better.
    case higher
    /// Any difference matters and is reported without a test.
    case exact
    /// Neither.
    case none
}

/// What a column is for.
public enum ColumnRole: String, Sendable, CaseIterable {
    /// Which row this is.
    case identity
    /// What defines the case.
    case key
    /// How it was measured.
    case setting
    /// What was measured.
    case metric
    /// What was counted.
    case counter
    /// Whether the row may be believed.
    case verdict
    /// The machine, the build and the moment.
    case context
}

/// One column of the CSV: the table of these drives writer, reader, documentation and tests.
public struct Column: Sendable {
    /// The name in the header, with its unit where it has one.
    public let name: String
    /// What a cell holds.
    public let kind: ColumnKind
    /// The unit, empty where there is none.
    public let unit: String
    /// Which direction is good.
    public let better: Better
    /// What the column is for.
    public let role: ColumnRole
    /// The scenarios it comes with; empty is the fixed core of all.
    public let scenarios: [String]
    /// The schema that brought it: older files may lack it.
    public let since: Int
    /// Whether the rules alone decide it where nobody changes the list or sends: any difference then matters.
    public let isExactWhenQuiescent: Bool
    /// What exactly it means.
    public let summary: String

    init(
        _ name: String, _ kind: ColumnKind, _ role: ColumnRole, unit: String = "", better: Better = .none,
        scenarios: [String] = [], since: Int = 1, exactWhenQuiescent: Bool = false, _ summary: String
    ) {
        self.name = name
        self.kind = kind
        self.unit = unit
        self.better = better
        self.role = role
        self.scenarios = scenarios
        self.since = since
        isExactWhenQuiescent = exactWhenQuiescent
        self.summary = summary
    }
}
