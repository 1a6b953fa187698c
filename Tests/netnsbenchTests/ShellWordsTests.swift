import Testing

@testable import netnsbench

@Suite struct ShellWordsTests {
    @Test(arguments: [
        [], ["run"], ["a b", "", "it's", "\"", "\\", "*", "$x", "ä", "--filter=^a|b$"], ["a\nb", "\t"],
        ["\u{301}x", "'\u{301}", "a\r\n", "\u{A0}"],
    ])
    func whatIsJoinedIsSplitAgain(_ words: [String]) {
        #expect(ShellWords.split(ShellWords.join(words)) == words)
    }

    @Test func aShellReadsThemTheSame() {
        #expect(ShellWords.join(["run", "--namespaces", "1:100:x10", "a b"]) == "run --namespaces 1:100:x10 'a b'")
        #expect(ShellWords.split("a  'b c' \"d \\\" e\" f\\ g") == ["a", "b c", "d \" e", "f g"])
        #expect(ShellWords.split("a 'b") == nil)
        #expect(ShellWords.split("a\\") == nil)
    }
}
