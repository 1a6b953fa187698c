import BenchmarkResults

/// Rows with known answers for reports: time grows as `namespaces` to the power of each variant's exponent, throughput by the law of
/// each variant's contention.
public func scalingRows(
    exponents: [String: Double], contention: Double = 0.1, coherence: Double = 0.02, processes: Int = 8,
    sizes: [Int] = [10, 100, 1000], threads: [Int] = [1, 2, 4, 8], seed: UInt64 = 1
) -> [ResultRow] {
    var noise = Noise(state: seed)
    var rows: [ResultRow] = []
    for process in 1...processes {
        for (index, variant) in exponents.keys.sorted().enumerated() {
            let exponent = exponents[variant] ?? 0
            for size in sizes {
                // The same deviation at all sizes: the exponent is exact in each process.
                let time = 10 * Double(index + 1) * power(Double(size), exponent)
                rows.append(
                    row("c", process: process, block: process, variant, time) {
                        $0["namespaces"] = .integer(Int64(size))
                        $0["readers"] = .integer(1)
                        $0["reader_ops_per_s"] = .number(1e9 / time)
                        $0["service_p50_ns"] = .number(time)
                        $0["service_p90_ns"] = .number(2 * time)
                        $0["service_p99_ns"] = .number(4 * time)
                        $0["inspected_per_op"] = .number(Double(size))
                    })
            }
            for count in threads {
                let n = Double(count)
                let rate = 1e6 * n / (1 + contention * (n - 1) + coherence * n * (n - 1)) * (1 + 0.001 * noise.normal())
                rows.append(
                    row("c", process: process, block: process, variant, n * 1e9 / rate) {
                        $0["readers"] = .integer(Int64(count))
                        // Another setting than that of the sizes.
                        $0["updaters"] = .integer(1)
                        $0["reader_ops_per_s"] = .number(rate)
                        $0["reader_jain"] = .number(0.9)
                    })
            }
        }
    }
    return rows
}

/// x to the power y, by repeated square roots: no C library in this target.
private func power(_ x: Double, _ y: Double) -> Double {
    var (result, factor, rest) = (1.0, x, y)
    while rest >= 1 {
        result *= x
        rest -= 1
    }
    for _ in 0..<52 {
        factor = factor.squareRoot()
        rest *= 2
        if rest >= 1 {
            result *= factor
            rest -= 1
        }
    }
    return result
}
