import BenchmarkEngine
import BenchmarkResults
import NetNamespace

/// A case as Google Benchmark sees it: a name, key columns, and a world per repetition.
public struct NetCase: BenchmarkCase {
    /// The scenario that gives it its roles.
    public let scenario: Scenario
    /// What defines it.
    public let parameters: CaseParameters
    private let seed: UInt64

    /// - Parameter seed: of the order in which places are used; the same for every variant.
    public init(scenario: Scenario, parameters: CaseParameters, seed: UInt64) {
        self.scenario = scenario
        self.parameters = parameters
        self.seed = seed
    }

    /// The shape, empty where the scenario has one only.
    public var shape: String { scenario.shape(parameters) }
    /// The name that filters match.
    public var name: String { parameters.name(shape: shape) }
    /// The variants of a case are measured close in time; so are the locks with which one of them may be run.
    public var group: String {
        parameters.key(shape: shape).without(["variant", "list_lock", "rtnl_lock"]).benchmarkName
    }
    /// The key columns, and what is measured.
    public var cells: [String: CellValue] {
        parameters.cells(shape: shape).merging(["backend": .text("model")]) { $1 }
    }

    /// The threads of all roles, and the workers that the rules have at work.
    public var runnableThreads: Int? { parameters.runnableThreads }

    /// A fresh world for one repetition.
    public func makeRun(repetition: Int) throws -> any CaseRun {
        try NetCaseRun(self, seed: seed &+ UInt64(repetition))
    }
}
