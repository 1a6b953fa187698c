import CNetNamespace

/// Where creators leave namespaces for destroyers: a ring for each creator, without a lock.
///
/// `@unchecked Sendable`: each end of a ring is used by one thread only, which the C says and the roles keep.
public final class Exchange: @unchecked Sendable {
    let handle: OpaquePointer
    private let model: UnsafePointer<net_model>

    /// Rings with room for `capacity` each, for namespaces of that kind of lock.
    ///
    /// - Throws: `WorldError` when memory is short.
    public init(_ rtnlLock: RtnlLock = .pthread, creators: Int, destroyers: Int, capacity: Int) throws {
        model = rtnlLock.model
        guard let handle = model.pointee.exchange_new(UInt32(creators), UInt32(destroyers), UInt32(capacity)) else {
            throw WorldError.outOfMemory
        }
        self.handle = handle
    }

    /// Drops what was handed over and not taken, when no creator or destroyer is at work.
    @discardableResult public func dropAll() -> UInt64 { model.pointee.exchange_drop_all(handle) }

    deinit { model.pointee.exchange_free(handle) }
}
