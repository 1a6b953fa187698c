import BenchmarkResults

/// What defines a case of the running kernel.
public struct KernelParameters: Sendable, Hashable {
    /// What readers hold who walk beside creators, by the name of the lock.
    public enum WalkLock: String, Sendable, CaseIterable {
        /// `RTM_GETNEIGHTBL`.
        case rtnl
        /// `RTM_GETNSID`.
        case rcu
        /// `RTM_GETADDR`, which walks nothing: the control.
        case none

        var operation: KernelOperation {
            switch self {
            case .rtnl: .getNeighbourTables
            case .rcu: .getIDs
            case .none: .getAddresses
            }
        }
    }

    /// The measured role's operation.
    public var operation: KernelOperation
    /// Of the model: the same thing is measured there.
    public var scenario: String
    /// As in the model.
    public var shape = ""
    /// Namespaces that the backend keeps alive; the machine's own, and one for each thread, come on top.
    public var namespaces = 1
    /// Threads that walk.
    public var readers = 0
    /// Threads that create and drop namespaces beside them.
    public var updaters = 0
    /// Measured threads that create and drop namespaces.
    public var creators = 0
    /// Threads that take and release rtnl.
    public var lockers = 0
    /// Threads that create and delete a device.
    public var registrars = 0
    /// What readers beside creators hold.
    public var walkLock: WalkLock?

    /// The variant of every such case: a kernel has one set of rules.
    public static let variant = "running_kernel"

    /// A case with no threads yet.
    public init(operation: KernelOperation, scenario: String, shape: String = "") {
        self.operation = operation
        self.scenario = scenario
        self.shape = shape
    }

    /// Threads of all roles.
    public var threads: Int { readers + updaters + creators + lockers + registrars }

    /// Whether namespaces come and go.
    public var changesList: Bool { updaters + creators > 0 }

    /// Whether a namespace has to know the others by their ids.
    var needsIDs: Bool { operation == .getIDs || (readers > 0 && walkLock == .rcu) }

    /// What its threads do.
    public var operations: [KernelOperation] {
        var operations = [operation]
        if changesList { operations.append(.unshare) }
        if registrars > 0 { operations.append(.deleteLink) }
        if let walkLock { operations.append(walkLock.operation) }
        return operations
    }

    /// Where it can be measured.
    public var ground: KernelGround { operation.ground }

    /// The key columns of the CSV.
    public var cells: [String: CellValue] {
        let counts = [
            ("namespaces", namespaces), ("readers", readers), ("updaters", updaters), ("lockers", lockers),
            ("senders", 0), ("pending", 0),
        ]
        var cells: [String: CellValue] = [
            "scenario": .text(scenario), "variant": .text(Self.variant), "kernel_op": .text(operation.name),
        ]
        for (name, count) in counts { cells[name] = .integer(Int64(count)) }
        for (name, count) in [("creators", creators), ("registrars", registrars)] where count > 0 {
            cells[name] = .integer(Int64(count))
        }
        if !shape.isEmpty { cells["shape"] = .text(shape) }
        if let walkLock { cells["list_lock"] = .text(walkLock.rawValue) }
        return cells
    }

    /// What defines the case, as its rows have it.
    public var key: CaseKey {
        var row = ResultRow()
        for (column, value) in cells { row[column] = value }
        return row.caseKey
    }
}
