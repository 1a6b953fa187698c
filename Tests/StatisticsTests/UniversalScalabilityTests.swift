import Testing

@testable import Statistics

@Suite struct UniversalScalabilityTests {
    private func points(_ law: UniversalScalability, _ threads: [Double]) -> [(threads: Double, throughput: Double)] {
        threads.map { ($0, law.throughput(threads: $0)) }
    }

    /// What was put in comes out.
    @Test(arguments: [(0.0, 0.0), (0.1, 0), (0.05, 0.02), (0, 0.3), (0.9, 0.001)])
    func aLawIsFoundAgain(_ contention: Double, _ coherence: Double) throws {
        let law = UniversalScalability(rate: 1e6, contention: contention, coherence: coherence)
        let fitted = try #require(UniversalScalability(fitting: points(law, [1, 2, 4, 8, 16])))
        #expect(abs(fitted.rate / 1e6 - 1) < 1e-9)
        #expect(abs(fitted.contention - contention) < 1e-9 && abs(fitted.coherence - coherence) < 1e-9)
    }

    /// Amdahl's law is the one without coherence: speedup n / (1 + s (n - 1)), at most 1 / s.
    @Test func withoutCoherenceItIsAmdahls() {
        let law = UniversalScalability(rate: 1, contention: 0.25, coherence: 0)
        #expect(abs(law.throughput(threads: 1e9) - 4) < 1e-6)
    }

    /// Faster than linear has no law with parameters of at least 0: the linear bound is the nearest.
    @Test func noParameterIsNegative() throws {
        let fitted = try #require(
            UniversalScalability(
                fitting: [(1, 1), (2, 2.2), (4, 4.8), (8, 11)].map { (threads: $0.0, throughput: $0.1) }))
        #expect(fitted.contention == 0 && fitted.coherence == 0 && fitted.rate > 1)
    }

    @Test func threeNumbersOfThreadsAreTooFew() {
        let law = UniversalScalability(rate: 1, contention: 0.1, coherence: 0.1)
        #expect(UniversalScalability(fitting: points(law, [1, 2, 4, 4])) == nil)
        #expect(UniversalScalability(fitting: points(law, [1, 2, 4]) + [(8, .nan)]) == nil)
        #expect(UniversalScalability(fitting: points(law, [1, 2, 4]) + [(8, 0)]) == nil)
    }
}
