import CKernelBackend

/// What a thread does over and over: a system call or a request, and the lock that it holds while it works.
public struct KernelOperation: Sendable, Hashable {
    let raw: kb_op

    /// Creates a namespace and drops it.
    public static let unshare = KernelOperation(raw: KB_UNSHARE)
    /// A walk under rtnl.
    public static let getNeighbourTables = KernelOperation(raw: KB_GETNEIGHTBL)
    /// A walk under a list mutex.
    public static let uevent = KernelOperation(raw: KB_UEVENT)
    /// A walk under RCU.
    public static let getIDs = KernelOperation(raw: KB_GETNSID)
    /// The control: no lock, and no walk.
    public static let getAddresses = KernelOperation(raw: KB_GETADDR)
    /// Takes and releases rtnl, and changes something.
    public static let setLink = KernelOperation(raw: KB_SETLINK)
    /// Takes and releases rtnl.
    public static let getLink = KernelOperation(raw: KB_GETLINK)
    /// Deletes a device, which ends after rtnl is released.
    public static let deleteLink = KernelOperation(raw: KB_DELLINK)

    /// Every operation.
    public static let all = (0..<KB_OPS.rawValue).map { KernelOperation(raw: kb_op(rawValue: $0)) }

    /// The operation of that name.
    public static func named(_ name: String) -> KernelOperation? { all.first { $0.name == name } }

    /// The most namespaces of which `getIDs` shows all.
    public static let mostIDs = Int(KB_MOST_IDS)

    /// The kernel on which the locks were found out; they are a property of a release.
    public static let checkedKernel = "6.18"

    private var row: kb_operation {
        // The table is imported as a tuple of its rows.
        withUnsafeBytes(of: kb_operations) { $0.bindMemory(to: kb_operation.self)[Int(raw.rawValue)] }
    }

    /// What is called; API: CSV files keep it for ever.
    public var name: String { String(cString: row.name) }
    /// The locks it holds while it works, as found on `checkedKernel`; empty: none.
    public var lock: String { String(cString: row.lock) }
    /// One line for `list`.
    public var summary: String { String(cString: row.summary) }
    /// Where it can be done.
    public var ground: KernelGround { KernelGround(row.ground) }

    /// Equal where they are the same row.
    public static func == (a: KernelOperation, b: KernelOperation) -> Bool { a.raw.rawValue == b.raw.rawValue }
    /// By the row.
    public func hash(into hasher: inout Hasher) { hasher.combine(raw.rawValue) }
}
