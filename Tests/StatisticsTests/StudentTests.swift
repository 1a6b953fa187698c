import Testing

@testable import Statistics

@Suite struct StudentTests {
    struct TailRow: Decodable {
        let degrees, t, p: Double
    }
    struct QuantileRow: Decodable {
        let degrees, p, t: Double
    }
    struct NormalRow: Decodable {
        let p, z: Double
    }

    @Test func tailsAreScipys() throws {
        for row in try fixture("students", of: TailRow.self) {
            for t in [row.t, -row.t] {
                let p = studentTwoSidedP(t, degrees: row.degrees)
                #expect(agree(p, row.p, digits: 1e-10), "\(row) \(p)")
            }
        }
    }

    @Test func quantilesAreScipys() throws {
        for row in try fixture("student_quantiles", of: QuantileRow.self) {
            let t = studentQuantile(row.p, degrees: row.degrees)
            #expect(agree(t, row.t, digits: 1e-9), "\(row) \(t)")
        }
        for row in try fixture("normal_quantiles", of: NormalRow.self) {
            #expect(agree(normalQuantile(row.p), row.z, digits: 1e-13), "\(row) \(normalQuantile(row.p))")
        }
    }

    /// Two degrees have a closed form: 1 - t / sqrt(2 + t^2), written so that its small values keep their digits.
    @Test(arguments: [1e-9, 0.01, 0.3, 1, 4, 1e4, 1e8])
    func twoDegreesHaveTheirClosedForm(_ t: Double) {
        let root = (2 + t * t).squareRoot()
        #expect(agree(studentTwoSidedP(t, degrees: 2), 2 / (root * (root + t)), digits: 1e-13))
    }

    @Test func edgesAreKnown() {
        #expect(studentTwoSidedP(0, degrees: 3) == 1)
        #expect(studentTwoSidedP(.infinity, degrees: 3) == 0)
        #expect(studentTwoSidedP(1e200, degrees: 3) == 0)
        #expect(agree(studentTwoSidedP(1.959963984540054, degrees: .infinity), 0.05))
        #expect(studentTwoSidedP(.infinity, degrees: .infinity) == 0)
        for degrees in [0, -1, -Double.infinity, .nan] {
            #expect(studentTwoSidedP(1, degrees: degrees).isNaN)
            #expect(studentQuantile(0.9, degrees: degrees).isNaN)
        }
        #expect(studentTwoSidedP(.nan, degrees: 3).isNaN)
        for p in [-0.1, 1.1, .nan] {
            #expect(studentQuantile(p, degrees: 3).isNaN)
            #expect(normalQuantile(p).isNaN)
        }
        for degrees in [1, 3.5, Double.infinity] {
            #expect(studentQuantile(0, degrees: degrees) == -.infinity)
            #expect(studentQuantile(0.5, degrees: degrees) == 0)
            #expect(studentQuantile(1, degrees: degrees) == .infinity)
            #expect(studentQuantile(0.25, degrees: degrees) == -studentQuantile(0.75, degrees: degrees))
        }
    }

    /// Near the middle the distance from 1/2 has the digits, not p.
    @Test func quantilesNearTheMiddleKeepTheirDigits() {
        let step = 0x1p-40
        #expect(agree(normalQuantile(0.5 + step), step * (2 * Double.pi).squareRoot()))
        #expect(agree(studentQuantile(0.5 + step, degrees: 1), step * .pi))
        #expect(agree(studentQuantile(0.5 - step, degrees: 1), -step * .pi))
    }

    @Test func manyDegreesAreNormal() {
        for t in [1e-6, 0.5, 2, 5, 20] {
            #expect(agree(studentTwoSidedP(t, degrees: 1e15), studentTwoSidedP(t, degrees: .infinity), digits: 1e-10))
            // Here one way to compute ends and the other begins.
            let before = studentTwoSidedP(t, degrees: 10_000)
            #expect(agree(studentTwoSidedP(t, degrees: 10_000.0001), before, digits: 1e-10 * max(1, t * t * t)))
        }
    }
}
