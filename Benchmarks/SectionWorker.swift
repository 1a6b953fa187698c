import BenchmarkEngine
import CNetNamespace
import NetNamespace

/// One thread of a role: registered with the model, running one kind of section.
final class SectionWorker: RoleWorker {
    private let kind: SectionKind
    private let referenceKind: SectionKind?
    private let makeSection: () -> Section
    private var thread: RegisteredThread?
    private var section: Section?
    private var function: SectionFunction?
    private var reference: SectionFunction?

    /// - Parameter makeSection: called on the thread itself, so that its memory is near it.
    init(_ kind: SectionKind, reference: SectionKind? = nil, makeSection: @escaping () -> Section) {
        self.kind = kind
        referenceKind = reference
        self.makeSection = makeSection
    }

    func begin() {
        let section = makeSection()
        thread = RegisteredThread(section.variant.rtnlLock)
        self.section = section
        function = section.function(kind)
        reference = referenceKind.flatMap(section.function)
    }

    @inline(__always)
    private func call(_ function: SectionFunction?, _ operations: Int) -> SectionResult {
        guard let function else { return SectionResult(operations: 0, timedNanoseconds: 0) }
        let result = function(operations)
        return SectionResult(operations: result.operations, timedNanoseconds: result.timed_ns)
    }

    func section(_ operations: Int) -> SectionResult { call(function, operations) }

    func referenceSection(_ operations: Int) -> SectionResult { call(reference, operations) }

    func end() {
        thread?.unregister()
        thread = nil
    }

    var lastSampleNanoseconds: UInt64 { section?.sampleNanoseconds ?? 0 }

    /// A creator waits for credit, or for room in its ring.
    var heldBackNanoseconds: UInt64? { kind == .create ? function?.state.pointee.waited_ns : nil }
}
