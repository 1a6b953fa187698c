import BenchmarkEngine
import BenchmarkResults
import CBenchmarkShim
import CNetNamespace
import NetNamespace
import Statistics

/// One claim about the harness or the read sides, held against what was measured.
public struct OverheadFinding: Sendable {
    /// What is claimed.
    public let claim: String
    /// The bound in the claim's unit.
    public let bound: Double
    /// The median over pairs.
    public let median: Double
    /// The sign-test interval of the median.
    public let interval: ClosedRange<Double>
    /// Pairs behind it.
    public let pairs: Int
    /// Whether the median is on the right side of the bound.
    public var holds: Bool
    /// Whether the whole interval is on the wrong side.
    public var isRefuted: Bool
}

/// The paired measurements behind `make bench-overhead`.
///
/// One thread calls it; nothing else runs meanwhile.
public struct OverheadStudy {
    private let pairs: Int
    private let window: UInt64

    /// - Parameters:
    ///   - pairs: blocks, each of which measures both sides of every claim once.
    ///   - window: nanoseconds per side and block.
    public init(pairs: Int, window: UInt64) {
        self.pairs = pairs
        self.window = window
    }

    /// Measures every claim.
    public func findings() throws -> [OverheadFinding] {
        try driverAgainstPlain() + campaign() + readSides()
    }

    // MARK: The Swift driver against a plain C++ loop

    private func driverAgainstPlain() throws -> [OverheadFinding] {
        guard let variant = Variant.named("rcu_qsbr") else { return [] }
        var ratios: [Double] = []
        var differences: [Double] = []
        for pair in 0..<pairs {
            for namespaces in [64, 1] {
                // ABBA: which side goes first alternates, so that a drift hits both alike.
                let driverFirst = pair % 2 == 0
                var driver = driverFirst ? try engineTime(variant, namespaces) : 0
                let plain = try plainTime(variant, namespaces)
                if !driverFirst { driver = try engineTime(variant, namespaces) }
                if namespaces == 64 { ratios.append(driver / plain) } else { differences.append(driver - plain) }
            }
        }
        return [
            twoSided(
                "Swift driver / plain C++ Google Benchmark, for_each_net, N = 64", ratios, around: 1, within: 0.03),
            twoSided("Swift driver - plain C++ Google Benchmark, ns, N = 1", differences, around: 0, within: 0.3),
        ]
    }

    private func engineTime(_ variant: Variant, _ namespaces: Int) throws -> Double {
        try rows([walk(variant, namespaces, readers: 1)])[0].number("ns_per_op") ?? .nan
    }

    /// The median of short runs, as the driver's figure is the median of short chunks.
    private func plainTime(_ variant: Variant, _ namespaces: Int) throws -> Double {
        try inWorld(variant, namespaces) { section in
            guard let function = section.function(.read) else { return .nan }
            let plain = unsafeBitCast(function.pointer, to: plain_section.self)
            let batch = UInt64(max(1, 50_000 / max(2, namespaces)))
            _ = plain_benchmark_run(plain, UnsafeMutableRawPointer(function.state), batch, batch)
            // Twenty batches a run, so that starting and stopping Google Benchmark's timer does not count.
            let times = (0..<max(5, Int(window / 1_000_000))).map { _ in
                plain_benchmark_run(plain, UnsafeMutableRawPointer(function.state), batch, 20 * batch)
            }
            return median(times) ?? .nan
        }
    }

    // MARK: One campaign, paired by block

    private func campaign() throws -> [OverheadFinding] {
        let flavours = Variant.all.filter { $0.usesRCU && !$0.isNegativeControl }
        guard let unlocked = Variant.named("unlocked"), let qsbr = Variant.named("rcu_qsbr") else { return [] }
        var toFloor: [Double] = []
        var retained: [Variant: [Double]] = [:]
        for _ in 0..<pairs {
            var times: [String: Double] = [:]
            let cases = ([unlocked] + flavours).flatMap { variant in [1, 2].map { walk(variant, 64, readers: $0) } }
            for row in try rows(cases) {
                times["\(row.text("variant") ?? "")/\(row.integer("readers") ?? 0)"] = row.number("ns_per_op")
            }
            func time(_ variant: Variant, _ readers: Int) -> Double { times["\(variant.name)/\(readers)"] ?? .nan }
            toFloor.append(time(qsbr, 1) / time(unlocked, 1))
            for flavour in flavours {
                let kept = time(flavour, 1) / time(flavour, 2)
                retained[flavour, default: []].append(kept / (time(unlocked, 1) / time(unlocked, 2)))
            }
        }
        return [atMost("rcu_qsbr / unlocked, for_each_net, N = 64, no updaters", toFloor, 1.05)]
            + flavours.map { flavour in
                atLeast(
                    "\(flavour.name): share kept per thread with 2 readers / that of unlocked, N = 64",
                    retained[flavour] ?? [], 0.95)
            }
    }

