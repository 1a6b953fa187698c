import Testing

@testable import BenchmarkResults

@Suite struct LegibleTests {
    @Test func whatATerminalObeysIsSpelledOut() {
        #expect(
            legible("a\u{1B}[2J\u{7F}\u{9B}\u{202E}\u{2028}\r\n")
                == #"a\u{1b}[2J\u{7f}\u{9b}\u{202e}\u{2028}\u{d}\u{a}"#)
        #expect(legible("ä 中文 \"'\\") == "ä 中文 \"'\\")
        #expect(legibleLines("a\n\u{1B}b\n") == "a\n\\u{1b}b\n")
    }

    /// By scalars: accents without end make one character.
    @Test func itIsAsLongAsItMayBe() {
        #expect(legible(String(repeating: "ä", count: 80)) == String(repeating: "ä", count: 80))
        let accents = "e" + String(repeating: "\u{301}", count: 1 << 20)
        #expect(accents.count == 1 && legible(accents).utf8.count < 200)
        #expect(legible("abc", length: 2) == "ab...")
    }

    /// Found by a fuzzer: the kernel writes no sign.
    @Test(arguments: ["+1", "0-+1", "-1", "", ",", "1-", "2-1", "1-2-3", "4294967296"])
    func whatIsNoListOfCPUsIsRefused(_ text: String) {
        #expect(CPUList.count(text) == nil)
    }
}
