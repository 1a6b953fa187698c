import Testing

@testable import BenchmarkResults

/// The parsers of cells against Swift's own.
@Suite struct NumberTests {
    func whole(_ text: String) -> Int64? { wholeNumber(Array(text.utf8).span) }

    func finite(_ text: String) -> Double? { finiteNumber(Array(text.utf8).span) }

    /// What the format allows of what Swift reads.
    func expected(_ text: String) -> Double? {
        guard text.allSatisfy({ "0123456789+-.eE".contains($0) }), let number = Double(text), number.isFinite else {
            return nil
        }
        return number
    }

    /// Equal to the last bit, the sign of zero included.
    func agrees(_ text: String) -> Bool { finite(text)?.bitPattern == expected(text)?.bitPattern }

    @Test(arguments: [
        "0", "-0", "+0", "-0.0", "1", "1.", ".5", "-", "+", ".", "", "e5", "1e", "1e+", "1e5", "1E-5", "1e+5", "--1",
        "1-",
        "1 ", " 1", "1_0", "0x10", "nan", "inf", "infinity", "1e999", "1e-999", "3.785e-320", "5e-324", "2e-324",
        "1.7976931348623157e308", "9007199254740993", "9007199254740993.0", "4503599627370497.5", "0.1", "1e22", "1e23",
        "8.5e22", "18446744073709551615", "18446744073709551616", "9999999999999999999", "0.00000000000000000001",
        "1234567890123456789e27", "1234567890123456789e-27", "1234567890123456789e28", "000000000000000000001",
        "1e0000000000000000000001", "1e-0000000000000000000001", "1\u{301}", "٣", "9223372036854775808e0",
    ])
    func edgesAreReadAsSwiftReadsThem(_ text: String) {
        #expect(agrees(text))
        #expect(whole(text) == Int64(text))
    }

    /// What the writer writes: any number, shortest.
    @Test func everyNumberComesBack() {
        var random = Random()
        for _ in 0..<20_000 {
            let number = Double(bitPattern: random.next())
            guard number.isFinite else { continue }
            #expect(agrees("\(number)"))
            // Of the size that is measured.
            let usual = Double(random.next() >> 11) / Double(1 << (random.next() >> 58))
            #expect(finite("\(usual)") == usual)
        }
    }

    /// Digits that no number is near, and those exactly between two.
    @Test func decimalsRoundAsSwiftRoundsThem() {
        var random = Random()
        for _ in 0..<20_000 {
            let digits = String(random.next() >> (random.next() >> 58))
            let point = Int(random.next() % UInt64(digits.count + 1))
            let exponent = Int(random.next() % 70) - 35
            let text = digits.prefix(point) + "." + digits.dropFirst(point)
            #expect(agrees(String(text)))
            #expect(agrees("\(text)e\(exponent)"))
            let even = (random.next() >> 11) | 1 << 52
            #expect(agrees("\(even).5"))
            #expect(agrees("\(even << 11 | 1 << 10)"))
        }
    }

    @Test func wholeNumbersAreReadAsSwiftReadsThem() {
        var random = Random()
        let characters = Array("0123456789+-.")
        for _ in 0..<20_000 {
            let number = Int64(bitPattern: random.next()) >> Int64(random.next() >> 58)
            #expect(whole("\(number)") == number)
            let text = String((0..<random.next() % 21).map { _ in characters[Int(random.next() % 13)] })
            #expect(whole(text) == Int64(text))
        }
        for edge in [Int64.min, .min + 1, .max] { #expect(whole("\(edge)") == edge) }
        for edge in ["9223372036854775808", "-9223372036854775809", "92233720368547758070"] {
            #expect(whole(edge) == nil)
        }
    }
}
