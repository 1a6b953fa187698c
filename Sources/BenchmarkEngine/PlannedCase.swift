/// What one repetition of a case will take, part by part, in seconds.
public struct CaseCost: Sendable, Equatable {
    /// Making the world, checking it at the end, tearing it down.
    public var world: Double
    /// Starting the threads and joining them, each of which may have to wait for a CPU.
    public var threads: Double
    /// Warm-up, the window as it will be extended, and the operation that the close cuts.
    public var window: Double
    /// Destroying what is left dying.
    public var windDown: Double

    /// A cost of those parts.
    public init(world: Double, threads: Double, window: Double, windDown: Double) {
        self.world = world
        self.threads = threads
        self.window = window
        self.windDown = windDown
    }

    /// All of it.
    public var seconds: Double { world + threads + window + windDown }
}

/// A case of which it can be said, before it is measured, what it will take.
public protocol PlannedCase: BenchmarkCase {
    /// What one measured operation will cost, in ns, roughly and from below: what fits into no window is left out.
    var predictedNanoseconds: Double { get }
    /// The bytes of this process that a repetition may hold at once.
    var bytes: Int { get }
    /// What one repetition will take.
    ///
    /// - Parameters:
    ///   - window: the nominal length of its window, in ns.
    ///   - warmup: in ns.
    ///   - cores: allowed CPUs.
    func cost(window: UInt64, warmup: UInt64, cores: Int) -> CaseCost
}
