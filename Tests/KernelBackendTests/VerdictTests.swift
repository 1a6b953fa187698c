import CKernelBackend
import Testing

@testable import KernelBackend

/// What the waits that were counted say of an operation: figures as `reality --verify-locks` counts them on 6.18, and those of an
/// operation of which the table says something wrong.
@Suite struct VerdictTests {
    private struct Counted {
        var operations: UInt64 = 20_000
        /// Waits for rtnl_mutex of the operation, and of those beside it, and how many were due.
        var rtnl: UInt64 = 0
        var held: UInt64 = 4000
        var due: UInt64 = 4000
        /// Waits for another lock that two of the operation share, and where it is taken.
        var shared: UInt64 = 0
        var caller = ""
        /// Gaps in what was heard.
        var lost: UInt64 = 0
    }

    private func judged(
        _ operation: KernelOperation, _ expected: kb_taken, _ counted: Counted
    ) -> (verdict: kb_lock_verdict, sentence: String) {
        var finding = kb_lock_finding()
        finding.op = operation.raw
        finding.expected = expected
        finding.operations = counted.operations
        finding.rtnl_waits = counted.rtnl
        finding.held_waits = counted.held
        finding.rtnl_due = counted.due
        finding.shared_waits = counted.shared
        withUnsafeMutableBytes(of: &finding.shared_caller) { $0.copyBytes(from: counted.caller.utf8.prefix(63)) }
        withUnsafeMutableBytes(of: &finding.rtnl_caller) { $0.copyBytes(from: "rtnl_dumpit".utf8) }
        kb_judge_locks(&finding, counted.lost)
        let sentence = withUnsafeBytes(of: finding.sentence) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        return (finding.verdict, sentence)
    }

    @Test func whatWasExpectedIsAsChecked() {
        #expect(judged(.getNeighbourTables, KB_TAKES_RTNL, Counted(rtnl: 3900)).verdict == KB_LOCK_AS_CHECKED)
        #expect(judged(.getIDs, KB_TAKES_NOTHING, Counted()).verdict == KB_LOCK_AS_CHECKED)
        #expect(
            judged(.uevent, KB_TAKES_ANOTHER, Counted(shared: 900, caller: "uevent_net_broadcast")).verdict
                == KB_LOCK_AS_CHECKED)
    }

    /// The wrong lock in the table: each kind of claim, contradicted.
    @Test func aWrongClaimIsCaught() {
        // The dump of all families' addresses was once called lock-free here, and is not.
        let control = judged(.getAddresses, KB_TAKES_NOTHING, Counted(rtnl: 3900))
        #expect(control.verdict == KB_LOCK_DIFFERS)
        #expect(control.sentence.contains("is said to take no lock, and waited for rtnl_mutex 3900 times"))
        #expect(judged(.getIDs, KB_TAKES_RTNL, Counted()).verdict == KB_LOCK_DIFFERS)
        #expect(judged(.setLink, KB_TAKES_RTNL, Counted(rtnl: 20)).verdict == KB_LOCK_DIFFERS)
        #expect(
            judged(.getIDs, KB_TAKES_NOTHING, Counted(shared: 500, caller: "rtnl_net_dumpid")).verdict
                == KB_LOCK_DIFFERS)
        #expect(judged(.uevent, KB_TAKES_ANOTHER, Counted(rtnl: 100, shared: 900)).verdict == KB_LOCK_DIFFERS)
        // The lock is the journal's, not the uevent's.
        #expect(
            judged(.uevent, KB_TAKES_ANOTHER, Counted(shared: 900, caller: "vprintk_emit")).verdict == KB_LOCK_DIFFERS)
    }

    /// No wait means no lock only where waits were due, were seen beside it, and none was lost.
    @Test(arguments: [
        Counted(operations: 10), Counted(held: 0), Counted(due: 3), Counted(lost: 1),
    ])
    private func whatWasNotSeenSaysNothing(_ counted: Counted) {
        #expect(judged(.getIDs, KB_TAKES_NOTHING, counted).verdict == KB_LOCK_NOT_SEEN)
        #expect(judged(.getNeighbourTables, KB_TAKES_RTNL, counted).verdict == KB_LOCK_NOT_SEEN)
        #expect(judged(.uevent, KB_TAKES_ANOTHER, counted).verdict == KB_LOCK_NOT_SEEN)
    }
}
