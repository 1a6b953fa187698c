import BenchmarkResults

/// Measures cases, with Google Benchmark as the conductor and pools of threads as the orchestra.
public final class Engine {
    let configuration: EngineConfiguration

    /// Creates an engine.
    public init(configuration: EngineConfiguration) {
        self.configuration = configuration
    }

    /// Measures `cases`.
    public func run(
        _ cases: [any BenchmarkCase], onRow: @escaping (ResultRow) throws -> Void,
        onProgress: ((_ done: Int, _ total: Int, _ name: String) -> Void)?
    ) throws -> EngineSummary {
        EngineSummary()
    }
}
