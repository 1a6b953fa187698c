/// When a window opens and may close, in ns of the run's clock.
///
/// Its edges are moments of the clock, set when all threads have arrived, so that each thread sorts its chunks by itself.
struct WindowPlan: Sendable, Equatable {
    /// How often the nominal window fits into the longest extended one.
    static let mostLengths = 10
    /// Chunks the measured role should have before the window closes.
    static let enoughChunks: UInt64 = 30

    /// Start of the warm-up.
    var started: UInt64 = 0
    var warmup: UInt64
    /// The nominal length of the window.
    var length: UInt64

    /// The window opens.
    var opens: UInt64 { started &+ warmup }

    /// The window closes when it is `lengths` nominal lengths long.
    func closes(lengths: Int) -> UInt64 { opens &+ length &* UInt64(lengths) }
}
