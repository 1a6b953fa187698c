import CKernelBackend
import Glibc

/// The namespaces of a worker: made once, and grown or shrunk from case to case.
///
/// Used by the coordinator; threads begin and end in it between its calls. `@unchecked Sendable`: while threads of a case run the
/// coordinator changes nothing, and what they read (home, seats, ids) is constant until they have been joined.
public final class KernelWorld: @unchecked Sendable {
    /// The ground this process stands on; nil where it is no worker.
    ///
    /// Written once, before there is a second thread.
    nonisolated(unsafe) static var ground: KernelGround?

    /// Whether this process is a worker.
    public static var isWorker: Bool { ground != nil }

    private static let shared = Result { try KernelWorld() }

    /// The worker's world.
    /// - Throws: `KernelError`, also where this process is no worker.
    public static func ofThisWorker() throws -> KernelWorld { try shared.get() }

    let handle: OpaquePointer

    private init() throws {
        guard let ground = Self.ground else {
            throw KernelError(description: "the kernel backend works in a worker of its own, and this process is none.")
        }
        guard let handle = kb_setup(ground.raw) else { throw KernelError.last }
        self.handle = handle
    }

    deinit { kb_teardown(handle) }

    /// Has `namespaces` alive, a namespace for each of `threads` besides, and, with `ids`, one that knows them by their ids.
    func prepare(namespaces: Int, threads: Int, ids: Bool) throws {
        guard kb_prepare(handle, UInt32(namespaces), UInt32(threads), ids) == 0 else { throw KernelError.last }
    }

    /// Waits until all that was dropped is gone; how long that took, in ns.
    func quiesce() throws -> UInt64 {
        var waited: UInt64 = 0
        guard kb_quiesce(handle, &waited) == 0 else { throw KernelError.last }
        return waited
    }

    /// Why the operation cannot be done here, found out by doing it; nil where it can.
    ///
    /// - Throws: `KernelError` where there is no room for a namespace: then nothing can be done at all.
    func refusal(of operation: KernelOperation) throws -> String? {
        let code = kb_probe(handle, operation.raw)
        if code == -ENOSPC { throw KernelError.last }
        return code == 0 ? nil : KernelError.last.description
    }

    /// Why there is no room for so many, found out by making them; nil where there is.
    ///
    /// Limits of the user namespaces around this one cannot be read here.
    func refusal(ofNamespaces namespaces: Int, threads: Int) -> String? {
        kb_prepare(handle, UInt32(namespaces), UInt32(threads), false) == 0 ? nil : KernelError.last.description
    }
}
