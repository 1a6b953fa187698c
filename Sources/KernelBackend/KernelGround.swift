import CKernelBackend
import Glibc

/// What the kernel does not allow or does not have: one sentence that says what is missing and what would allow it.
public struct KernelError: Error, CustomStringConvertible {
    /// The sentence.
    public let description: String

    /// What the C code said last on this thread.
    static var last: KernelError { KernelError(description: String(cString: kb_error()) + ".") }
}

/// Whose namespaces a worker makes.
public enum KernelGround: String, Sendable, CaseIterable {
    /// Those of a user namespace of its own: any user may, and the kernel bounds how many there are.
    case user
    /// Those of the machine's user namespace: only they are walked by a uevent, and only root may.
    case machine

    init(_ raw: kb_ground) { self = raw == KB_GROUND_MACHINE ? .machine : .user }

    var raw: kb_ground { self == .machine ? KB_GROUND_MACHINE : KB_GROUND_USER }

    /// Puts this process on the ground, as the worker of process `parent`, with which it dies.
    ///
    /// Before the process has a second thread: the kernel gives a user namespace to a process of one thread only.
    /// - Throws: `KernelError`.
    public func enter(parent: Int32) throws {
        guard kb_enter(raw, parent) == 0 else { throw KernelError.last }
        KernelWorld.ground = self
    }
}
