import Testing

@testable import BenchmarkResults

@Suite struct TextPoolTests {
    /// Every text comes back as it was, whatever stood before it in its column, and takes its place once.
    @Test func everyTextKeepsItsNumber() {
        var random = Random()
        let words = [
            "a", "b", "ab", "ba", "aab", "aba", "ä", "aaaaaaaaaaaaaaaaaaaaaaaaab", "aaaaaaaaaaaaaaaaaaaaaaaaaa",
        ]
        var pool = TextPool()
        for _ in 0..<2000 {
            let word = words[Int(random.next() % UInt64(words.count))]
            let number = pool.number(of: Array(word.utf8).span, column: Int(random.next() % 3))
            #expect(pool.texts[number] == word)
        }
        #expect(pool.texts.sorted() == words.sorted())
    }
}