    // MARK: The read sides against a bare loop

    /// A pass over one namespace against a bare loop of lock, the same two dereferences, unlock.
    ///
    /// The floor is not subtracted: without fences its passes overlap in the processor, so the difference would charge the
    /// flavour for the walk itself.
    private func readSides() throws -> [OverheadFinding] {
        try Variant.all.filter { $0.usesRCU && !$0.isNegativeControl }.map { flavour in
            var ratios: [Double] = []
            for pair in 0..<pairs {
                ratios.append(
                    try inWorld(flavour, 1) { section in
                        // Which side goes first alternates, so that a drift hits both alike.
                        let first = slice(section, pair % 2 == 0 ? .read : .bare, operations: 20_000)
                        let second = slice(section, pair % 2 == 0 ? .bare : .read, operations: 20_000)
                        return pair % 2 == 0 ? first / second : second / first
                    })
            }
            return atMost("\(flavour.name): a pass at N = 1 / the bare loop", ratios, 1.05)
        }
    }

    /// The median over slices of about 50 us, in nanoseconds per operation.
    private func slice(_ section: Section, _ kind: SectionKind, operations: Int) -> Double {
        guard let function = section.function(kind) else { return .nan }
        let clock = SystemClock()
        _ = function(operations)
        let times = (0..<21).map { _ in
            let begin = clock.now()
            let result = function(operations)
            return Double(clock.now() - begin) / Double(result.operations)
        }
        return median(times) ?? .nan
    }

    // MARK: Tools

    private func inWorld<Result>(_ variant: Variant, _ namespaces: Int, _ body: (Section) -> Result) throws -> Result {
        let world = try World(variant: variant, namespaces: namespaces)
        defer { world.close() }
        guard let thread = RegisteredThread() else { throw OverheadError(reason: "not enough memory for a thread") }
        defer { thread.unregister() }
        return body(Section(variant: variant))
    }

    private func walk(_ variant: Variant, _ namespaces: Int, readers: Int) -> NetCase {
        var parameters = CaseParameters(scenario: Scenario.forEachNet.name, variant: variant)
        parameters.namespaces = namespaces
        parameters.readers = readers
        parameters.visitBytes = 8
        return NetCase(scenario: .forEachNet, parameters: parameters, seed: 1)
    }

    private func rows(_ cases: [NetCase]) throws -> [ResultRow] {
        var rows: [ResultRow] = []
        let configuration = EngineConfiguration(
            window: window, warmup: 1_000_000, repetitions: 1, seed: .random(in: 0...UInt64(UInt32.max)))
        let summary = try Engine(configuration: configuration)
            .run(cases, onRow: { rows.append($0) }, onProgress: nil)
        guard rows.count == cases.count, summary.invalidRows == 0 else {
            throw OverheadError(reason: summary.errors.first ?? "the run was interrupted")
        }
        return rows
    }

    private func twoSided(_ claim: String, _ values: [Double], around: Double, within: Double) -> OverheadFinding {
        finding("\(claim): within \(within) of \(around)", values, bound: within) { abs($0 - around) <= within }
    }

    private func atMost(_ claim: String, _ values: [Double], _ bound: Double) -> OverheadFinding {
        finding("\(claim): at most \(bound)", values, bound: bound) { $0 <= bound }
    }

    private func atLeast(_ claim: String, _ values: [Double], _ bound: Double) -> OverheadFinding {
        finding("\(claim): at least \(bound)", values, bound: bound) { $0 >= bound }
    }

    private func finding(
        _ claim: String, _ values: [Double], bound: Double, _ isRight: (Double) -> Bool
    ) -> OverheadFinding {
        let middle = median(values) ?? .nan
        let interval = signInterval(values, confidence: 0.95)
        let low = interval?.lower ?? -.infinity
        let high = interval?.upper ?? .infinity
        return OverheadFinding(
            claim: claim, bound: bound, median: middle, interval: low...high, pairs: values.count,
            holds: isRight(middle), isRefuted: !isRight(low) && !isRight(high) && !isRight(middle))
    }
}

/// Why the study could not be made.
public struct OverheadError: Error, CustomStringConvertible {
    let reason: String
    /// One sentence.
    public var description: String { "the overhead study could not be measured: \(reason)" }
}
