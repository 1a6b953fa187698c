import CKernelBackend

/// Which operation takes which lock, looked up on the running kernel by its own tracepoints.
public enum LockMapping {
    /// What an operation was expected to take, and what was seen.
    public struct Finding: Sendable {
        /// Whether what was expected was seen.
        public enum Verdict: String, Sendable {
            /// It was.
            case asChecked = "as checked"
            /// Something else was.
            case differs
            /// Nothing can be said.
            case notSeen = "not seen"
        }

        /// The operation.
        public let operation: KernelOperation
        /// The answer.
        public let verdict: Verdict
        /// Operations of the two threads that did it side by side.
        public let operations: UInt64
        /// How often they waited for rtnl_mutex.
        public let rtnlWaits: UInt64
        /// How often they waited for another lock that they share.
        public let sharedWaits: UInt64
        /// What was seen, in one sentence.
        public let sentence: String
    }

    /// Looks, for 0.3 s an operation or, where waits are rare, up to 5 s; in a worker on the machine's ground, as root.
    ///
    /// - Throws: `KernelError` with what the tracepoints need.
    public static func verified() throws -> [Finding] {
        let world = try KernelWorld.ofThisWorker()
        var findings = [kb_lock_finding](repeating: kb_lock_finding(), count: Int(KB_OPS.rawValue))
        guard kb_verify_locks(world.handle, nil, &findings) == 0 else { throw KernelError.last }
        return findings.map { finding in
            let verdict: Finding.Verdict =
                switch finding.verdict {
                case KB_LOCK_AS_CHECKED: .asChecked
                case KB_LOCK_DIFFERS: .differs
                default: .notSeen
                }
            return Finding(
                operation: KernelOperation(raw: finding.op), verdict: verdict, operations: finding.operations,
                rtnlWaits: finding.rtnl_waits, sharedWaits: finding.shared_waits,
                sentence: withUnsafeBytes(of: finding.sentence) { bytes in
                    String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
                })
        }
    }
}
