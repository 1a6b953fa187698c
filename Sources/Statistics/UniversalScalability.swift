/// The Universal Scalability Law: throughput of n threads is rate x n / (1 + contention (n - 1) + coherence n (n - 1)).
///
/// N. J. Gunther, "Guerrilla Capacity Planning" (Springer, 2007), chapter 4. 0 and 0 is the linear bound; contention alone is Amdahl's
/// law; coherence makes it fall again.
public struct UniversalScalability: Sendable, Equatable {
    /// Throughput of one thread.
    public let rate: Double
    /// The share that is serial (sigma).
    public let contention: Double
    /// What each pair of threads costs (kappa).
    public let coherence: Double

    /// A law.
    public init(rate: Double, contention: Double, coherence: Double) {
        self.rate = rate
        self.contention = contention
        self.coherence = coherence
    }

    /// The throughput of `threads` threads.
    public func throughput(threads: Double) -> Double {
        rate * threads / (1 + contention * (threads - 1) + coherence * threads * (threads - 1))
    }

    /// The law that fits the points best: least squares of the relative error of the time that n threads need for n operations, with
    /// no parameter below 0.
    ///
    /// n / throughput is a + b (n - 1) + c n (n - 1) with a = 1 / rate, which is linear; of the four choices of b and c that may be
    /// 0, the best without a negative one is taken.
    /// - Returns: nil for fewer than four different numbers of threads (there are three parameters), and for points that are not positive
    ///   and finite.
    public init?(fitting points: [(threads: Double, throughput: Double)]) {
        guard Set(points.map(\.threads)).count >= 4,
            points.allSatisfy({ $0.threads >= 1 && $0.throughput > 0 && $0.threads.isFinite && $0.throughput.isFinite })
        else { return nil }
        let rows = points.map { point in
            let n = point.threads
            let time = n / point.throughput
            // Divided by the time, so that the error is relative.
            return [1 / time, (n - 1) / time, n * (n - 1) / time]
        }
        let choices = [[0, 1, 2], [0, 1], [0, 2], [0]]
        let fits = choices.compactMap { places -> (error: Double, values: [Double])? in
            guard let solved = leastSquares(rows.map { row in places.map { row[$0] } }), solved.allSatisfy({ $0 >= 0 })
            else { return nil }
            var values = [0.0, 0, 0]
            for (place, value) in zip(places, solved) { values[place] = value }
            let error = rows.reduce(0) { sum, row in
                let miss = zip(row, values).reduce(-1) { $0 + $1.0 * $1.1 }
                return sum + miss * miss
            }
            return (error, values)
        }
        guard let best = fits.min(by: { $0.error < $1.error })?.values, best[0] > 0 else { return nil }
        self.init(rate: 1 / best[0], contention: best[1] / best[0], coherence: best[2] / best[0])
    }
}

/// The x that makes |A x - 1| least, by the normal equations; nil where there is no one such x.
///
/// For few and well-scaled columns.
private func leastSquares(_ rows: [[Double]]) -> [Double]? {
    let count = rows.first?.count ?? 0
    var system = (0..<count).map { i in
        (0..<count).map { j in rows.reduce(0) { $0 + $1[i] * $1[j] } } + [rows.reduce(0) { $0 + $1[i] }]
    }
    for place in 0..<count {
        guard let pivot = (place..<count).max(by: { abs(system[$0][place]) < abs(system[$1][place]) }),
            abs(system[pivot][place]) > 1e-12 * abs(system[place].dropLast().map(abs).max() ?? 0),
            system[pivot][place] != 0
        else { return nil }
        system.swapAt(place, pivot)
        for row in 0..<count where row != place {
            let factor = system[row][place] / system[place][place]
            for column in place...count { system[row][column] -= factor * system[place][column] }
        }
    }
    return (0..<count).map { system[$0][count] / system[$0][$0] }
}
