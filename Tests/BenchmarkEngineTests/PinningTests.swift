import Testing

@testable import BenchmarkEngine

@Suite struct PinningTests {
    /// Two packages of two cores of two CPUs, numbered as Linux does: siblings are 4 apart.
    private func place(_ cpu: Int) -> CPUPlace { CPUPlace(package: cpu % 4 / 2, core: cpu % 2) }

    @Test func whatIsParsedIsWrittenTheSame() {
        for text in ["none", "compact", "scatter", "0", "0-3,6", "3,1"] {
            #expect(Pinning(parsing: text)?.description == text)
        }
    }

    @Test(arguments: ["", "some", "0,", "1-", "-1", "3-1", "1-2-3", " 1", "99999999999999999999", "0-9999"])
    func whatIsNoPinningIsRefused(text: String) {
        #expect(Pinning(parsing: text) == nil)
    }

    @Test func compactFillsACoreFirst() throws {
        #expect(try Pinning.compact.order(allowed: Array(0..<8), topology: place) == [0, 4, 1, 5, 2, 6, 3, 7])
    }

    @Test func scatterTakesOneOfEachCoreFirst() throws {
        #expect(try Pinning.scatter.order(allowed: Array(0..<8), topology: place) == [0, 2, 1, 3, 4, 6, 5, 7])
    }

    @Test func aListStaysInItsOrderAndInsideTheAllowed() throws {
        #expect(try Pinning.list([3, 1]).order(allowed: [1, 2, 3]) == [3, 1])
        #expect(throws: EngineError.self) { try Pinning.list([4]).order(allowed: [1, 2, 3]) }
        #expect(try Pinning.none.order(allowed: [1]) == nil)
    }
}
