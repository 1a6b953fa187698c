/// How long a window will be, by the engine's own rule: 30 chunks, or extended, at most tenfold.
public enum WindowForecast {
    /// The longest that a window of nominally `window` ns becomes.
    public static func longest(_ window: UInt64) -> UInt64 { window &* UInt64(WindowPlan.mostLengths) }

    /// The length in ns of a window of nominally `window` ns, where `threads` threads are measured and one operation of one of
    /// them takes `operation` ns.
    public static func length(_ window: UInt64, operation: Double, threads: Int) -> UInt64 {
        let chunk = max(operation, Double(Calibrator.target))
        let needed = Double(WindowPlan.enoughChunks) * chunk / Double(max(1, threads))
        let lengths = (needed / Double(max(1, window))).rounded(.up)
        return window &* UInt64(min(max(1, lengths), Double(WindowPlan.mostLengths)))
    }
}
