/// What a case holds while it runs, roughly; the constants were measured.
enum CaseMemory {
    /// A namespace with its socket and its device, and some slack for a list of them.
    static let namespace = 400
    /// A further device.
    static let device = 64
    /// A place in a ring, or in a destroyer's own batch.
    static let pointer = 8
}

extension NetCase {
    /// The bytes that a repetition may hold at once: the standing list, and what creators may have made on top of it.
    public var bytes: Int {
        let limits = PopulationLimits(parameters)
        let perNamespace = CaseMemory.namespace + parameters.visitBytes + CaseMemory.device * parameters.devices
        let inRings = parameters.creators * limits.ring
        // A batch, once more: it dies while the next one is made.
        let dropped = parameters.destroyers * parameters.batch
        let batches = (parameters.creators + parameters.destroyers) * parameters.batch
        return (parameters.namespaces + inRings + dropped) * perNamespace + (inRings + batches) * CaseMemory.pointer
    }
}
