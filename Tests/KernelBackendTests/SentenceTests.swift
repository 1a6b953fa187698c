import CKernelBackend
import Glibc
import Testing

@testable import KernelBackend

/// What is said where an operation cannot be done: nothing here asks the kernel for anything.
@Suite struct SentenceTests {
    @Test(arguments: [
        (KernelOperation.deleteLink, EOPNOTSUPP, "this kernel has no ifb devices"),
        (.getIDs, EOPNOTSUPP, "this kernel knows no RTM_GETNSID"),
        (.setLink, EPERM, "takes CAP_NET_ADMIN from unprivileged user namespaces"),
        (.uevent, EACCES, "run as root"), (.uevent, ENOENT, "mount /sys"),
        (.getLink, ENOBUFS, "RTM_GETLINK fails here: No buffer space available"),
    ])
    func eachReasonHasASentence(_ operation: KernelOperation, _ code: Int32, _ words: String) {
        #expect(kb_refuse(operation.raw, code) == -code)
        #expect(KernelError.last.description.contains(words), "\(KernelError.last)")
    }

    @Test func theTableIsWhole() {
        #expect(KernelOperation.all.count == 8)
        #expect(Set(KernelOperation.all.map(\.name)).count == 8)
        #expect(KernelOperation.all.allSatisfy { !$0.summary.isEmpty && KernelOperation.named($0.name) == $0 })
        // Those that are called lock-free are the walk under RCU and the control.
        #expect(KernelOperation.all.filter(\.lock.isEmpty) == [.getIDs, .getAddresses])
        #expect(KernelOperation.all.filter { $0.ground == .machine } == [.uevent])
    }

    /// A process that is no worker gets no world: what is asked of the kernel is asked by workers.
    @Test func nobodyButAWorkerHasAWorld() {
        #expect(!KernelWorld.isWorker)
        #expect(throws: KernelError.self) { try KernelWorld.ofThisWorker() }
    }
}

/// The cases, as far as the table and the options make them.
@Suite struct KernelGridTests {
    @Test func everyCaseIsMeasuredOnceAndHasAName() {
        let (cases, refusals) = KernelGrid().cases
        #expect(refusals.isEmpty)
        #expect(Set(cases.map(\.name)).count == cases.count)
        #expect(Set(cases.map(\.parameters.operation)) == Set(KernelOperation.all))
        #expect(cases.allSatisfy { $0.parameters.threads > 0 && $0.name.contains("kernel_op:") })
    }

    @Test func optionsNarrowOrMultiply() {
        var grid = KernelGrid()
        grid.operations = [.getIDs]
        grid.namespaces = [1, 10]
        grid.readers = [1, 2, 4]
        grid.updaters = [0]
        #expect(grid.cases.cases.count == 6)
        grid.namespaces = [KernelOperation.mostIDs, KernelOperation.mostIDs + 1]
        #expect(grid.cases.cases.count == 3 && grid.cases.refusals.count == 1)
    }

    /// A case tells the survey all that it does.
    @Test func companionsAreNamed() {
        for kernelCase in KernelGrid().cases.cases {
            let parameters = kernelCase.parameters
            #expect(parameters.operations.contains(.unshare) == parameters.changesList)
            #expect(parameters.operations.contains(.deleteLink) == (parameters.registrars > 0))
            #expect(kernelCase.runnableThreads == parameters.threads + (parameters.changesList ? 1 : 0))
        }
    }
}
