import Foundation

/// A way in which the logarithms of processes' figures scatter.
///
/// Only +, -, *, /, square roots, log and exp, so that every machine with the same libm has the same values.
protocol NoiseModel: Sendable {
    /// What the table calls it.
    var name: String { get }
    /// The next campaign's processes in the order of time.
    mutating func campaign(_ count: Int, _ generator: inout SplitMix) -> [Double]
}

/// The scatter of a process where a model says nothing else: 2 %.
private let deviation = 0.02

extension SplitMix {
    /// A standard normal value by Marsaglia's polar method, the second of each pair left unused.
    mutating func normal() -> Double {
        while true {
            let (x, y) = (2 * uniform() - 1, 2 * uniform() - 1)
            let square = x * x + y * y
            if square > 0, square < 1 { return x * (-2 * log(square) / square).squareRoot() }
        }
    }
}

struct IndependentNormal: NoiseModel {
    let name = "independent, normal"
    func campaign(_ count: Int, _ generator: inout SplitMix) -> [Double] {
        (0..<count).map { _ in deviation * generator.normal() }
    }
}

/// Student's t with 2 degrees of freedom: a normal value over the root of an exponential one.
struct HeavyTails: NoiseModel {
    let name = "independent, heavy tails (Student's t with 2 degrees)"
    func campaign(_ count: Int, _ generator: inout SplitMix) -> [Double] {
        (0..<count).map { _ in deviation * generator.normal() / (-log(generator.uniform())).squareRoot() }
    }
}

struct Bursts: NoiseModel {
    let name = "10 % of the processes 1.5 to 3 times slower"
    func campaign(_ count: Int, _ generator: inout SplitMix) -> [Double] {
        (0..<count).map { _ in
            let quiet = deviation * generator.normal()
            return generator.uniform() < 0.1 ? quiet + log(1.5 + 1.5 * generator.uniform()) : quiet
        }
    }
}

/// Each process has one of three layouts, 10 % apart.
struct SeveralModes: NoiseModel {
    let name = "three modes, 10 % apart, one for each process"
    func campaign(_ count: Int, _ generator: inout SplitMix) -> [Double] {
        (0..<count).map { _ in 0.1 * (3 * generator.uniform()).rounded(.down) + deviation * generator.normal() }
    }
}

struct RandomWalk: NoiseModel {
    let name = "drift (random walk of 1 % a process)"
    private var position = 0.0
    mutating func campaign(_ count: Int, _ generator: inout SplitMix) -> [Double] {
        (0..<count).map { _ in
            position += 0.01 * generator.normal()
            return position + deviation * generator.normal()
        }
    }
}

/// AR(1) with phi = 0.5, from its stationary distribution on.
struct Autoregressive: NoiseModel {
    let name = "each process half like the last (AR(1), phi 0.5)"
    private var last: Double?
    mutating func campaign(_ count: Int, _ generator: inout SplitMix) -> [Double] {
        (0..<count).map { _ in
            let fresh = deviation * generator.normal()
            let next = last.map { 0.5 * $0 + 0.75.squareRoot() * fresh } ?? fresh
            last = next
            return next
        }
    }
}

struct CampaignShift: NoiseModel {
    let name = "a shift of 2 % from campaign to campaign"
    func campaign(_ count: Int, _ generator: inout SplitMix) -> [Double] {
        let shift = deviation * generator.normal()
        return (0..<count).map { _ in shift + deviation * generator.normal() }
    }
}
