/// Finds how many operations make a chunk of about 50 us.
///
/// The batch doubles until a chunk takes half of that; the shortest of three such chunks then sets it, so that a chunk that
/// was preempted does not end the search too early.
struct Calibrator {
    /// The length of a chunk that is aimed for, in ns.
    static let target: UInt64 = 50_000
    /// Never more operations than this, whatever the clock says.
    static let largest = 1 << 24

    /// Operations for the next section.
    private(set) var batch: Int
    /// Whether the batch stays as it is.
    private(set) var settled: Bool
    private var shortest = UInt64.max
    private var confirmations = 0

    /// - Parameter fixed: the batch, where it is not to be found.
    init(fixed: Int?) {
        batch = max(1, fixed ?? 1)
        settled = fixed != nil
    }

    /// Takes the time of a section of `batch` operations.
    mutating func observe(nanoseconds: UInt64) {
        if settled { return }
        if nanoseconds < Calibrator.target / 2 {
            grow()
            return
        }
        shortest = min(shortest, nanoseconds)
        confirmations += 1
        // An operation that is much too long for a chunk is not repeated for its own sake.
        if confirmations < 3, nanoseconds < 20 * Calibrator.target { return }
        batch = max(1, Int(Double(batch) * Double(Calibrator.target) / Double(shortest)))
        settled = true
    }

    private mutating func grow() {
        shortest = .max
        confirmations = 0
        if batch >= Calibrator.largest { settled = true } else { batch *= 2 }
    }
}
