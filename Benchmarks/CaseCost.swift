import BenchmarkEngine

/// The constants were measured on two shared cores of an EPYC; docs/measuring.md says how the sum compares with the clock.
extension CaseCost {
    /// A world of one namespace, a row, what Google Benchmark does around them, and waking up among others: 6 to 20 ms where seven
    /// other threads wanted the two cores.
    static let repetition = 0.012
    /// A namespace with its socket and its loopback device: made, put into a random order, checked, torn down.
    static let namespace = 1e-6
    /// A further device.
    static let device = 0.7e-6
    /// A byte of payload.
    static let byte = 1e-9
    /// A thread with its logs.
    static let thread = 200e-6
    /// For how long a thread that has to share a CPU may keep it from one that is to see the end.
    static let slice = 0.003
    /// Predictions are from below: a visit that misses the caches, or waits its turn, takes about so many times as long.
    static let slowness = 3.0
}

extension NetCase: PlannedCase {
    /// What one measured operation will cost, in ns, by its scenario.
    public var predictedNanoseconds: Double { scenario.predictedNanoseconds(parameters) }

    /// What one repetition will take.
    ///
    /// - Parameters:
    ///   - window: the nominal length of its window, in ns.
    ///   - warmup: in ns.
    ///   - cores: allowed CPUs.
    public func cost(window: UInt64, warmup: UInt64, cores: Int) -> CaseCost {
        let measured = max(1, parameters.measuredThreads(shape: shape))
        let operation = scenario.predictedNanoseconds(parameters) * CaseCost.slowness
        let length = WindowForecast.length(window, operation: operation, threads: measured)
        let perNamespace =
            CaseCost.namespace + Double(max(0, parameters.devices - 1)) * CaseCost.device
            + Double(max(0, parameters.visitBytes - 8)) * CaseCost.byte
        let rounds = (Double(parameters.threads) / Double(max(1, cores))).rounded(.up) - 1
        // Each of them is unlinked under rtnl and gives its device up under rtnl: two unlocks, which may walk.
        let dying =
            parameters.changesList && parameters.variant.drainsByWalking
            ? Double(PopulationLimits(parameters).dyingCredit) : 0
        return CaseCost(
            world: CaseCost.repetition + Double(parameters.namespaces) * perNamespace,
            threads: Double(parameters.threads) * CaseCost.thread + rounds * CaseCost.slice,
            window: (Double(warmup) + Double(length) + operation) / 1e9,
            windDown: dying * 2 * Double(parameters.namespaces) * CaseCost.slowness / 1e9)
    }
}
