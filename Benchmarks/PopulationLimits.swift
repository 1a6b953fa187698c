import NetNamespace

/// How many namespaces there may be besides those that stand, so that a list keeps about its length.
struct PopulationLimits {
    /// Creators and updaters wait while this many namespaces are dying; 0 is no limit.
    let dyingCredit: Int
    /// The most namespaces there can be at one time.
    let mostNamespaces: Int
    /// Namespaces that a creator's ring has room for.
    let ring: Int

    private static let leastCredit = 16
    /// Where creators follow a clock they are not held back, and a ring never decides what is measured.
    private static let openRing = 4096

    init(_ parameters: CaseParameters) {
        let isOpenLoop = parameters.creators > 0 && parameters.updateRate > 0
        // A batch dies at once, and the next may be made meanwhile.
        ring = isOpenLoop ? Self.openRing : max(64, 2 * parameters.batch)
        dyingCredit = isOpenLoop ? 0 : max(Self.leastCredit, parameters.batch)
        guard parameters.changesList else {
            mostNamespaces = parameters.namespaces
            return
        }
        // Who has passed the credit, or drops a batch on top of it, goes beyond it.
        let dying = dyingCredit + parameters.updaters + parameters.destroyers * max(1, parameters.batch)
        let living = parameters.updaters + parameters.creators * (ring + 1)
        mostNamespaces = isOpenLoop ? .max : parameters.namespaces + dying + living
    }

    /// Where creators leave namespaces for destroyers; nil where there are none.
    ///
    /// - Throws: `WorldError` when memory is short.
    func makeExchange(_ parameters: CaseParameters) throws -> Exchange? {
        guard parameters.creators > 0, parameters.destroyers > 0 else { return nil }
        return try Exchange(
            parameters.variant.rtnlLock, creators: parameters.creators, destroyers: parameters.destroyers,
            capacity: ring)
    }
}
