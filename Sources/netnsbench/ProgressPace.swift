/// How far a measurement is, and how long the rest takes by the blocks so far.
struct ProgressPace {
    /// Windows in all.
    let total: Int
    /// Windows that were there at the start.
    private let before: Int
    private let perBlock: Int
    private let started: UInt64
    /// Windows that are done.
    private(set) var done: Int
    /// Blocks that were measured whole, and when the last of them ended.
    private(set) var blocks = 0
    private var blockEnded: UInt64

    /// - Parameters:
    ///   - perBlock: windows of a block.
    ///   - now: in ns.
    init(total: Int, done: Int, perBlock: Int, now: UInt64) {
        self.total = total
        self.done = done
        before = done
        self.perBlock = max(1, perBlock)
        started = now
        blockEnded = now
    }

    /// So many windows are done now.
    mutating func note(_ done: Int, now: UInt64) {
        self.done = done
        let whole = (done - before) / perBlock
        guard whole > blocks else { return }
        blocks = whole
        blockEnded = now
    }

    /// From the time that whole blocks took; nil before there is one, as cases differ and a start is no window.
    func secondsLeft(now: UInt64) -> Double? {
        guard blocks > 0, done < total else { return nil }
        let measured = blocks * perBlock
        let perWindow = Double(blockEnded - started) / 1e9 / Double(measured)
        // What the present block has taken already is not to be waited for again.
        return max(0, perWindow * Double(total - before - measured) - Double(now - blockEnded) / 1e9)
    }
}
