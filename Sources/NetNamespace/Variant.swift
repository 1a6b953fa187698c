import CNetNamespace

/// One complete set of locking rules, as a row of the table in `CSupport/CNetNamespace/variants/variant_list.h`.
///
/// Rows are constant for the life of the process, so a variant may be used from any thread.
public struct Variant: @unchecked Sendable, Hashable {
    /// The row; `@unchecked Sendable` because it points to constant data that is never freed.
    let row: UnsafePointer<net_variant>
    /// The kind of lock behind rtnl: which instance of the model the row is of.
    public let rtnlLock: RtnlLock

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
    /// Whether an unlock drains a queue of what is pending, rather than by walking the list.
    public var drainsByQueue: Bool { row.pointee.drain == NET_DRAIN_QUEUE }
    /// What a reader may hold, the usual one first; empty where the rules leave no choice.
    public var listLocks: [ListLock] { ListLock.allCases.filter { row.pointee.list_locks >> $0.raw.rawValue & 1 != 0 } }
    /// Whether a sender may use that mode by these rules.
    public func allows(_ mode: SenderMode) -> Bool { net_variant_allows(row, mode.raw) }
    /// Whether those who create or destroy share what they hold: `pernet_ops_rwsem`, where `net_mutex` excluded the others.
    public var sharesLife: Bool { row.pointee.life == NET_LIFE_RWSEM }
    /// Whether readers are in RCU read-side critical sections.
    public var usesRCU: Bool { row.pointee.uses_rcu }

    /// How senders send where nobody says otherwise: to the queue where `rtnl_unlock` drains it, else for themselves.
    public var usualSenderMode: SenderMode { drains ? .blocking : .synchronous }
    /// Whether an unlock walks the list for something to drain.
    public var drainsByWalking: Bool { row.pointee.drain == NET_DRAIN_WALK }
    /// Whether a notifier's walk over the devices races with whoever changes the list: the bug that the seed mends.
    public var racesWithNotifiers: Bool { breaks(NET_PROVOCATION_old_rules_notifier_race) }
    /// Whether a namespace that is being made or taken down may miss a notifier's replay.
    public var missesReplays: Bool { breaks(NET_PROVOCATION_replay_imbalance) }
    /// Whether a drain begins again at the head after each queue: its cost is quadratic, and has no bound.
    public var restarts: Bool { breaks(NET_PROVOCATION_seed_starvation) }

    private func breaks(_ provocation: net_provocation) -> Bool {
        row.pointee.breaks & (1 << provocation.rawValue) != 0
    }

    /// Every variant with the default lock, in the order of the table.
    public static let all: [Variant] = rows(of: .pthread)

    /// The variant of that name, with the default lock.
    public static func named(_ name: String) -> Variant? {
        all.first { $0.name == name }
    }

    /// The same rules with that kind of lock behind rtnl; nil for `none`, where these rules cannot do without it.
    public func with(_ rtnlLock: RtnlLock) -> Variant? {
        let same = Variant.rows(of: rtnlLock).first { $0.name == name }
        if rtnlLock == .none { return same?.row.pointee.without_rtnl.map { Variant(row: $0, rtnlLock: .none) } }
        guard let same else { preconditionFailure("each instance of the model is compiled from the same table") }
        return same
    }

    private static func rows(of rtnlLock: RtnlLock) -> [Variant] {
        let model = rtnlLock.model.pointee
        return (0..<model.variant_count()).map { Variant(row: model.variant_at($0), rtnlLock: rtnlLock) }
    }
}

extension Variant: CustomStringConvertible {
    /// The name.
    public var description: String { name }
}

/// What a reader holds while it walks, where the rules let it choose.
public enum ListLock: String, Sendable, CaseIterable {
    /// `rtnl_lock`; the walk ends with `rtnl_unlock`, drain included.
    case rtnl
    /// `net_mutex`.
    case netMutex = "net_mutex"
    /// `net_rwsem`, shared.
    case netRwsem = "net_rwsem"
    /// Nothing but an RCU read-side critical section.
    case rcu

    /// The model's constant.
    public var raw: net_list_lock {
        switch self {
        case .rtnl: NET_LIST_RTNL
        case .netMutex: NET_LIST_NET_MUTEX
        case .netRwsem: NET_LIST_NET_RWSEM
        case .rcu: NET_LIST_RCU
        }
    }
}
