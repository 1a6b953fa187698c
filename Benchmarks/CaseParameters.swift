import BenchmarkResults
import NetNamespace

/// What defines one case: a scenario, a variant and the scenario's parameters.
///
/// Fields that the scenario does not use are 0 or nil, so that equal cases are equal.
public struct CaseParameters: Sendable, Hashable {
    /// The scenario's name.
    public var scenario: String
    /// The rules under test.
    public var variant: Variant
    /// Namespaces on the list, `init_net` included.
    public var namespaces = 1
    /// Threads that walk the list.
    public var readers = 0
    /// Threads that create and destroy namespaces.
    public var updaters = 0
    /// Threads that take and release rtnl.
    public var lockers = 0
    /// Threads that send requests.
    public var senders = 0
    /// Queues preloaded before each unlock.
    public var pending = 0
    /// How senders get their requests handled; nil without senders.
    public var senderMode: SenderMode?
    /// Which lock a reader holds where the rules let it choose; nil elsewhere.
    public var listLock: ListLock?
    /// Creations per second and updater; 0 is a closed loop.
    public var updateRate = 0.0
    /// Bytes that a visit reads.
    public var visitBytes = 0

    /// A case with no roles yet.
    public init(scenario: String, variant: Variant) {
        self.scenario = scenario
        self.variant = variant
    }

    /// Threads of all roles.
    public var threads: Int { readers + updaters + lockers + senders }

    /// The parameters in the order of the name, those that are in use only.
    var labels: [(name: String, value: String)] {
        var labels = [("namespaces", "\(namespaces)")]
        func add(_ name: String, _ value: Int) { if value > 0 { labels.append((name, "\(value)")) } }
        add("readers", readers)
        add("updaters", updaters)
        add("lockers", lockers)
        add("senders", senders)
        add("pending", pending)
        if let senderMode { labels.append(("sender_mode", senderMode.rawValue)) }
        if let listLock { labels.append(("list_lock", listLock.rawValue)) }
        if updateRate > 0 { labels.append(("update_rate", "\(updateRate)")) }
        if visitBytes > 8 { labels.append(("visit_bytes", "\(visitBytes)")) }
        return labels
    }
}

/// Which of the seed's two locks a reader holds.
public enum ListLock: String, Sendable, CaseIterable {
    /// `rtnl_lock`; the walk ends with `rtnl_unlock`, drain included.
    case rtnl
    /// `net_mutex`.
    case netMutex = "net_mutex"
}

extension CaseParameters {
    /// The name that Google Benchmark knows the case by: `scenario/shape/variant/name:value/...`.
    public func name(shape: String) -> String { name(shape: shape, variant: variant.name) }

    /// The same with that word for the variant.
    func name(shape: String, variant: String) -> String {
        let head = shape.isEmpty ? [scenario, variant] : [scenario, shape, variant]
        return (head + labels.map { "\($0.name):\($0.value)" }).joined(separator: "/")
    }

    /// The key columns of the CSV.
    public func cells(shape: String) -> [String: CellValue] {
        var cells: [String: CellValue] = [
            "scenario": .text(scenario), "variant": .text(variant.name), "namespaces": .integer(Int64(namespaces)),
            "readers": .integer(Int64(readers)), "updaters": .integer(Int64(updaters)),
            "lockers": .integer(Int64(lockers)), "senders": .integer(Int64(senders)),
            "pending": .integer(Int64(pending)),
        ]
        if !shape.isEmpty { cells["shape"] = .text(shape) }
        if let senderMode { cells["sender_mode"] = .text(senderMode.rawValue) }
        if let listLock { cells["list_lock"] = .text(listLock.rawValue) }
        if updateRate > 0 { cells["update_rate"] = .number(updateRate) }
        if visitBytes > 0 { cells["visit_bytes"] = .integer(Int64(visitBytes)) }
        return cells
    }
}
