import BenchmarkEngine
import BenchmarkResults

/// A case of the running kernel: measured in a worker, by the same engine as the model's.
public struct KernelCase: PlannedCase {
    /// What defines it.
    public let parameters: KernelParameters

    /// A case of those parameters.
    public init(_ parameters: KernelParameters) { self.parameters = parameters }

    /// The name that filters match.
    public var name: String { parameters.key.benchmarkName }
    /// One thread and two of the same operation follow each other, and with as many namespaces: growing to a thousand takes half a second.
    public var group: String {
        "\(parameters.scenario)/\(parameters.operation.name)/namespaces:\(parameters.namespaces)"
    }
    /// The key columns, and what was measured.
    public var cells: [String: CellValue] { parameters.cells.merging(["backend": .text("kernel")]) { $1 } }
    /// The kernel destroys namespaces on a worker of its own.
    public var runnableThreads: Int? { parameters.threads + (parameters.changesList ? 1 : 0) }

    /// The worker's namespaces, and the roles' threads.
    public func makeRun(repetition: Int) throws -> any CaseRun { try KernelCaseRun(parameters) }

    /// The slowest, a deletion, was seen to take 16 ms; a walk 80 ns a namespace.
    public var predictedNanoseconds: Double {
        switch parameters.operation {
        case .deleteLink: 1.6e7
        case .unshare: 3e5
        default: 3000 + Double(parameters.namespaces) * 15
        }
    }
    /// All of it is the kernel's memory, which the worker looks at itself.
    public var bytes: Int { 0 }

    /// The constants were measured on two shared cores of an EPYC, kernel 6.18.
    public func cost(window: UInt64, warmup: UInt64, cores: Int) -> CaseCost {
        let length = WindowForecast.length(window, operation: predictedNanoseconds, threads: 1)
        return CaseCost(
            // A population is made once for all cases of its size, which are about a dozen.
            world: 0.012 + Double(parameters.namespaces) * 1e-3 / 12,
            threads: Double(parameters.threads) * 200e-6,
            window: (Double(warmup) + Double(length) + predictedNanoseconds) / 1e9,
            windDown: parameters.changesList ? 0.15 : 0)
    }
}
