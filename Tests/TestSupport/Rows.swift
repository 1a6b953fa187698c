import BenchmarkResults

/// Noise by SplitMix64, seeded.
public struct Noise {
    var state: UInt64
    /// A generator.
    public init(state: UInt64) { self.state = state }
    /// Between 0 and 1.
    public mutating func uniform() -> Double { (Double(next() >> 11) + 0.5) / Double(UInt64(1) << 53) }

    /// A number below `limit`, which is small.
    public mutating func below(_ limit: UInt64) -> UInt64 { next() % limit }

    private mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// Roughly normal: the sum of twelve uniforms.
    public mutating func normal() -> Double { (0..<12).reduce(-6) { sum, _ in sum + uniform() } }
}

/// A row of `for_each_net` with 64 namespaces; `change` sets the rest.
public func row(
    _ campaign: String, process: Int, block: Int, _ variant: String, _ time: Double,
    change: (inout ResultRow) -> Void = { _ in }
) -> ResultRow {
    var row = ResultRow()
    row["schema"] = .integer(Int64(Schema.version))
    row["campaign"] = .text(campaign)
    row["process"] = .integer(Int64(process))
    row["block"] = .integer(Int64(block))
    row["repetition"] = .integer(1)
    row["scenario"] = .text("for_each_net")
    row["variant"] = .text(variant)
    row["namespaces"] = .integer(64)
    row["readers"] = .integer(2)
    row["updaters"] = .integer(0)
    row["senders"] = .integer(0)
    row["ns_per_op"] = .number(time)
    row["estimator"] = .text("throughput")
    row["valid"] = .flag(true)
    row["status"] = .text("ok")
    change(&row)
    return row
}

/// A duel of `pairs` blocks: both sides share a drift that wanders by 5 % a block, and have 1 % of their own.
///
/// - Parameter factors: the true ratio of each case.
public func duel(pairs: Int, factors: [Double], seed: UInt64) -> (old: [ResultRow], new: [ResultRow]) {
    var noise = Noise(state: seed)
    var old: [ResultRow] = []
    var new: [ResultRow] = []
    var drift = 1.0
    for block in 1...pairs {
        drift *= 1 + 0.05 * noise.normal()
        for (index, factor) in factors.enumerated() {
            let variant = "v\(index)"
            let a = 100 * drift * (1 + 0.01 * noise.normal())
            let b = 100 * drift * factor * (1 + 0.01 * noise.normal())
            old.append(row("duel", process: 2 * block - 1, block: block, variant, a))
            new.append(row("duel", process: 2 * block, block: block, variant, b))
        }
    }
    return (old, new)
}

/// A campaign of its own: a level that is off by `shift`, and 2 % between processes.
public func campaign(
    _ name: String, processes: Int, factors: [Double], seed: UInt64, shift: Double = 0,
    change: (inout ResultRow) -> Void = { _ in }
) -> [ResultRow] {
    var noise = Noise(state: seed)
    var rows: [ResultRow] = []
    for process in 1...processes {
        for (index, factor) in factors.enumerated() {
            rows.append(
                row(
                    name, process: process, block: process, "v\(index)",
                    100 * factor * (1 + shift) * (1 + 0.02 * noise.normal()), change: change))
        }
    }
    return rows
}
