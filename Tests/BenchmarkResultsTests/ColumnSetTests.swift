import Testing

@testable import BenchmarkResults

@Suite struct ColumnSetTests {
    /// The bits of the columns, as a set of their numbers.
    @Test func aSetOfColumnsIsASet() {
        #expect(Schema.columns.count <= ColumnSet.capacity)
        var random = Random()
        for _ in 0..<200 {
            let capacity = UInt64(ColumnSet.capacity)
            let numbers = Set((0..<random.next() % capacity).map { _ in Int(random.next() % capacity) })
            var set = ColumnSet()
            for number in numbers { set.insert(number) }
            var listed: [Int] = []
            set.forEach { listed.append($0) }
            #expect(listed == numbers.sorted())
            for number in 0..<ColumnSet.capacity {
                #expect(set.contains(number) == numbers.contains(number))
                #expect(set.rank(of: number) == listed.firstIndex(of: number))
            }
        }
    }
}
