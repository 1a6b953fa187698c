import BenchmarkEngine
import NetNamespace

/// One parameter of a scenario, for `list` and `--help`.
public struct ScenarioParameter: Sendable {
    /// The option's name without dashes.
    public let name: String
    /// What it means, with its unit.
    public let meaning: String

    /// What every scenario has whose readers may choose.
    static let listLock = ScenarioParameter(
        name: "list-lock",
        meaning: ListLock.allCases.map(\.rawValue).joined(separator: ", ") + ": where the rules let a reader choose")
    /// What every scenario has whose threads take rtnl.
    static let rtnlLock = ScenarioParameter(
        name: "rtnl-lock", meaning: RtnlLock.locks.map(\.rawValue).joined(separator: ", ") + ": the lock behind rtnl")
    /// The same where requests may do without it.
    static let rtnlLockOrNone = ScenarioParameter(
        name: "rtnl-lock", meaning: RtnlLock.allCases.map(\.rawValue).joined(separator: ", ") + ": the lock behind rtnl"
    )
}

/// The named sets of cases.
public enum Suite: String, Sendable, CaseIterable {
    /// A minute: enough to see how the rules compare on this machine.
    case quick
    /// Longer lists and more threads.
    case full

    /// What the suite may take by its own estimate on two cores, in seconds.
    public var budgetSeconds: Double { self == .quick ? 90 : 3600 }
}

/// What is measured: roles, shapes, default grids, and what is refused.
///
/// A scenario is one file in this folder and one row of `all`.
public struct Scenario: Sendable {
    /// The name, which is API: CSV files keep it for ever.
    public let name: String
    /// One line for `list`.
    public let summary: String
    /// Whether it is run when no scenario is named.
    public let isInSuites: Bool
    /// Whether that is so in `full` only: its windows are long.
    public var isForFullOnly = false
    /// What can be varied.
    public let parameters: [ScenarioParameter]
    /// The grids of a suite; `cores` is the number of allowed CPUs.
    public let grids: @Sendable (_ suite: Suite, _ cores: Int) -> [Grid]
    /// The cases of a grid for one variant.
    public let expand: @Sendable (_ grid: Grid, _ variant: Variant) -> [CaseParameters]
    /// The shape of a case, empty where the scenario has one shape only.
    public let shape: @Sendable (CaseParameters) -> String
    /// Why a case cannot mean anything: one clear sentence; nil where it can.
    public let refusal: @Sendable (CaseParameters) -> String?
    /// The roles of a case.
    public let roles: @Sendable (CaseParameters, RoleContext) -> [Role]
    /// The estimator, where the scenario has one of its own.
    public let estimator: @Sendable (CaseParameters) -> Estimator?
    /// What one measured operation will cost, in nanoseconds, roughly and from below.
    public let predictedNanoseconds: @Sendable (CaseParameters) -> Double

    /// Whether requests without rtnl show there; devices and notifiers keep their rtnl, so that elsewhere it would change nothing.
    var measuresWithoutRtnl: Bool { name == Scenario.rtnlUnlock.name }

    /// Whether that suite has it.
    public func isIn(_ suite: Suite) -> Bool { isInSuites && (suite == .full || !isForFullOnly) }

    /// The table.
    public static let all: [Scenario] = [
        .forEachNet, .rtnlUnlock, .netLifecycle, .netdeviceNotifier, .pernetSubsys, .netdevTodo, .fairness, .mixed,
        .mutexPair, .empty,
    ]

    /// The scenario of that name.
    public static func named(_ name: String) -> Scenario? {
        all.first { $0.name == name }
    }
}

/// What the roles of one repetition share.
public struct RoleContext: Sendable {
    /// The world they work in.
    public let world: World
    /// Where requests go.
    public let places: Places
    /// Between creators and destroyers; nil where there are none.
    public let exchange: Exchange?
    /// Of everything random in the repetition; the same for every variant.
    public let seed: UInt64
}
