import CNetNamespace

/// The calling thread's registration with the variant that is installed in the model of a kind of lock.
///
/// Make it and `unregister()` it on the same thread; between the two that thread may call sections and send requests.
public final class RegisteredThread {
    private let model: UnsafePointer<net_model>
    private var handle: OpaquePointer?

    /// Registers the calling thread; nil when memory is short.
    ///
    /// - Parameter rtnlLock: that of the world's variant.
    public init?(_ rtnlLock: RtnlLock = .pthread) {
        model = rtnlLock.model
        guard let handle = model.pointee.thread_register() else { return nil }
        self.handle = handle
    }

    /// Unregisters; what the thread counted stays in the world's sum.
    public func unregister() {
        if let handle { model.pointee.thread_unregister(handle) }
        handle = nil
    }

    deinit { precondition(handle == nil, "a registered thread must unregister on its own thread") }
}
