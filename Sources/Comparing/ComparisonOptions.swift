import BenchmarkResults

/// How a comparison is made.
public struct ComparisonOptions: Sendable {
    /// The column that is compared.
    public var metric: Column
    /// A change smaller than this share does not matter.
    public var threshold: Double
    /// The family-wise level of the test.
    public var alpha = 0.05
    /// The level of the intervals.
    public var confidence = 0.95
    /// Divide every figure by that of the floor case of the same block.
    public var normalizesByFloor = false
    /// Give verdicts although the environments differ in what matters.
    public var allowsEnvironmentMismatch = false
    /// Key columns in which the sides may differ.
    public var ignored: Set<String> = []

    /// Options.
    public init(metric: Column, threshold: Double = 0.05) {
        self.metric = metric
        self.threshold = threshold
    }
}
