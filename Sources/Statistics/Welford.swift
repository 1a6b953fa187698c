/// The mean and the variance of a stream, in one pass and without cancellation.
///
/// Welford, "Note on a Method for Calculating Corrected Sums of Squares and Products", Technometrics 4 (1962).
/// For values up to about 1e150 in size, whose squares are doubles.
public struct Welford: Sendable {
    /// How many values were added.
    public private(set) var count = 0
    /// The mean of the values added; 0 before the first.
    ///
    /// Infinite after infinities of one sign; NaN after a NaN or infinities of both signs.
    public private(set) var mean = 0.0
    private var squares = 0.0

    /// Nothing added yet.
    public init() {}

    /// Adds a value.
    public mutating func add(_ x: Double) {
        count += 1
        guard x.isFinite, mean.isFinite else {
            mean += x
            squares = .nan
            return
        }
        let before = x - mean
        mean += before / Double(count)
        squares += before * (x - mean)
    }

    /// The variance with divisor n - 1; nil below two values, or where one was infinite or a NaN.
    public var variance: Double? {
        count >= 2 && squares.isFinite ? squares / Double(count - 1) : nil
    }
}
