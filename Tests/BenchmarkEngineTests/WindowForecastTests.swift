import Testing

@testable import BenchmarkEngine

/// The forecast follows the rule by which `Repetition` extends a window.
@Suite struct WindowForecastTests {
    @Test(arguments: [
        // Chunks of 50 us: 400 of them in 20 ms.
        (operation: 10.0, threads: 1, lengths: 1),
        // 30 operations of 1 ms are 30 ms.
        (operation: 1e6, threads: 1, lengths: 2),
        // Two threads bring them to 15 ms.
        (operation: 1e6, threads: 2, lengths: 1),
        (operation: 6e6, threads: 1, lengths: 9),
        (operation: 1e9, threads: 1, lengths: 10),
    ])
    func aWindowIsExtendedForItsChunks(_ operation: Double, _ threads: Int, _ lengths: UInt64) {
        let length = WindowForecast.length(20_000_000, operation: operation, threads: threads)
        #expect(length == lengths * 20_000_000)
        #expect(length <= WindowForecast.longest(20_000_000))
    }
}
