import CNetNamespace

/// One complete set of locking rules, as a row of the table in `CSupport/CNetNamespace/variants/variant_list.h`.
///
/// Rows are constant for the life of the process, so a variant may be used from any thread.
public struct Variant: @unchecked Sendable, Hashable {
    /// The row; `@unchecked Sendable` because it points to constant data that is never freed.
    let row: UnsafePointer<net_variant>

    /// The name, which is API: CSV files keep it for ever.
    public var name: String { String(cString: row.pointee.name) }
    /// One line for `list`.
    public var summary: String { String(cString: row.pointee.summary) }
    /// The range of kernel versions that had these rules.
    public var kernels: String { String(cString: row.pointee.kernels) }
    /// The commit or posting that brought them.
    public var source: String { String(cString: row.pointee.source) }
    /// The year of that source.
    public var year: Int { Int(row.pointee.year) }
    /// Whether `rtnl_unlock` drains queues.
    public var drains: Bool { row.pointee.drain != NET_DRAIN_NONE }
    /// Whether nobody may create or destroy namespaces during a run.
    public var isReadOnly: Bool { row.pointee.read_only }
    /// Whether the variant is wrong on purpose.
    public var isNegativeControl: Bool { row.pointee.negative_control }
    /// Whether a reader may hold `net_mutex` instead of rtnl.
    public var walksUnderEither: Bool { row.pointee.walks_under_either }
    /// Whether readers are in RCU read-side critical sections.
    public var usesRCU: Bool { row.pointee.uses_rcu }

    /// Whether a notifier's walk over the devices races with whoever changes the list: the bug that the seed mends.
    public var racesWithNotifiers: Bool { breaks(NET_PROVOCATION_old_rules_notifier_race) }
    /// Whether a namespace that is being made or taken down may miss a notifier's replay.
    public var missesReplays: Bool { breaks(NET_PROVOCATION_replay_imbalance) }

    /// Whether a drain begins again at the head after each queue it finds, without bound.
    public var restarts: Bool { breaks(NET_PROVOCATION_seed_starvation) }

    private func breaks(_ provocation: net_provocation) -> Bool {
        row.pointee.breaks & (1 << provocation.rawValue) != 0
    }

    /// Every variant, in the order of the table.
    public static let all: [Variant] = (0..<net_variant_count()).map { Variant(row: net_variant_at($0)) }

    /// The variant of that name.
    public static func named(_ name: String) -> Variant? {
        all.first { $0.name == name }
    }
}

extension Variant: CustomStringConvertible {
    /// The name.
    public var description: String { name }
}
