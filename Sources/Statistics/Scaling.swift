import Glibc

/// The exponent b of y = a x^b: the slope of the least-squares line through the logarithms.
///
/// nil below two different x, and with a value that is not positive or not finite.
public func scalingExponent(_ points: [(x: Double, y: Double)]) -> Double? {
    guard points.allSatisfy({ $0.x > 0 && $0.y > 0 && $0.x.isFinite && $0.y.isFinite }) else { return nil }
    let logarithms = points.map { (x: log($0.x), y: log($0.y)) }
    let count = Double(points.count)
    let meanX = logarithms.reduce(0) { $0 + $1.x } / count
    let meanY = logarithms.reduce(0) { $0 + $1.y } / count
    let spread = logarithms.reduce(0) { $0 + ($1.x - meanX) * ($1.x - meanX) }
    guard Set(points.map(\.x)).count >= 2, spread > 0 else { return nil }
    return logarithms.reduce(0) { $0 + ($1.x - meanX) * ($1.y - meanY) } / spread
}

/// What is asked of a figure.
public enum Bound: Sendable, Equatable {
    /// No more than this.
    case atMost(Double)
    /// No less than this.
    case atLeast(Double)
    /// Inside this range, ends included.
    case within(ClosedRange<Double>)
    /// Exactly this.
    case exactly(Double)

    /// Whether a figure is as asked; a NaN never is.
    public func admits(_ figure: Double) -> Bool {
        switch self {
        case .atMost(let bound): figure <= bound
        case .atLeast(let bound): figure >= bound
        case .within(let range): range.contains(figure)
        case .exactly(let value): figure == value
        }
    }
}

/// The median, called where a property has its name.
private func middle(of figures: [Double]) -> Double? { median(figures) }

/// Figures of replicates held against a bound: by their median, and by the sign-test interval of it.
public struct Judgement: Sendable, Equatable {
    /// What is asked.
    public let bound: Bound
    /// The median; nil without figures, or with a NaN among them.
    public let median: Double?
    /// Its interval at 95 % or more; nil below six figures.
    public let interval: Interval?
    /// The lowest and the highest of the figures.
    public let range: ClosedRange<Double>?

    /// Judges the figures of independent replicates.
    public init(_ figures: [Double], _ bound: Bound) {
        self.bound = bound
        median = middle(of: figures)
        interval = signInterval(figures)
        range = figures.contains(where: \.isNaN) ? nil : figures.min().flatMap { low in figures.max().map { low...$0 } }
    }

    /// Whether the median is as asked.
    public var holds: Bool { median.map(bound.admits) ?? false }

    /// Whether every figure is: what an exact counter must be.
    public var holdsAlways: Bool { range.map { bound.admits($0.lowerBound) && bound.admits($0.upperBound) } ?? false }

    /// Whether the whole interval is as asked.
    public var isShown: Bool {
        holds && (interval.map { bound.admits($0.lower) && bound.admits($0.upper) } ?? false)
    }

    /// Whether no end of the interval is as asked, nor the median, nor anything between.
    public var isRefuted: Bool {
        guard let interval, !holds, !bound.admits(interval.lower), !bound.admits(interval.upper) else { return false }
        // An interval that reaches over a range from both sides refutes nothing.
        if case .within(let range) = bound {
            return interval.upper < range.lowerBound || interval.lower > range.upperBound
        }
        if case .exactly(let value) = bound { return interval.upper < value || interval.lower > value }
        return true
    }
}
