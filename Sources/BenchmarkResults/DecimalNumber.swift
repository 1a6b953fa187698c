/// A decimal number of up to 19 digits: `digits` times ten to the power of `exponent`.
struct DecimalNumber {
    private var digits: UInt64 = 0
    private var exponent = 0
    private var isNegative = false

    /// Digits, or digits, a point and digits; a sign before and an exponent behind them where there is one.
    ///
    /// Nil for everything else, a number or not.
    init?(_ bytes: Span<UInt8>) {
        var at = 0
        if at < bytes.count, bytes[at] == UInt8(ascii: "-") || bytes[at] == UInt8(ascii: "+") {
            isNegative = bytes[at] == UInt8(ascii: "-")
            at += 1
        }
        let first = at
        while at < bytes.count, let digit = Self.digit(bytes[at]) {
            digits = digits &* 10 &+ digit
            at += 1
        }
        var count = at - first
        guard count > 0 else { return nil }
        if at < bytes.count, bytes[at] == UInt8(ascii: ".") {
            at += 1
            let point = at
            while at < bytes.count, let digit = Self.digit(bytes[at]) {
                digits = digits &* 10 &+ digit
                at += 1
            }
            exponent = point - at
            guard exponent < 0 else { return nil }
            count -= exponent
        }
        guard count <= 19 else { return nil }  // more of them may not fit into 64 bits
        if at < bytes.count, bytes[at] == UInt8(ascii: "e") || bytes[at] == UInt8(ascii: "E") {
            guard at + 1 < bytes.count, bytes.count - at <= 4 else { return nil }
            guard let power = wholeNumber(bytes.extracting((at + 1)...)) else { return nil }
            exponent += Int(power)
            at = bytes.count
        }
        guard at == bytes.count else { return nil }
    }

    private static func digit(_ byte: UInt8) -> UInt64? {
        let digit = byte &- UInt8(ascii: "0")
        return digit < 10 ? UInt64(digit) : nil
    }

    /// The number nearest to it, ties to even; nil where the exponent is too large for exact arithmetic in 128 bits.
    ///
    /// Exact, hence what `strtod` gives, at a fraction of its time: a file of 100,000 rows has millions of numbers.
    var nearestDouble: Double? {
        guard digits > 0 else { return isNegative ? -0.0 : 0 }
        guard abs(exponent) < Self.powersOfFive.count else { return nil }
        let power = Self.powersOfFive[abs(exponent)]
        let magnitude = exponent < 0 ? quotient(by: power) : product(with: power)
        return isNegative ? -magnitude : magnitude
    }

    /// `digits` times 5^exponent, and 2^exponent.
    private func product(with power: UInt64) -> Double {
        let (high, low) = digits.multipliedFullWidth(by: power)
        guard high > 0 else { return Self.scaled(low, exponent) }
        let shift = high.leadingZeroBitCount
        let top = high << shift | low >> (64 - shift)
        // Whatever is cut off below 64 bits only matters as being there or not.
        let isInexact = low << shift != 0
        return Self.scaled(top | (isInexact ? 1 : 0), exponent + 64 - shift)
    }

    /// `digits` by 5^-exponent, and 2^exponent.
    private func quotient(by power: UInt64) -> Double {
        let up = digits.leadingZeroBitCount
        let down = power.leadingZeroBitCount
        let dividend = digits << up
        // The quotient has 63 or 64 bits; a remainder only matters as being there or not.
        let (quotient, remainder) = (power << down).dividingFullWidth((dividend >> 1, dividend << 63))
        return Self.scaled(quotient | (remainder > 0 ? 1 : 0), exponent - 63 - up + down)
    }

    /// `digits` times 2^exponent: rounds once, as the power is exact and nothing near it leaves the normal numbers.
    private static func scaled(_ digits: UInt64, _ exponent: Int) -> Double {
        Double(digits) * Double(sign: .plus, exponent: exponent, significand: 1)
    }

    /// 5^0 to 5^27, the last that fits into 64 bits.
    private static let powersOfFive: [UInt64] = (0...27).map { (0..<$0).reduce(1) { power, _ in power * 5 } }
}
