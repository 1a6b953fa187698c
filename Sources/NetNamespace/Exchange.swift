import CNetNamespace

/// Where creators leave namespaces for destroyers: a ring for each creator, without a lock.
///
/// `@unchecked Sendable`: each end of a ring is used by one thread only, which the C says and the roles keep.
public final class Exchange: @unchecked Sendable {
    let handle: OpaquePointer

    /// Rings with room for `capacity` each; nil when memory is short.
    public init?(creators: Int, destroyers: Int, capacity: Int) {
        guard let handle = net_exchange_new(UInt32(creators), UInt32(destroyers), UInt32(capacity)) else { return nil }
        self.handle = handle
    }

    /// Drops what was handed over and not taken, when no creator or destroyer is at work.
    @discardableResult public func dropAll() -> UInt64 { net_exchange_drop_all(handle) }

    deinit { net_exchange_free(handle) }
}
