import BenchmarkResults
import NetNamespace

/// What defines one case: a scenario, a variant and the scenario's parameters.
///
/// Fields that the scenario does not use are 0 or nil, so that equal cases are equal.
public struct CaseParameters: Sendable, Hashable {
    /// The scenario's name.
    public var scenario: String
    /// The rules under test, and the kind of lock behind rtnl.
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
    /// Threads that create namespaces and hand them on.
    public var creators = 0
    /// Threads that drop the last reference of those.
    public var destroyers = 0
    /// Threads that have rtnl drained over and over.
    public var drainers = 0
    /// Namespaces that a destroyer drops at once.
    public var batch = 0
    /// Locks per second and locker; 0 is a closed loop.
    public var lockRate = 0.0
    /// Requests per second and sender; 0 is a closed loop.
    public var requestRate = 0.0
    /// Passes per second and reader; 0 is a closed loop.
    public var dumpRate = 0.0
    /// Devices of each namespace, the loopback device among them.
    public var devices = 0
    /// Threads that register and unregister a notifier or a subsystem.
    public var registrars = 0

    /// A case with no roles yet.
    public init(scenario: String, variant: Variant) {
        self.scenario = scenario
        self.variant = variant
    }

    /// Threads of all roles.
    public var threads: Int {
        readers + updaters + lockers + senders + creators + destroyers + drainers + registrars
    }

    /// Threads of the role whose time is the headline.
    func measuredThreads(shape: String) -> Int {
        switch measuredRole(scenario: scenario, shape: shape) {
        case "creator": creators
        case "destroyer": destroyers
        case "locker": lockers
        case "registrar": registrars
        default: readers
        }
    }

    /// Whether namespaces come and go during a run.
    public var changesList: Bool { updaters + creators + destroyers > 0 }
    /// Threads that may want a CPU at one time: where namespaces come and go, the cleanup worker too; where senders only try rtnl,
    /// the worker that takes what they leave.
    public var runnableThreads: Int { threads + (changesList ? 1 : 0) + (senderMode == .trylock ? 1 : 0) }
}

extension CaseParameters {
    /// Why updaters cannot work here: nobody may change the list of a variant that takes no lock.
    var refusalOfUpdaters: String? {
        guard variant.isReadOnly && updaters > 0 else { return nil }
        return
            "\(variant.name) takes no lock, so nobody may change its list: it runs with --updaters 0 only"
    }

    /// Why readers cannot hold that lock: they choose only among what the rules have; where those leave no choice, the option is no question.
    var refusalOfListLock: String? {
        guard let listLock, !variant.listLocks.contains(listLock) else { return nil }
        let choice = variant.listLocks.map(\.rawValue).joined(separator: " or ")
        return "\(variant.name) has no \(listLock.rawValue) for a reader to hold: --list-lock \(choice) there"
    }

    /// Why devices cannot come and go here.
    var refusalOfRegistrars: String? {
        guard variant.isReadOnly else { return nil }
        return "\(variant.name) takes no lock, so nobody may register or unregister a device under it"
    }

    /// Why so many destroyers cannot work: each empties the rings of creators of its own.
    var refusalOfIdleDestroyers: String? {
        guard creators > 0 && destroyers > creators else { return nil }
        return
            "--destroyers \(destroyers) is more than --creators \(creators): a destroyer without a creator has no work"
    }

    /// The name that Google Benchmark knows the case by, from its key columns.
    public func name(shape: String) -> String { key(shape: shape).benchmarkName }

    /// What defines the case, as its rows have it.
    public func key(shape: String) -> CaseKey {
        var row = ResultRow()
        for (column, value) in cells(shape: shape) { row[column] = value }
        return row.caseKey
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
        if variant.rtnlLock != .pthread { cells["rtnl_lock"] = .text(variant.rtnlLock.rawValue) }
        if updateRate > 0 { cells["update_rate"] = .number(updateRate) }
        if visitBytes > 0 { cells["visit_bytes"] = .integer(Int64(visitBytes)) }
        let counts = [
            ("creators", creators), ("destroyers", destroyers), ("drainers", drainers), ("batch", batch),
        ]
        for (name, count) in counts where count > 0 { cells[name] = .integer(Int64(count)) }
        let rates = [("lock_rate", lockRate), ("request_rate", requestRate), ("dump_rate", dumpRate)]
        for (name, rate) in rates where rate > 0 { cells[name] = .number(rate) }
        if devices > 0 { cells["devices"] = .integer(Int64(devices)) }
        if registrars > 0 { cells["registrars"] = .integer(Int64(registrars)) }
        return cells
    }
}
