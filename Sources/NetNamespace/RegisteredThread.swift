import CNetNamespace

/// The calling thread's registration with the installed variant.
///
/// Make it and `unregister()` it on the same thread; between the two that thread may call sections and send requests.
public final class RegisteredThread {
    private var handle: OpaquePointer?

    /// Registers the calling thread; nil when memory is short.
    public init?() {
        guard let handle = net_thread_register() else { return nil }
        self.handle = handle
    }

    /// Unregisters; what the thread counted stays in the world's sum.
    public func unregister() {
        if let handle { net_thread_unregister(handle) }
        handle = nil
    }

    deinit { precondition(handle == nil, "a registered thread must unregister on its own thread") }
}
