import Testing

@testable import BenchmarkResults

@Suite struct CaseKeyTests {
    /// Keys of every sort: unset, numbers, texts that look like numbers, texts.
    func keys() -> [CaseKey] {
        var random = Random()
        let pins = ["none", "0", "1", "1.0", "10", "2", "1x", "0-1", "nan", "inf", "-1"]
        return (0..<60).map { _ in
            var row = smallRow(variant: ["rcu_mb", "rcu_bp"][Int(random.next() % 2)])
            if random.next() % 3 > 0 { row["pin"] = .text(pins[Int(random.next() % UInt64(pins.count))]) }
            if random.next() % 3 > 0 { row["readers"] = .integer(Int64(random.next() % 12)) }
            if random.next() % 3 > 0 { row["update_rate"] = .number(Double(random.next() % 12)) }
            return row.caseKey
        }
    }

    /// Sorting needs no less: of two keys that differ one comes first, and who comes first is passed on.
    @Test func theOrderIsTotal() {
        let keys = keys()
        for a in keys {
            for b in keys {
                #expect([a < b, b < a, a == b].count { $0 } == 1, "\(a), \(b)")
                guard a < b, let c = keys.first(where: { b < $0 && !(a < $0) }) else { continue }
                Issue.record("\(a) < \(b) < \(c), and not \(a) < \(c)")
            }
        }
    }

    @Test func aValueIsFoundByItsColumn() {
        for key in keys() {
            for name in Schema.header { #expect(key[column: name] == key.values[name]) }
            #expect(key[column: "no such"] == nil)
        }
    }

    @Test func withoutColumnsTheyAreUnset() {
        for key in keys() {
            let rest = key.without(["pin", "readers", "no such"])
            #expect(rest.values == key.values.filter { !["pin", "readers"].contains($0.key) })
            #expect((rest == key) == (rest.values == key.values))
        }
    }
}
