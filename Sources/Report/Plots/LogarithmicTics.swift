import BenchmarkResults
import Foundation

/// Where a logarithmic axis has its figures: gnuplot marks powers of ten only, and between two of them nothing.
enum LogarithmicTics {
    /// Powers of ten where there are three; else 1, 2 and 5 of each, else every digit, and at last the ends.
    static func places(_ range: ClosedRange<Double>) -> [Double] {
        let (low, high) = (range.lowerBound, range.upperBound)
        guard low > 0, high > low, high.isFinite else { return [] }
        let powers = Int(log10(low).rounded(.down))...Int(log10(high).rounded(.up))
        for digits in [[1], [1, 2, 5], [1, 1.5, 2, 3, 4, 5, 6, 7, 8, 9]] as [[Double]] {
            let places = powers.flatMap { power in digits.map { $0 * pow(10, Double(power)) } }.filter(range.contains)
            if places.count >= 3 { return thinned(places) }
        }
        return [low, high]
    }

    /// No more than nine, evenly.
    private static func thinned(_ places: [Double]) -> [Double] {
        let step = (places.count + 8) / 9
        return places.indices.filter { $0 % step == 0 }.map { places[$0] }
    }

    /// As gnuplot takes a list of tics.
    static func list(_ places: [Double], _ text: (Double) -> String = text) -> String {
        places.map { "'\(text($0))' \($0)" }.joined(separator: ", ")
    }

    /// With the letters of the SI for thousands.
    static func text(_ value: Double) -> String {
        for (unit, letter) in [(1e9, "G"), (1e6, "M"), (1e3, "k")] where value >= unit {
            return figure((value / unit * 1000).rounded() / 1000) + letter
        }
        return figure(value)
    }
}
