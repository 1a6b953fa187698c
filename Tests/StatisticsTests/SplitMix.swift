/// Small seeded generator for tests and simulations; Steele, Lea and Flood's SplitMix64 (OOPSLA 2014).
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// Uniform on 0..<1, by one next() whatever the standard library does.
    mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// `count` independent uniform values.
    mutating func uniforms(_ count: Int) -> [Double] { (0..<count).map { _ in uniform() } }
}
