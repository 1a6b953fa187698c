import Foundation

/// A number for people: four significant digits.
func figure(_ number: Double?) -> String {
    guard let number, number.isFinite else { return "" }
    if number == number.rounded(), abs(number) < 1e6 { return String(format: "%.0f", number) }
    return abs(number) >= 1e6 || abs(number) < 1e-3 ? String(format: "%.3e", number) : significant(number)
}

private func significant(_ number: Double) -> String {
    let digits = max(0, 3 - Int(floor(log10(abs(number)))))
    return String(format: "%.\(digits)f", number)
}

/// A ratio for people: three decimals, so that 1.000 is seen to be 1.000.
func ratioFigure(_ ratio: Double?) -> String {
    guard let ratio, ratio.isFinite else { return "" }
    // A small ratio needs digits that count.
    if ratio > 0 && ratio < 0.1 { return String(format: "%.3g", ratio) }
    return String(format: ratio < 100 ? "%.3f" : "%.0f", ratio)
}

/// A p-value for people.
func pFigure(_ p: Double?) -> String {
    guard let p, p.isFinite else { return "" }
    return p < 0.001 ? "<0.001" : String(format: "%.3f", p)
}

/// A level in per cent.
func percentFigure(_ share: Double) -> String { String(format: "%.1f %%", share * 100) }
