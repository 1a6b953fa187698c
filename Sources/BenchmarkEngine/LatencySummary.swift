import BenchmarkResults
import Histogram

/// Latencies in ns, and which of their percentiles enough of them support.
struct LatencySummary {
    /// A percentile q is told with at least 10 / (1 - q) samples behind it.
    static let percentiles: [(name: String, percent: Double, needed: UInt64)] = [
        ("p50", 50, 20), ("p90", 90, 100), ("p99", 99, 1000), ("p99_9", 99.9, 10000),
    ]

    /// Three digits, up to an hour; what is longer counts as an hour.
    private static let highest: UInt64 = 3_600_000_000_000
    private var histogram = Histogram<UInt64>(
        highestTrackableValue: LatencySummary.highest, numberOfSignificantValueDigits: .three)
    private(set) var count: UInt64 = 0
    private var longest: UInt64 = 0

    mutating func record(_ nanoseconds: UInt64) {
        histogram.record(min(nanoseconds, LatencySummary.highest))
        count += 1
        longest = max(longest, nanoseconds)
    }

    /// Takes part in the maximum only.
    mutating func atLeast(_ nanoseconds: UInt64) {
        longest = max(longest, nanoseconds)
    }

    /// The percentiles that are supported; the maximum (exact) and the number of samples, where there are samples.
    func cells(prefix: String) -> [String: CellValue] {
        guard count > 0 else { return [:] }
        var cells: [String: CellValue] = [
            prefix + "max_ns": .number(Double(longest)),
            prefix + "samples": .integer(Int64(clamping: count)),
        ]
        for (name, percent, needed) in LatencySummary.percentiles where count >= needed {
            // The histogram tells the upper edge of a bucket, which may lie beyond the longest.
            let value = min(histogram.valueAtPercentile(percent), longest)
            cells[prefix + name + "_ns"] = .number(Double(value))
        }
        return cells
    }
}
